//! The resource: a note is text with a number. The contract is `proto/notes.proto`.

use crate::{error::internal, store::Store};
use proto::{CreateRequest, ShowRequest, notes_server::Notes};
use tonic::{Request, Response, Status, async_trait};

pub use proto::Note;

pub mod proto {
    tonic::include_proto!("notes.v1");
}

const LONGEST: usize = 10_000; // characters

pub struct Service {
    pub store: Store,
}

#[async_trait]
impl Notes for Service {
    async fn create(&self, request: Request<CreateRequest>) -> Result<Response<Note>, Status> {
        let new = request.into_inner();
        let text = new.text.trim();
        if text.is_empty() {
            return Err(Status::invalid_argument("a note needs a text"));
        }
        if text.chars().count() > LONGEST {
            let why = "a note has at most 10,000 characters";
            return Err(Status::invalid_argument(why));
        }
        let note = self.store.add(text).await.map_err(internal)?;
        Ok(Response::new(note))
    }

    async fn show(&self, request: Request<ShowRequest>) -> Result<Response<Note>, Status> {
        let id = request.into_inner().id;
        let note = self.store.find(id).await.map_err(internal)?;
        Ok(Response::new(
            note.ok_or_else(|| Status::not_found("not found"))?,
        ))
    }
}
