//! The names of the rules.

/// A rule. What each is for is in BuildKit's documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    ConsistentInstructionCasing,
    CopyIgnoredFile,
    DuplicateStageName,
    ExposeInvalidFormat,
    ExposeProtoCasing,
    FromAsCasing,
    FromPlatformFlagConstDisallowed,
    InvalidDefaultArgInFrom,
    InvalidDefinitionDescription,
    JsonArgsRecommended,
    LegacyKeyValueFormat,
    MaintainerDeprecated,
    MultipleInstructionsDisallowed,
    NoEmptyContinuation,
    RedundantTargetPlatform,
    ReservedStageName,
    SecretsUsedInArgOrEnv,
    StageNameCasing,
    UndefinedArgInFrom,
    UndefinedVar,
    WorkdirRelativePath,
}

impl Rule {
    /// The name that `# check=skip=` takes.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Rule::ConsistentInstructionCasing => "ConsistentInstructionCasing",
            Rule::CopyIgnoredFile => "CopyIgnoredFile",
            Rule::DuplicateStageName => "DuplicateStageName",
            Rule::ExposeInvalidFormat => "ExposeInvalidFormat",
            Rule::ExposeProtoCasing => "ExposeProtoCasing",
            Rule::FromAsCasing => "FromAsCasing",
            Rule::FromPlatformFlagConstDisallowed => "FromPlatformFlagConstDisallowed",
            Rule::InvalidDefaultArgInFrom => "InvalidDefaultArgInFrom",
            Rule::InvalidDefinitionDescription => "InvalidDefinitionDescription",
            Rule::JsonArgsRecommended => "JSONArgsRecommended",
            Rule::LegacyKeyValueFormat => "LegacyKeyValueFormat",
            Rule::MaintainerDeprecated => "MaintainerDeprecated",
            Rule::MultipleInstructionsDisallowed => "MultipleInstructionsDisallowed",
            Rule::NoEmptyContinuation => "NoEmptyContinuation",
            Rule::RedundantTargetPlatform => "RedundantTargetPlatform",
            Rule::ReservedStageName => "ReservedStageName",
            Rule::SecretsUsedInArgOrEnv => "SecretsUsedInArgOrEnv",
            Rule::StageNameCasing => "StageNameCasing",
            Rule::UndefinedArgInFrom => "UndefinedArgInFrom",
            Rule::UndefinedVar => "UndefinedVar",
            Rule::WorkdirRelativePath => "WorkdirRelativePath",
        }
    }

    /// Whether it is off unless `# check=experimental=` names it.
    pub(super) fn is_experimental(self) -> bool {
        self == Rule::InvalidDefinitionDescription
    }
}
