//! `coracle build`.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};

use super::{CompressionArgs, TransferArgs};
use crate::cli::container::{MemoryArgs, ProcessorArgs, ReachArgs, RightArgs, SharedArgs};
use crate::cli::values::{self, Device, Filter, Label, Limit, Mount};
use crate::name::Platform;

/// Build an image from a Dockerfile
///
/// Builds what a Dockerfile or Containerfile says, out of the files of a context, and prints the ID of the image. Steps
/// that were done before with the same inputs are not done again.
#[derive(Args, Debug, Clone)]
#[command(
    mut_arg("network", |arg| arg.help("How to reach the network: none, host, pasta or slirp4netns")),
    after_help = "\
Examples:
  coracle build -t app .
  coracle build -f docker/Dockerfile --build-arg VERSION=2 --target test .
  coracle build --secret id=token,src=token.txt -t app .
  coracle build --platform linux/amd64,linux/arm64 --push -t registry.example.org/team/app .
  coracle build --cache-from registry.example.org/team/steps --cache-to registry.example.org/team/steps .
  coracle build --why ."
)]
pub(crate) struct BuildArgs {
    /// Build for all platforms that every image has which a FROM names
    #[arg(long, conflicts_with_all = ["platform", "arch", "os", "variant"])]
    pub(crate) all_platforms: bool,
    /// The processor architecture to build for
    #[arg(long, value_name = "ARCH", conflicts_with = "platform")]
    pub(crate) arch: Option<String>,
    /// Set a build argument; without a value, take it from the environment
    #[arg(long, value_name = "NAME[=VALUE]")]
    pub(crate) build_arg: Vec<String>,
    /// Read build arguments from a file, a NAME=VALUE on each line
    #[arg(long, value_name = "FILE")]
    pub(crate) build_arg_file: Vec<PathBuf>,
    /// Another directory or image (docker-image://NAME, oci-layout://DIR) that FROM and COPY --from may name
    #[arg(long, value_name = "NAME=PLACE", value_parser = values::label::parse)]
    pub(crate) build_context: Vec<Label>,
    /// Take steps from this repository, REGISTRY/NAME or type=registry,ref=NAME, that --cache-to has put there
    #[arg(long, value_name = "REPOSITORY")]
    pub(crate) cache_from: Vec<String>,
    /// Put steps into this repository, for --cache-from elsewhere
    #[arg(long, value_name = "REPOSITORY")]
    pub(crate) cache_to: Vec<String>,
    /// Do steps again that were done longer ago than this
    #[arg(long, value_name = "DURATION", value_parser = values::duration::parse)]
    pub(crate) cache_ttl: Option<Duration>,
    /// build, or check, which is --check
    #[arg(long, value_name = "WHAT", value_enum, default_value = "build")]
    pub(crate) call: BuildCall,
    /// Say what in the Dockerfile is probably not meant, and build nothing
    #[arg(long)]
    pub(crate) check: bool,
    /// Give this to cpp(1), which reads Dockerfiles whose names end in .in, after those of the variable BUILDAH_CPPFLAGS
    #[arg(long, value_name = "FLAG", allow_hyphen_values = true)]
    pub(crate) cpp_flag: Vec<String>,
    /// The Dockerfile: a file, a URL, or - for standard input. Of several, what is in them one after the other
    #[arg(long, short, value_name = "FILE")]
    pub(crate) file: Vec<String>,
    /// Use this image in place of the one that the first FROM names
    #[arg(long, value_name = "IMAGE")]
    pub(crate) from: Option<String>,
    /// Read from this file what of the context is no part of it
    #[arg(long, value_name = "FILE")]
    pub(crate) ignorefile: Option<PathBuf>,
    /// Write the ID of the image to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) iidfile: Option<PathBuf>,
    /// Write the ID of the image to a file, without the name of the algorithm
    #[arg(long, visible_alias = "raw-iidfile", value_name = "FILE")]
    pub(crate) iidfile_raw: Option<PathBuf>,
    /// How many stages are built at once; 0 is no limit
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// Keep a layer for each step; false makes one of all steps and keeps none
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set, num_args = 0..=1,
        require_equals = true, default_missing_value = "true")]
    pub(crate) layers: bool,
    /// Write to this file what would go to standard output and standard error
    #[arg(long, value_name = "FILE")]
    pub(crate) logfile: Option<PathBuf>,
    /// With --logfile and several platforms, write one file for each: FILE_OS_ARCH
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", requires = "logfile")]
    pub(crate) logsplit: Option<bool>,
    /// Add the image to a manifest list, which is made if need be
    #[arg(long, value_name = "LIST")]
    pub(crate) manifest: Option<String>,
    /// Write the digests and names of the image to a file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) metadata_file: Option<PathBuf>,
    /// Do every step, whatever was done before
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Do every step of these stages, whatever was done before
    #[arg(long, value_name = "STAGE", value_delimiter = ',')]
    pub(crate) no_cache_filter: Vec<String>,
    /// The operating system to build for
    #[arg(long, value_name = "OS", conflicts_with = "platform")]
    pub(crate) os: Option<String>,
    /// Write the image, or its files, elsewhere as well: a directory, type=local|tar|oci|docker,dest=PATH, or
    /// type=registry
    #[arg(long, short, value_name = "DEST")]
    pub(crate) output: Vec<String>,
    /// Build for these platforms, OS/ARCH[/VARIANT]; of several images the name is a list
    #[arg(long, value_name = "OS/ARCH", value_delimiter = ',', value_parser = Platform::from_str)]
    pub(crate) platform: Vec<Platform>,
    /// How steps are shown: drawn on a terminal, as plain lines, or not at all
    #[arg(long, value_name = "HOW", value_enum, default_value = "auto")]
    pub(crate) progress: BuildProgress,
    /// When to pull the images that the build is based on
    #[arg(long, value_name = "POLICY", num_args = 0..=1, require_equals = true, default_value = "missing",
        default_missing_value = "always")]
    pub(crate) pull: String,
    /// Accepted for compatibility, as --pull=always
    #[arg(long, hide = true)]
    pub(crate) pull_always: bool,
    /// Accepted for compatibility, as --pull=never
    #[arg(long, hide = true)]
    pub(crate) pull_never: bool,
    /// Push the image to the registry that its name means
    #[arg(long)]
    pub(crate) push: bool,
    /// Print nothing but the ID of the image
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// A secret for RUN --mount=type=secret: id=ID,src=FILE, or id=ID,env=NAME
    #[arg(long, value_name = "id=ID[,...]")]
    pub(crate) secret: Vec<String>,
    /// Keep the images of all stages, not of the last one alone
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) save_stages: Option<bool>,
    /// Open a shell in what a RUN has left that fails
    #[arg(long)]
    pub(crate) shell_on_failure: bool,
    /// Build no stage that the image does not need; false builds all
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set, num_args = 0..=1,
        require_equals = true, default_missing_value = "true")]
    pub(crate) skip_unused_stages: bool,
    /// An SSH agent for RUN --mount=type=ssh: default, ID=SOCKET, or ID=KEY[,KEY...] with files of keys
    #[arg(long, value_name = "ID[=PATH]")]
    pub(crate) ssh: Vec<String>,
    /// With --save-stages, label the images with the names of their stages and of what these are based on
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", requires = "save_stages")]
    pub(crate) stage_labels: Option<bool>,
    /// Give the image a name
    #[arg(long, short, value_name = "NAME")]
    pub(crate) tag: Vec<String>,
    /// Build this stage, and what it needs
    #[arg(long, value_name = "STAGE")]
    pub(crate) target: Option<String>,
    /// The variant of the processor architecture to build for
    #[arg(long, value_name = "VARIANT", conflicts_with = "platform")]
    pub(crate) variant: Option<String>,
    /// Say of each step why it was or was not reused
    #[arg(long)]
    pub(crate) why: bool,
    #[command(flatten)]
    pub(crate) result: BuildResultArgs,
    #[command(flatten)]
    pub(crate) compat: BuildCompatArgs,
    #[command(flatten)]
    pub(crate) transfer: TransferArgs,
    #[command(flatten)]
    pub(crate) compression: CompressionArgs,
    #[command(flatten)]
    pub(crate) run: BuildRunArgs,
    /// The context: a directory, the URL of a repository or archive, or - for an archive on standard input
    #[arg(value_name = "CONTEXT")]
    pub(crate) context: Option<String>,
}

