//! `coracle cp`.

use clap::Args;

/// Copy files between a container and the host
///
/// One side is CONTAINER:PATH, whether the container runs or not; the other one is a path of the host, another container's,
/// or - for an archive on standard input or output. A directory that exists takes the source in; a source that ends in /.
/// stands for its content. A path of the host that has a colon begins with / or ./.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle cp web:/etc/nginx ./nginx
  coracle cp site/. web:/www
  tar -c files | coracle cp - web:/srv")]
pub(crate) struct CpArgs {
    /// Give what comes into a container to the container's user; with =false the owners stay
    #[arg(long, short, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set,
        num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) archive: bool,
    /// Let directories and other files replace each other
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// Accepted for compatibility; nothing needs to stand still
    #[arg(long, hide = true)]
    pub(crate) pause: bool,
    /// What to copy: PATH, CONTAINER:PATH or -
    #[arg(value_name = "SOURCE")]
    pub(crate) source: String,
    /// Where to: PATH, CONTAINER:PATH or -
    #[arg(value_name = "DESTINATION")]
    pub(crate) destination: String,
}
