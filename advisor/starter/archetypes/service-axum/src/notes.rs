//! The resource: a note is text with a number.

use crate::{error::ApiError, store::Store};
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
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

pub fn routes() -> Router<Store> {
    Router::new()
        .route("/notes", post(create))
        .route("/notes/{id}", get(show))
}

#[utoipa::path(post, path = "/notes", request_body = NewNote, responses(
    (status = 201, body = Note), (status = 422, description = "empty, or too long")))]
pub async fn create(
    State(store): State<Store>,
    Json(new): Json<NewNote>,
) -> Result<(StatusCode, Json<Note>), ApiError> {
    let text = new.text.trim();
    if text.is_empty() {
        return Err(ApiError::Invalid("a note needs a text"));
    }
    if text.chars().count() > LONGEST {
        return Err(ApiError::Invalid("a note has at most 10,000 characters"));
    }
    Ok((StatusCode::CREATED, Json(store.add(text).await?)))
}

#[utoipa::path(get, path = "/notes/{id}", params(("id" = i64, Path)), responses(
    (status = 200, body = Note), (status = 404)))]
pub async fn show(State(store): State<Store>, Path(id): Path<i64>) -> Result<Json<Note>, ApiError> {
    Ok(Json(store.find(id).await?.ok_or(ApiError::NotFound)?))
}
