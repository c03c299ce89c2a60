//! The store that tests run against: a file of its own for each.

use service::store::Store;

pub async fn open() -> Option<Store> {
    let folder = tempfile::tempdir().expect("a folder").keep();
    Some(
        Store::open(&folder.join("notes.db"))
            .await
            .expect("a database"),
    )
}
