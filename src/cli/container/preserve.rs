//! Which of its descriptors `run` and `exec` hand down to the command, where they have the numbers that they have here.

use clap::Args;
use clap::value_parser;

#[derive(Args, Debug, Clone)]
pub(crate) struct PreserveArgs {
    /// Hand down these descriptors too, by number
    #[arg(long = "preserve-fd", value_name = "FD[,FD]...", value_delimiter = ',', value_parser = value_parser!(u32).range(3..))]
    pub(crate) fd: Vec<u32>,
    /// Hand down N more descriptors, from 3 on
    #[arg(long = "preserve-fds", value_name = "N", default_value_t = 0)]
    pub(crate) fds: u32,
}

impl PreserveArgs {
    /// Whether there are any.
    pub(crate) fn is_empty(&self) -> bool {
        self.fds == 0 && self.fd.is_empty()
    }
}
