//! Both stores are asked whether they answer.

use service::store::{Store, redis::Redis};
use std::{
    io,
    net::{Shutdown, TcpListener, TcpStream},
    thread::{self, JoinHandle},
};

#[path = "support/store/database.rs"]
mod database;

/// A way to a server, for one connection, whose two ends are there to be cut.
fn way_to(address: String) -> (String, JoinHandle<[TcpStream; 2]>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let here = listener.local_addr().unwrap().to_string();
    let way = thread::spawn(move || {
        let near = listener.accept().unwrap().0;
        let far = TcpStream::connect(address).unwrap();
        for (from, to) in [(&near, &far), (&far, &near)] {
            let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
            thread::spawn(move || io::copy(&mut from, &mut to));
        }
        [near, far]
    });
    (here, way)
}

#[tokio::test]
async fn it_is_ready_while_both_answer() {
    let Ok(url) = std::env::var("REDIS_URL") else {
        eprintln!("skipped: REDIS_URL is not set, and this test needs Redis");
        return;
    };
    let Some(database) = database::open().await else {
        return;
    };
    let address = url.trim_start_matches("redis://").trim_end_matches('/');
    let (here, way) = way_to(address.to_owned());
    let redis = Redis::open(&format!("redis://{here}")).await.unwrap();
    let store = Store::new(database, redis);
    store.ready().await.unwrap();
    for end in way.join().unwrap() {
        end.shutdown(Shutdown::Both).unwrap();
    }
    store.ready().await.unwrap_err();
}
