//! The store that tests run against: a real Redis.

use service::store::Store;

pub async fn open() -> Option<Store> {
    let Ok(url) = std::env::var("REDIS_URL") else {
        eprintln!("skipped: REDIS_URL is not set, and this test needs Redis");
        return None;
    };
    Some(
        Store::open(&url)
            .await
            .expect("REDIS_URL should lead to a Redis"),
    )
}
