//! Variables in `COPY --from` and in `from=` of mounts. Which stages need which is known before anything is built, so that
//! only what the file itself sets has a value there, and nothing of base images.

use super::error::{Fault, Place as _};
use super::mount;
use super::scope::{Arguments, Globals, Scope};
use super::syntax::*;
use crate::error::Result;

/// Puts their values in the place of the variables.
///
/// # Errors
/// When one has none.
pub(crate) fn resolve_origins(dockerfile: &mut Dockerfile, arguments: &Arguments) -> Result<()> {
    let globals = Globals::new(dockerfile, arguments)?;
    let mut scopes: Vec<(Option<String>, Scope)> = Vec::new();
    let file = &dockerfile.name;
    for stage in &mut dockerfile.stages {
        let base = globals.expand(&stage.from.base, stage.written.escape).at(file, stage.written.span.first)?.text;
        let is_base = |name: &Option<String>| name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(&base));
        let below = scopes.iter().rev().find(|(name, _)| is_base(name));
        let mut scope = below.map_or_else(|| Scope::new([]), |(_, scope)| scope.child());
        for instruction in &mut stage.instructions {
            resolve(instruction, &mut scope).at(file, instruction.written.span.first)?;
            // What is wrong with it is said when it is its turn.
            if matches!(instruction.kind, Kind::Arg(_) | Kind::Env(_)) {
                let _ = scope.step(file, instruction, &globals, arguments);
            }
        }
        scopes.push((stage.name.clone(), scope));
    }
    Ok(())
}

fn resolve(instruction: &mut Instruction, scope: &mut Scope) -> std::result::Result<(), Fault> {
    let Instruction { kind, written } = instruction;
    let mut value = |text: &str| match scope.word(text, written)? {
        value if value.is_empty() => {
            Err(Fault::new(format!("--from={text} names nothing, since it expands to nothing"))
                .cure("set it with ARG or ENV before: what base images set is not known here"))
        }
        value => Ok(value),
    };
    match kind {
        Kind::Copy(Copy { from: Some(from), .. }) if from.contains('$') => *from = value(from)?,
        Kind::Run(run) => {
            for text in &mut run.mounts {
                if let Some(from) = mount::from(text).filter(|from| from.contains('$')) {
                    *text = mount::with_from(text, &value(&from)?);
                }
            }
        }
        _ => {}
    }
    Ok(())
}
