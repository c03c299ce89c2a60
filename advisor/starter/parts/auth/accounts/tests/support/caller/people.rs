//! People with accounts.

use service::auth::{Guard, Login};
use std::{env, sync::LazyLock, thread, time::SystemTime};
use tokio::runtime::Builder;

/// The cookies of somebody who has logged in.
pub static COOKIES: LazyLock<String> =
    LazyLock::new(|| format!("theme=dark; session={}", session()));

pub fn guard() -> Guard {
    let url = env::var("DATABASE_URL").expect("the store was opened");
    Guard::open(&url).expect("DATABASE_URL should lead to a PostgreSQL")
}

/// Somebody whom no other test knows.
pub fn somebody() -> Login {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Login {
        name: format!("ana {:?} {:?}", now, thread::current().id()),
        password: "correct horse battery".to_owned(),
    }
}

/// The key of a session, begun beside the runtime that the test has.
fn session() -> String {
    let begin = async {
        let (guard, ana) = (guard(), somebody());
        assert!(guard.register(ana.clone()).await.expect("an account"));
        let key = guard.log_in(ana).await.expect("a login");
        key.expect("the password is right")
    };
    let runtime = || Builder::new_current_thread().enable_all().build();
    let begin = || runtime().expect("a runtime").block_on(begin);
    let begun = thread::scope(|scope| scope.spawn(begin).join());
    begun.expect("a session")
}
