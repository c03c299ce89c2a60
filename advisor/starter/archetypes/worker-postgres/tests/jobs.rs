//! Jobs against a real PostgreSQL. Each test has a schema of its own, so that they can run at the same time.

use serde_json::{Value, json};
use std::{
    collections::HashSet,
    process::{Child, Command},
    time::{Duration, Instant},
};
use tokio::{task::JoinSet, time::sleep};
use worker::{jobs::Jobs, work};

/// Jobs in an empty schema of that name, and the address that leads there.
async fn jobs(schema: &str, lease: Duration) -> Option<(Jobs, String)> {
    let Ok(url) = std::env::var("DATABASE_URL") else {
        eprintln!("skipped: DATABASE_URL is not set, and this test needs PostgreSQL");
        return None;
    };
    let pool = sqlx::PgPool::connect(&url)
        .await
        .expect("DATABASE_URL should lead to a PostgreSQL");
    for sql in ["DROP SCHEMA IF EXISTS {} CASCADE", "CREATE SCHEMA {}"] {
        let sql = sql.replace("{}", schema);
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
            .execute(&pool)
            .await
            .unwrap();
    }
    let sign = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{sign}options=-c%20search_path%3D{schema}");
    Some((Jobs::open(&url, lease).await.unwrap(), url))
}

async fn add(jobs: &Jobs, kind: &str, payload: Value) -> i64 {
    sqlx::query_scalar!(
        "INSERT INTO jobs (kind, payload) VALUES ($1, $2) RETURNING id",
        kind,
        payload
    )
    .fetch_one(&jobs.pool)
    .await
    .unwrap()
}

async fn count(jobs: &Jobs, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .fetch_one(&jobs.pool)
        .await
        .unwrap()
}

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_job_is_done_once_and_is_gone() {
    let Some((jobs, _)) = jobs("test_done", LONG).await else {
        return;
    };
    add(&jobs, "greet", json!({ "name": "Ana" })).await;
    assert!(work::once(&jobs).await.unwrap());
    assert!(!work::once(&jobs).await.unwrap());
    assert_eq!(
        (count(&jobs, "jobs").await, count(&jobs, "greetings").await),
        (0, 1)
    );
}

#[tokio::test]
async fn workers_never_take_the_same_job() {
    let Some((jobs, _)) = jobs("test_shared", LONG).await else {
        return;
    };
    for n in 0..40 {
        add(&jobs, "greet", json!({ "name": n.to_string() })).await;
    }
    let mut workers = JoinSet::new();
    for _ in 0..8 {
        let jobs = jobs.clone();
        workers.spawn(async move {
            let mut taken = Vec::new();
            while let Some(job) = jobs.take().await.unwrap() {
                taken.push(job.id);
            }
            taken
        });
    }
    let taken: Vec<i64> = workers.join_all().await.concat();
    assert_eq!(taken.len(), 40);
    assert_eq!(taken.iter().collect::<HashSet<_>>().len(), 40);
}

#[tokio::test]
async fn what_fails_is_tried_again_later_and_not_for_ever() {
    let Some((jobs, _)) = jobs("test_fails", LONG).await else {
        return;
    };
    let id = add(&jobs, "greet", json!({ "nobody": true })).await;
    for attempt in 1..=5 {
        assert!(work::once(&jobs).await.unwrap(), "attempt {attempt}");
        assert!(!work::once(&jobs).await.unwrap(), "it is not due at once");
        sqlx::query!("UPDATE jobs SET due_at = now()")
            .execute(&jobs.pool)
            .await
            .unwrap();
    }
    assert!(
        !work::once(&jobs).await.unwrap(),
        "five attempts are enough"
    );
    let why = sqlx::query_scalar!("SELECT last_error FROM jobs WHERE id = $1", id);
    assert!(
        why.fetch_one(&jobs.pool)
            .await
            .unwrap()
            .unwrap()
            .contains("payload")
    );
}

#[tokio::test]
async fn what_kills_its_workers_is_put_aside() {
    let Some((jobs, _)) = jobs("test_kills", LONG).await else {
        return;
    };
    let id = add(&jobs, "greet", json!({ "name": "Ana" })).await;
    for _ in 1..=5 {
        jobs.take().await.unwrap().unwrap(); // by a worker that dies of it
        sqlx::query!("UPDATE jobs SET due_at = now()")
            .execute(&jobs.pool)
            .await
            .unwrap();
    }
    assert!(work::once(&jobs).await.unwrap());
    let why = sqlx::query_scalar!("SELECT last_error FROM jobs WHERE id = $1", id);
    let why = why.fetch_one(&jobs.pool).await.unwrap().unwrap();
    assert!(why.contains("died"), "{why}");
    assert_eq!(count(&jobs, "greetings").await, 0);
}

/// The program itself, with a lease of a second.
fn start(url: &str) -> Child {
    let mut worker = Command::new(env!("CARGO_BIN_EXE_starter-worker"));
    worker
        .env("DATABASE_URL", url)
        .env("LEASE", "1")
        .spawn()
        .unwrap()
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !holds().await {
        assert!(start.elapsed() < LONG, "{what} takes too long");
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_job_outlives_the_worker_that_dies_with_it() {
    let Some((jobs, url)) = jobs("test_crash", Duration::from_secs(1)).await else {
        return;
    };
    let id = add(&jobs, "greet", json!({ "name": "Ana" })).await;
    let mut lock = jobs.pool.begin().await.unwrap(); // holds the worker up in the middle of the job
    sqlx::query!("INSERT INTO greetings (job, text) VALUES ($1, '')", id)
        .execute(&mut *lock)
        .await
        .unwrap();
    let mut first = start(&url);
    let taken = async || {
        let attempts = sqlx::query_scalar!("SELECT attempts FROM jobs WHERE id = $1", id);
        attempts.fetch_one(&jobs.pool).await.unwrap() > 0
    };
    until("taking the job", taken).await;
    first.kill().unwrap(); // as the kernel does it when memory is short
    first.wait().unwrap();
    lock.rollback().await.unwrap();
    assert_eq!(count(&jobs, "jobs").await, 1);
    let mut second = start(&url);
    until("doing the job", async || count(&jobs, "jobs").await == 0).await;
    second.kill().unwrap();
    second.wait().unwrap();
    assert_eq!(count(&jobs, "greetings").await, 1);
}
