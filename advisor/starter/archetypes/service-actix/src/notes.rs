//! The resource: a note is text with a number.

use crate::{error::ApiError, store::Store};
use actix_web::{
    HttpResponse, get, post,
    web::{Data, Json, Path, ServiceConfig},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const LONGEST: usize = 10_000; // characters

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Note {
    pub id: i64,
    pub text: String,
}

#[derive(Debug, Deserialize, ToSchema)]
pub struct NewNote {
    pub text: String,
}

pub fn routes(scope: &mut ServiceConfig) {
    scope.service(create).service(show);
}

#[utoipa::path(post, path = "/notes", request_body = NewNote, responses(
    (status = 201, body = Note), (status = 422, description = "empty, or too long")))]
#[post("")]
pub async fn create(store: Data<Store>, new: Json<NewNote>) -> Result<HttpResponse, ApiError> {
    let text = new.text.trim();
    if text.is_empty() {
        return Err(ApiError::Invalid("a note needs a text".to_owned()));
    }
    if text.chars().count() > LONGEST {
        let why = "a note has at most 10,000 characters";
        return Err(ApiError::Invalid(why.to_owned()));
    }
    Ok(HttpResponse::Created().json(store.add(text).await?))
}

#[utoipa::path(get, path = "/notes/{id}", params(("id" = i64, Path)), responses(
    (status = 200, body = Note), (status = 404)))]
#[get("/{id}")]
pub async fn show(store: Data<Store>, id: Path<i64>) -> Result<Json<Note>, ApiError> {
    let note = store.find(id.into_inner()).await?;
    Ok(Json(note.ok_or(ApiError::NotFound)?))
}
