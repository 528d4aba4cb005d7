//! The flags of one instruction, taken one by one by who knows them.

use super::error::Fault;

/// What was given and not taken yet.
pub(super) struct Flags {
    keyword: &'static str,
    given: Vec<(String, Option<String>)>,
    known: Vec<&'static str>,
}

impl Flags {
    /// The flags `words` of the instruction `keyword`, each with its dashes.
    pub(super) fn new(keyword: &'static str, words: Vec<String>) -> Self {
        let given = words.into_iter().map(|word| {
            let word = word.trim_start_matches("--");
            word.split_once('=')
                .map_or((word.to_owned(), None), |(name, value)| (name.to_owned(), Some(value.to_owned())))
        });
        Self { keyword, given: given.collect(), known: Vec::new() }
    }

    /// The value of a flag that may be there once.
    pub(super) fn value(&mut self, name: &'static str) -> Result<Option<String>, Fault> {
        let mut values = self.values(name)?;
        match values.len() {
            0 | 1 => Ok(values.pop()),
            _ => Err(self.twice(name)),
        }
    }

    /// All values of a flag that may be there more than once.
    pub(super) fn values(&mut self, name: &'static str) -> Result<Vec<String>, Fault> {
        let taken = self.take(name);
        taken.into_iter().map(|value| value.ok_or_else(|| self.without_value(name))).collect()
    }

    /// Whether a flag that needs no value is set.
    pub(super) fn is_set(&mut self, name: &'static str) -> Result<Option<bool>, Fault> {
        let taken = self.take(name);
        match taken.as_slice() {
            [] => Ok(None),
            [None] => Ok(Some(true)),
            [Some(value)] if value.is_empty() => Err(self.without_value(name)),
            [Some(value)] => match value.to_ascii_lowercase().as_str() {
                "true" => Ok(Some(true)),
                "false" => Ok(Some(false)),
                _ => {
                    Err(Fault::new(format!("{} --{name} cannot be {value}", self.keyword)).cure("it is true or false"))
                }
            },
            _ => Err(self.twice(name)),
        }
    }

    /// Complains about what nobody knew.
    pub(super) fn finish(self) -> Result<(), Fault> {
        let Some((name, _)) = self.given.first() else { return Ok(()) };
        let fault = Fault::new(format!("{} has no flag --{name}", self.keyword));
        let known: Vec<String> = self.known.iter().map(|known| format!("--{known}")).collect();
        Err(match super::error::similar(name, self.known.iter().copied()) {
            Some(near) => fault.cure(format!("did you mean --{near}?")),
            None if known.is_empty() => fault.cure(format!("write {} -- to begin with dashes", self.keyword)),
            None => fault.cure(format!("its flags are {}", known.join(", "))),
        })
    }

    fn take(&mut self, name: &'static str) -> Vec<Option<String>> {
        self.known.push(name);
        let (taken, rest) = std::mem::take(&mut self.given).into_iter().partition(|(given, _)| given == name);
        self.given = rest;
        let taken: Vec<(String, Option<String>)> = taken;
        taken.into_iter().map(|(_, value)| value).collect()
    }

    fn twice(&self, name: &str) -> Fault {
        Fault::new(format!("{} has --{name} twice", self.keyword)).cure("remove one of them")
    }

    fn without_value(&self, name: &str) -> Fault {
        Fault::new(format!("{} --{name} has no value", self.keyword)).cure(format!("write --{name}=VALUE"))
    }
}
