//! The stores that tests run against: real ones.

use service::store::{Store, documents::Documents};

mod database;

pub async fn open() -> Option<Store> {
    let Ok(url) = std::env::var("MONGODB_URL") else {
        eprintln!("skipped: MONGODB_URL is not set, and this test needs MongoDB");
        return None;
    };
    let documents = Documents::open(&url).await;
    let documents = documents.expect("MONGODB_URL should lead to a MongoDB");
    Some(Store::new(database::open().await?, documents))
}
