//! All integration and end-to-end tests are one binary.
