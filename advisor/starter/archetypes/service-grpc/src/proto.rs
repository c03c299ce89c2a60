//! The contract, compiled from `proto/notes.proto`.

tonic::include_proto!("notes.v1");
