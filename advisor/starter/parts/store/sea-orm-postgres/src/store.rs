//! Notes in PostgreSQL, through SeaORM.

use crate::{config, notes::Note};
use anyhow::Context;
use sea_orm::{
    ActiveModelTrait, ConnectOptions, Database, DatabaseConnection, DbErr, EntityTrait, Set,
};
use std::time::Duration;

mod note {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notes")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl From<note::Model> for Note {
    fn from(model: note::Model) -> Self {
        let note::Model { id, text } = model;
        Self { id, text }
    }
}

#[derive(Clone)]
pub struct Store(DatabaseConnection);

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        Self::open(&config::var("DATABASE_URL")?).await
    }

    /// Connects, and brings the schema up to date.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(10) // times instances: fewer than the server allows
            .acquire_timeout(Duration::from_secs(3)) // a full pool fails fast
            .sqlx_logging(false);
        let database = Database::connect(options)
            .await
            .context("DATABASE_URL: cannot connect")?;
        sqlx::migrate!()
            .run(database.get_postgres_connection_pool())
            .await?;
        Ok(Self(database))
    }

    pub async fn ready(&self) -> Result<(), DbErr> {
        self.0.ping().await
    }

    pub async fn add(&self, text: &str) -> Result<Note, DbErr> {
        let new = note::ActiveModel {
            text: Set(text.to_owned()),
            ..Default::default()
        };
        Ok(new.insert(&self.0).await?.into())
    }

    pub async fn find(&self, id: i64) -> Result<Option<Note>, DbErr> {
        let found = note::Entity::find_by_id(id).one(&self.0).await?;
        Ok(found.map(Note::from))
    }
}