/// What becomes of the image.
#[derive(Args, Debug, Clone)]
#[command(next_help_heading = "The image")]
pub(crate) struct BuildResultArgs {
    /// Add an annotation to the image's manifest
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::label::parse)]
    pub(crate) annotation: Vec<Label>,
    /// Note in an annotation when the image was made
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set, num_args = 0..=1,
        require_equals = true, default_missing_value = "true")]
    pub(crate) created_annotation: bool,
    /// Set a variable in the image
    #[arg(long, value_name = "NAME[=VALUE]")]
    pub(crate) env: Vec<String>,
    /// The dialect of the image: oci or docker
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "oci")]
    pub(crate) format: BuildFormat,
    /// Keep the annotations of the base image's manifest
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set, num_args = 0..=1,
        require_equals = true, default_missing_value = "true")]
    pub(crate) inherit_annotations: bool,
    /// Keep the labels of base images
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set, num_args = 0..=1,
        require_equals = true, default_missing_value = "true")]
    pub(crate) inherit_labels: bool,
    /// Add a label to the image
    #[arg(long, value_name = "KEY[=VALUE]", value_parser = values::label::parse)]
    pub(crate) label: Vec<Label>,
    /// Add a label to the images of other stages that --save-stages keeps
    #[arg(long, value_name = "KEY[=VALUE]", value_parser = values::label::parse)]
    pub(crate) layer_label: Vec<Label>,
    /// Leave out of the image how it was made
    #[arg(long, value_name = "BOOL", default_value_t = false, action = clap::ArgAction::Set, num_args = 0..=1,
        require_equals = true, default_missing_value = "true")]
    pub(crate) omit_history: bool,
    /// Say that the image needs this feature of its operating system; with a dash at its end, that it does not
    #[arg(long, value_name = "FEATURE", allow_hyphen_values = true)]
    pub(crate) os_feature: Vec<String>,
    /// Say that the image needs this version of its operating system
    #[arg(long, value_name = "VERSION")]
    pub(crate) os_version: Option<String>,
    /// Give new files that are later than --source-date-epoch that time
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) rewrite_timestamp: Option<bool>,
    /// Give the image this time, in seconds since 1970 [default: the variable SOURCE_DATE_EPOCH]
    #[arg(long, value_name = "SECONDS", conflicts_with = "timestamp")]
    pub(crate) source_date_epoch: Option<i64>,
    /// Make one layer of all that the build changes
    #[arg(long)]
    pub(crate) squash: bool,
    /// Make one layer of the whole image
    #[arg(long)]
    pub(crate) squash_all: bool,
    /// Give the image and all new files this time, in seconds since 1970
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
    pub(crate) timestamp: Option<i64>,
    /// Remove an annotation that the base image's manifest has
    #[arg(long, value_name = "KEY")]
    pub(crate) unsetannotation: Vec<String>,
    /// Remove a variable that the base image sets
    #[arg(long, value_name = "NAME")]
    pub(crate) unsetenv: Vec<String>,
    /// Remove a label that the base image has
    #[arg(long, value_name = "KEY")]
    pub(crate) unsetlabel: Vec<String>,
}

