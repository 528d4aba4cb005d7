//! The `coracle` command.

fn main() -> std::process::ExitCode {
    coracle::main()
}
