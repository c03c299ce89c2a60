//! The resource: a note is text with a number.

use crate::{
    error::internal,
    proto::{CreateRequest, GetRequest, Note as Message, notes_server},
    store::Store,
};
use tonic::{Request, Response, Status};

const LONGEST: usize = 10_000; // characters

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub id: i64,
    pub text: String,
}

impl From<Note> for Message {
    fn from(Note { id, text }: Note) -> Self {
        Self { id, text }
    }
}

pub struct Notes(pub Store);

#[tonic::async_trait]
impl notes_server::Notes for Notes {
    async fn create(&self, request: Request<CreateRequest>) -> Result<Response<Message>, Status> {
        let text = request.get_ref().text.trim();
        if text.is_empty() {
            return Err(Status::invalid_argument("a note needs a text"));
        }
        if text.chars().count() > LONGEST {
            return Err(Status::invalid_argument(
                "a note has at most 10,000 characters",
            ));
        }
        let note = self.0.add(text).await.map_err(internal)?;
        Ok(Response::new(note.into()))
    }

    async fn get(&self, request: Request<GetRequest>) -> Result<Response<Message>, Status> {
        let found = self.0.find(request.get_ref().id).await.map_err(internal)?;
        let note = found.ok_or_else(|| Status::not_found("not found"))?;
        Ok(Response::new(note.into()))
    }
}
