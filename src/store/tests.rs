//! Tests of the store.

mod adding;
