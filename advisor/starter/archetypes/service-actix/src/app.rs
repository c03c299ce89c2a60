//! Which path leads where, and what every request passes through.

use crate::{auth::Guard, error, error::ApiError, notes, store::Store};
use actix_web::{
    Responder, get,
    web::{self, Data, Json, ServiceConfig},
};
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(notes::create, notes::show))]
struct Api;

/// What `App::configure` takes.
pub fn routes(store: Store, guard: Guard) -> impl FnOnce(&mut ServiceConfig) {
    move |app| {
        app.app_data(Data::new(store))
            .app_data(error::of_json())
            .service(healthy)
            .service(ready)
            .service(api)
            .service(guard.protect(web::scope("/notes").configure(notes::routes)));
    }
}

#[get("/healthz")]
async fn healthy() -> &'static str {
    "ok"
}

/// Whether requests should come here: not while the store does not answer.
#[get("/readyz")]
async fn ready(store: Data<Store>) -> Result<&'static str, ApiError> {
    store.ready().await?;
    Ok("ready")
}

#[get("/openapi.json")]
async fn api() -> impl Responder {
    Json(Api::openapi())
}
