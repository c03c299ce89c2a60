//! Notes in PostgreSQL, through Diesel.

use crate::{config, notes::Note};
use anyhow::{Context, anyhow};
use diesel::{ConnectionError, ConnectionResult, prelude::*, sql_types::BigInt};
use diesel_async::{
    AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl,
    pooled_connection::{
        AsyncDieselConnectionManager, ManagerConfig,
        deadpool::{Object, Pool},
    },
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use rustls::{ClientConfig, crypto::aws_lc_rs};
use rustls_platform_verifier::ConfigVerifierExt;
use std::time::Duration;
use tokio::{task::spawn_blocking, time::timeout};
use tokio_postgres_rustls::MakeRustlsConnect;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!();

diesel::table! {
    notes {
        id -> BigInt,
        text -> Text,
    }
}

#[derive(Clone)]
pub struct Store(Pool<AsyncPgConnection>);

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        Self::open(&config::var("DATABASE_URL")?).await
    }

    /// Connects, and brings the schema up to date.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let _ = aws_lc_rs::default_provider().install_default();
        let tls = ClientConfig::with_platform_verifier()?;
        let mut config = ManagerConfig::default();
        config.custom_setup = Box::new(move |url| Box::pin(connect(url.to_owned(), tls.clone())));
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .max_size(10) // times instances: fewer than the server allows
            .build()?;
        let store = Self(pool);
        let connection = store.connection().await;
        let mut connection = connection.context("DATABASE_URL: cannot connect")?;
        lock(&mut connection, "SELECT pg_advisory_lock($1)").await?; // others that start now wait
        let mut connection = spawn_blocking(|| migrate(connection)).await??;
        lock(&mut connection, "SELECT pg_advisory_unlock($1)").await?;
        Ok(store)
    }

    pub async fn ready(&self) -> anyhow::Result<()> {
        let mut connection = self.connection().await?;
        diesel::sql_query("SELECT 1")
            .execute(&mut connection)
            .await?;
        Ok(())
    }

    pub async fn add(&self, text: &str) -> anyhow::Result<Note> {
        let mut connection = self.connection().await?;
        let row: (i64, String) = diesel::insert_into(notes::table)
            .values(notes::text.eq(text))
            .returning((notes::id, notes::text))
            .get_result(&mut connection)
            .await?;
        Ok(note(row))
    }

    pub async fn find(&self, id: i64) -> anyhow::Result<Option<Note>> {
        let mut connection = self.connection().await?;
        let row = notes::table.find(id).first(&mut connection).await;
        Ok(row.optional()?.map(note))
    }

    /// One of the pool's; where that is empty for long, it fails.
    async fn connection(&self) -> anyhow::Result<Object<AsyncPgConnection>> {
        let patience = Duration::from_secs(3);
        Ok(timeout(patience, self.0.get())
            .await
            .context("no connection is free")??)
    }
}

fn note((id, text): (i64, String)) -> Note {
    Note { id, text }
}

async fn connect(url: String, tls: ClientConfig) -> ConnectionResult<AsyncPgConnection> {
    let connected = tokio_postgres::connect(&url, MakeRustlsConnect::new(tls)).await;
    let (client, line) =
        connected.map_err(|why| ConnectionError::BadConnection(why.to_string()))?;
    AsyncPgConnection::try_from_client_and_connection(client, line).await
}

async fn lock(connection: &mut AsyncPgConnection, sql: &str) -> QueryResult<usize> {
    const NUMBER: i64 = 0x6e_6f_74_65_73; // any that nobody else has in this database
    let locked = diesel::sql_query(sql).bind::<BigInt, _>(NUMBER);
    locked.execute(connection).await
}

fn migrate(connection: Object<AsyncPgConnection>) -> anyhow::Result<Object<AsyncPgConnection>> {
    let mut harness = AsyncMigrationHarness::new(connection);
    let done = harness.run_pending_migrations(MIGRATIONS).map(drop);
    done.map_err(|why| anyhow!("migrations: {why}"))?;
    Ok(harness.into_inner())
}