/// What scripts give to other builders: accepted where it changes nothing, else refused.
#[derive(Args, Debug, Clone)]
pub(crate) struct BuildCompatArgs {
    /// Accepted and without effect: what a build may do needs no leave
    #[arg(long, hide = true, value_name = "RIGHT")]
    pub(crate) allow: Vec<String>,
    /// Attestations, of which there are none: only type=…,disabled=true
    #[arg(long, hide = true, value_name = "TYPE")]
    pub(crate) attest: Vec<String>,
    /// Accepted to be refused: there are no images for confidential computing
    #[arg(long, hide = true, value_name = "OPTIONS")]
    pub(crate) cw: Option<String>,
    /// Accepted to be refused: there are no encrypted images
    #[arg(long, hide = true, value_name = "KEY")]
    pub(crate) decryption_key: Vec<String>,
    /// Accepted and without effect: layers in the store are never compressed
    #[arg(long, short = 'D', hide = true, visible_alias = "compress", value_name = "BOOL", num_args = 0..=1,
        require_equals = true, default_missing_value = "true")]
    pub(crate) disable_compression: Option<bool>,
    /// Accepted and without effect: containers of steps are always removed
    #[arg(long, hide = true, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) force_rm: Option<bool>,
    /// Accepted: no label that names the engine is ever added
    #[arg(long, hide = true, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) identity_label: Option<bool>,
    /// Accepted and without effect: the image is always put into the store
    #[arg(long, hide = true)]
    pub(crate) load: bool,
    /// Attestations of how the image was made, of which there are none: only false
    #[arg(long, hide = true, value_name = "MODE", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) provenance: Option<String>,
    /// Accepted and without effect: containers of steps are always removed
    #[arg(long, hide = true, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) rm: Option<bool>,
    /// Lists of the image's parts, of which there are none: only false
    #[arg(long, hide = true, value_name = "PRESET", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) sbom: Option<String>,
    /// Accepted to be refused, as --sbom
    #[arg(long, hide = true, value_name = "VALUE", aliases = ["sbom-image-output", "sbom-image-purl-output",
        "sbom-merge-strategy", "sbom-purl-output", "sbom-scanner-command", "sbom-scanner-image"])]
    pub(crate) sbom_output: Vec<String>,
    /// Accepted to be refused: images are not signed
    #[arg(long, hide = true, value_name = "FINGERPRINT")]
    pub(crate) sign_by: Option<String>,
}

