//! The built binary against real parts, by theme.

mod run;
