//! The store that tests run against: a real MySQL or MariaDB.

use service::store::Store;

pub async fn open() -> Option<Store> {
    let Ok(url) = std::env::var("DATABASE_URL") else {
        eprintln!("skipped: DATABASE_URL is not set, and this test needs MySQL");
        return None;
    };
    Some(
        Store::open(&url)
            .await
            .expect("DATABASE_URL should lead to a MySQL"),
    )
}
