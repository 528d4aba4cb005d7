//! Commands that take several names.

use crate::error::{self, Result};
use crate::ui::out;

use super::show;

/// Does `act` for every name, whatever happens to the others. Shows one line per failure; the first failure decides the
/// exit code. Stops only when nobody reads the output any more.
pub(crate) fn each<'a>(
    names: impl IntoIterator<Item = &'a String>,
    mut act: impl FnMut(&str) -> Result<()>,
) -> Result<u8> {
    outcomes(names.into_iter().map(|name| act(name)))
}

/// Goes through all results. Shows one line per failure; the first failure decides the exit code. Stops only when nobody
/// reads the output any more.
pub(crate) fn outcomes(results: impl Iterator<Item = Result<()>>) -> Result<u8> {
    let mut code = None;
    for result in results {
        match result {
            Ok(()) => {}
            Err(error) if error.chain().any(|cause| cause.is::<out::ReaderGone>()) => return Err(error),
            Err(error) => {
                show(&error);
                code.get_or_insert(error::kind(&error).exit_code());
            }
        }
    }
    Ok(code.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Error, Kind};

    #[test]
    fn goes_on_and_keeps_the_first_code() {
        let names = ["a", "b", "c"].map(str::to_owned);
        let mut seen = Vec::new();
        let code = each(&names, |name| {
            seen.push(name.to_owned());
            match name {
                "a" => Ok(()),
                "b" => Err(Error::with_kind(Kind::InUse, "b is in use").into()),
                _ => Err(Error::new("boom").into()),
            }
        });
        assert_eq!(code.unwrap(), 2);
        assert_eq!(seen, ["a", "b", "c"]);
    }
}
