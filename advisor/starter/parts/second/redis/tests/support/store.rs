//! The stores that tests run against: real ones.

use service::store::{Store, redis::Redis};

mod database;

pub async fn open() -> Option<Store> {
    let Ok(url) = std::env::var("REDIS_URL") else {
        eprintln!("skipped: REDIS_URL is not set, and this test needs Redis");
        return None;
    };
    let redis = Redis::open(&url).await;
    let redis = redis.expect("REDIS_URL should lead to a Redis");
    Some(Store::new(database::open().await?, redis))
}
