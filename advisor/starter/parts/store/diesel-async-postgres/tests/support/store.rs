//! The store that tests run against: a real PostgreSQL.

use service::store::Store;

pub async fn open() -> Option<Store> {
    let Ok(url) = std::env::var("DATABASE_URL") else {
        eprintln!("skipped: DATABASE_URL is not set, and this test needs PostgreSQL");
        return None;
    };
    Some(
        Store::open(&url)
            .await
            .expect("DATABASE_URL should lead to a PostgreSQL"),
    )
}
