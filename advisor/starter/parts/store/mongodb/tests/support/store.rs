//! The store that tests run against: a real MongoDB.

use service::store::Store;

pub async fn open() -> Option<Store> {
    let Ok(url) = std::env::var("MONGODB_URL") else {
        eprintln!("skipped: MONGODB_URL is not set, and this test needs MongoDB");
        return None;
    };
    Some(
        Store::open(&url)
            .await
            .expect("MONGODB_URL should lead to a MongoDB"),
    )
}
