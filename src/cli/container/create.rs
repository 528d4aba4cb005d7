//! `coracle create`.

use clap::Args;

use super::RunArgs;

/// Make a container without starting it
///
/// Makes a container as `coracle run` would, and prints its ID. `coracle start` runs it.
#[derive(Args, Debug, Clone)]
#[command(
    disable_help_flag = true,
    override_usage = "coracle create [OPTIONS] IMAGE [COMMAND [ARG]...]",
    mut_arg("detach", |arg| arg.hide(true)),
    mut_arg("fd", |arg| arg.hide(true)),
    mut_arg("fds", |arg| arg.hide(true)),
    after_help = "\
Examples:
  coracle create --name web -p 8080:80 docker.io/library/nginx
  coracle create -it --name shell debian:12 bash"
)]
pub(crate) struct CreateArgs {
    #[command(flatten)]
    pub(crate) run: RunArgs,
}
