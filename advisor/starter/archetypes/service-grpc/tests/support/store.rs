//! The store that tests run against.

use service::store::Store;

pub async fn open() -> Option<Store> {
    Some(Store::from_env().await.expect("memory is always there"))
}