/// The verbs about builds.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum BuilderCommand {
    /// Build an image from a Dockerfile
    Build(Box<BuildArgs>),
    /// Forget what builds keep of their steps
    Prune(BuilderPruneArgs),
}

/// Forget what builds keep of their steps
///
/// Steps that were built are done again by the next build that needs them. Images keep their layers.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle builder prune
  coracle builder prune --force --filter until=72h
  coracle builder prune --force --keep-storage 10g")]
pub(crate) struct BuilderPruneArgs {
    /// Cache mounts too
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Forget only what was not used for some time: until=DURATION
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) force: bool,
    /// Keep as much as this of what was used last
    #[arg(long, visible_alias = "max-used-space", value_name = "SIZE", value_parser = values::size::parse)]
    pub(crate) keep_storage: Option<u64>,
}

/// How RUN runs.
#[derive(Args, Debug, Clone)]
#[command(next_help_heading = "Running commands")]
pub(crate) struct BuildRunArgs {
    #[command(flatten)]
    pub(crate) reach: ReachArgs,
    #[command(flatten)]
    pub(crate) rights: RightArgs,
    #[command(flatten)]
    pub(crate) shared: SharedArgs,
    /// Make the control groups of commands in this slice of systemd's, or below this path
    #[arg(long, value_name = "PARENT")]
    pub(crate) cgroup_parent: Option<String>,
    #[command(flatten)]
    pub(crate) processor: ProcessorArgs,
    /// Have commands leave the directories of volumes as COPY and ADD have made them
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) compat_volumes: Option<bool>,
    /// Give commands a device of the host
    #[arg(long, value_name = "HOST[:CTR][:PERM]", value_parser = values::device::parse)]
    pub(crate) device: Vec<Device>,
    /// Set the variables of the host that are about proxies
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set,
        num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) http_proxy: bool,
    /// How commands are kept apart; there is one way, the one of containers
    #[arg(long, value_name = "HOW", value_enum, hide = true, default_value = "oci")]
    pub(crate) isolation: Isolation,
    #[command(flatten)]
    pub(crate) memory: MemoryArgs,
    /// Mount this for all commands, as RUN --mount=MOUNT does
    #[arg(long, value_name = "MOUNT")]
    pub(crate) mount: Vec<String>,
    /// Size of /dev/shm
    #[arg(long, value_name = "SIZE", value_parser = values::size::parse)]
    pub(crate) shm_size: Option<u64>,
    /// Give commands the standard input of the build; stages are built one after the other then
    #[arg(long)]
    pub(crate) stdin: bool,
    /// Set a resource limit: SOFT, or SOFT:HARD
    #[arg(long, value_name = "NAME=LIMIT", value_parser = values::ulimit::parse)]
    pub(crate) ulimit: Vec<Limit>,
    /// User namespace; there is one way, host, which shares the one of all that the user runs
    #[arg(long, value_name = "MODE", hide = true)]
    pub(crate) userns: Option<String>,
    /// Accepted to be refused, as all of --userns but host
    #[arg(long, value_name = "MAP", hide = true, aliases = ["userns-gid-map", "userns-uid-map-user", "userns-gid-map-group"])]
    pub(crate) userns_uid_map: Vec<String>,
    /// Mount a file or directory of the host for all commands
    #[arg(long, short, value_name = "SRC:DEST", value_parser = values::mount::parse_volume)]
    pub(crate) volume: Vec<Mount>,
}

/// What manifest and configuration an image gets.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BuildFormat {
    Oci,
    #[value(alias = "v2s2")]
    Docker,
}

/// How commands are kept apart.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Isolation {
    #[value(aliases = ["rootless", "default"])]
    Oci,
    Chroot,
}

/// What is done with a Dockerfile.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BuildCall {
    Build,
    #[value(alias = "lint")]
    Check,
}

/// How the steps of a build are shown.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BuildProgress {
    /// Drawn where standard output and standard error are a terminal, else plain
    Auto,
    /// A line for each thing that happens
    Plain,
    /// Drawn
    Tty,
    /// Nothing but the ID of the image
    Quiet,
}
