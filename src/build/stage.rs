//! One stage, from its FROM to its last instruction, in a process of its own: a container may only be made by a process
//! with one thread, and stages that do not need each other are built at the same time.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::os::fd::OwnedFd;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::cache::{self, Recipe};
use super::dockerfile::{self, Globals, Graph, Instruction, Kind, Origin, Scope};
use super::events::{Event, Reporter};
use super::look::Wreck;
use super::options::{Caching, NamedContext, Options, Retimed};
use super::timed::FileTime;
use super::{config, remote, transfer};
use crate::container::{DEFAULT_PATH, Engine, Workplace};
use crate::error::{Context, Result};
use crate::image::config::History;
use crate::image::{self, ImageConfig};
use crate::layer::index::Time;
use crate::name::{Digest, Hasher, Platform, Reference};
use crate::store::builds::Step;
use crate::store::{Shared, Store};
use crate::unionfs::View;

/// What a stage is after one of its instructions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) config: ImageConfig,
    /// Stands for everything that was done so far.
    pub(super) chain: Digest,
    /// How many of the layers are the base image's.
    pub(super) base_layers: usize,
    /// How many entries of the history are.
    pub(super) base_history: usize,
    /// What the manifest says of the base image, and what is handed down of that one's.
    pub(super) base: Option<BaseImage>,
    pub(super) scope: Scope,
}

/// What is to be known of the image that a build begins with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct BaseImage {
    pub(super) name: String,
    /// That of its manifest; none for an image that has no manifest here.
    pub(super) digest: Option<Digest>,
    pub(super) annotations: BTreeMap<String, String>,
}

impl BaseImage {
    fn new(store: &Store, typed: &str, id: &Digest) -> Result<BaseImage> {
        let name = store.image(id)?.map_or_else(|| typed.to_owned(), |image| image::full_name(&image, typed));
        let manifest = image::manifest_of(store, id)?;
        let (digest, annotations) = manifest.map_or_else(Default::default, |(digest, own)| (Some(digest), own));
        Ok(BaseImage { name, digest, annotations })
    }
}

impl State {
    pub(super) fn layers(&self) -> &[Digest] {
        &self.config.rootfs.diff_ids
    }

    /// What names the files of the image.
    pub(super) fn files(&self) -> String {
        self.layers().iter().map(Digest::hex).collect::<Vec<_>>().join(" ")
    }
}

/// What all stages of a build know.
pub(super) struct Shop<'a> {
    pub(super) engine: &'a Engine<'a>,
    pub(super) options: &'a Options<'a>,
    pub(super) graph: &'a Graph,
    pub(super) globals: &'a Globals,
    /// A directory for things that are gone after the build.
    pub(super) scratch: PathBuf,
}

impl Shop<'_> {
    /// Whether there is a named context of this name.
    pub(super) fn is_context(&self, name: &str) -> bool {
        self.options.contexts.named.contains_key(name)
    }

    /// The files of an image with these layers, the lowest first.
    pub(super) fn view(&self, layers: &[Digest]) -> Result<View> {
        let store = self.engine.store;
        let indexes = layers.iter().rev().map(|layer| store.index(layer)).collect::<Result<Vec<_>>>()?;
        Ok(View::new(indexes, store.objects_dir()?))
    }

    /// The id of an image, fetched if need be, and its configuration.
    pub(super) fn image(&self, name: &str, platform: Option<&Platform>) -> Result<(Digest, ImageConfig)> {
        let id = (self.options.fetch)(name, platform)?;
        let config = ImageConfig::parse(&self.engine.store.image_config(&id)?);
        Ok((id, config.with_context(|| format!("image {name}"))?))
    }
}

/// Which of the files of a step are not what they were in a layer.
type Changed<'a> = &'a dyn Fn(&Digest) -> Option<String>;

/// A step that is to be done.
pub(super) struct Doing<'a> {
    pub(super) recipe: &'a Recipe,
    /// For the history.
    pub(super) created_by: String,
    /// It makes a layer.
    pub(super) files: bool,
    pub(super) changed: Option<Changed<'a>>,
}

/// A stage that is being built.
pub(super) struct Worker<'a> {
    pub(super) shop: &'a Shop<'a>,
    pub(super) number: usize,
    /// The stages that are built already.
    pub(super) built: &'a BTreeMap<usize, State>,
    pub(super) state: State,
    pub(super) report: Reporter,
    /// Where the output and the errors of commands go.
    pub(super) output: (OwnedFd, OwnedFd),
    /// What the commands of this stage share.
    pub(super) workplace: Workplace,
    /// Repositories of steps that could not be reached.
    pub(super) failed_repositories: Vec<Reference>,
    /// What is left of the RUN that failed, if somebody wants to see it.
    pub(super) wreck: Option<Wreck>,
    has_cmd: bool,
    /// The number of the current instruction, and how many there are.
    step: usize,
    total: usize,
    _share: Shared,
}

impl<'a> Worker<'a> {
    pub(super) fn new(
        shop: &'a Shop<'a>,
        number: usize,
        built: &'a BTreeMap<usize, State>,
        report: Reporter,
        output: (OwnedFd, OwnedFd),
    ) -> Result<Self> {
        let config = ImageConfig::default();
        let scope = Scope::new([]);
        let (base_layers, base_history, base, chain) = (0, 0, None, Digest::of(b"scratch"));
        let state = State { config, chain, base_layers, base_history, base, scope };
        let share = shop.engine.store.share()?;
        let workplace = Workplace::new(shop.scratch.join(format!("place-{number}")));
        let (has_cmd, step, total) = (false, 0, 0);
        let (wreck, failed_repositories) = (None, Vec::new());
        Ok(Worker {
            shop,
            number,
            built,
            state,
            report,
            output,
            workplace,
            failed_repositories,
            wreck,
            has_cmd,
            step,
            total,
            _share: share,
        })
    }

    /// Builds the stage.
    pub(super) fn run(&mut self) -> Result<State> {
        let file = &self.shop.options.dockerfile;
        let stage = file.stages.get(self.number).context("there is no such stage")?;
        self.total = stage.instructions.len() + 1;
        self.begin(&format!(
            "FROM {}",
            stage.written.line.split_once([' ', '\t']).map_or("", |(_, rest)| rest.trim())
        ))?;
        let at = |line: u32| format!("{}:{line}: {}", file.name, stage.written.line);
        self.base().with_context(|| at(stage.written.span.first))?;
        let triggers = std::mem::take(&mut self.state.config.config.on_build);
        for text in triggers {
            let mut instruction = dockerfile::parse_trigger(&file.name, stage.written.span, &text)?;
            instruction.mount(&self.shop.options.run.mounts)?;
            self.total += 1;
            self.instruction(&instruction)?;
        }
        if !self.shop.graph.nodes.get(self.number).is_some_and(|node| node.is_replaced) {
            for instruction in &stage.instructions {
                self.instruction(instruction)?;
            }
        }
        Ok(self.state.clone())
    }

    fn begin(&mut self, text: &str) -> Result<()> {
        self.step += 1;
        let (number, total) = (self.step, self.total);
        self.report.tell(&Event::Step { number, total, text: text.to_owned() })
    }

    /// FROM.
    fn base(&mut self) -> Result<()> {
        let shop = self.shop;
        let node = shop.graph.nodes.get(self.number).context("there is no such stage")?;
        let wanted = node.platform.as_ref().or(Some(&shop.options.arguments.target_platform));
        match &node.base {
            Origin::Stage(number) => {
                let below = self.built.get(number).context("a stage was not built that this one needs")?;
                self.state = State { scope: below.scope.child(), ..below.clone() };
            }
            Origin::Scratch => self.set_platform(wanted),
            Origin::Image(name) => self.base_image(name, wanted)?,
            Origin::Context(name) => match shop.options.contexts.named.get(name) {
                Some(NamedContext::Image(image)) => self.base_image(image, wanted)?,
                Some(NamedContext::Directory { root, ignore }) => {
                    self.set_platform(wanted);
                    transfer::whole_directory(self, root, ignore)?;
                }
                None => {}
            },
        }
        // ENV goes before the flags; what other stages were given is inherited.
        if !matches!(node.base, Origin::Stage(_)) {
            for item in &shop.options.result.env {
                let (name, value) = item.split_once('=').unwrap_or((item, ""));
                self.state.scope.set(name, value);
                config::set_variable(&mut self.state.config.config.env, name, value);
            }
        }
        if !shop.options.inherit_labels {
            self.state.config.config.labels.clear();
        }
        // Every image has one, since most programs cannot do without.
        if self.state.scope.get("PATH").is_none() {
            self.state.scope.set("PATH", DEFAULT_PATH);
            config::set_variable(&mut self.state.config.config.env, "PATH", DEFAULT_PATH);
        }
        self.report.tell(&Event::Done { layer: None })
    }

    fn set_platform(&mut self, platform: Option<&Platform>) {
        let Some(Platform { os, arch, variant }) = platform else { return };
        let config = &mut self.state.config;
        config.os.clone_from(os);
        config.architecture.clone_from(arch);
        config.variant = variant.clone().unwrap_or_default();
    }

    fn base_image(&mut self, name: &str, platform: Option<&Platform>) -> Result<()> {
        let (id, config) = self.shop.image(name, platform)?;
        self.state = State {
            chain: id,
            base_layers: config.rootfs.diff_ids.len(),
            base_history: config.history.len(),
            base: Some(BaseImage::new(self.shop.engine.store, name, &id)?),
            scope: Scope::new(config.config.env.iter().map(String::as_str)),
            config,
        };
        Ok(())
    }

    fn instruction(&mut self, instruction: &Instruction) -> Result<()> {
        let shop = self.shop;
        let (file, arguments) = (&shop.options.dockerfile.name, &shop.options.arguments);
        let text = shown(instruction);
        self.begin(&text)?;
        let meant = self.state.scope.step(file, instruction, shop.globals, arguments)?;
        let done = match &meant.kind {
            Kind::Run(run) => super::run::run(self, &meant, run),
            Kind::Copy(copy) => transfer::copy(self, &meant, copy),
            Kind::Add(add) => transfer::add(self, &meant, add),
            Kind::Workdir(_) => self.configure(&meant).and_then(|()| transfer::workdir(self, &meant)),
            _ => self.configure(&meant).and_then(|()| self.note(&meant)),
        };
        done.with_context(|| format!("{file}:{}: {}", meant.written.span.first, brief(&text)))
    }

    /// Tells the user.
    pub(super) fn warn(&mut self, text: &str) -> Result<()> {
        self.report.tell(&Event::Warning(text.to_owned()))
    }

    fn configure(&mut self, meant: &Instruction) -> Result<()> {
        config::apply(&mut self.state.config, &meant.kind, &mut self.has_cmd)
    }

    /// Notes an instruction that changed no file.
    pub(super) fn note(&mut self, meant: &Instruction) -> Result<()> {
        let mut recipe = Recipe::default();
        recipe.add("the steps before", self.state.chain.hex());
        // What an ARG is worth counts for those who use it.
        recipe.add(
            "the instruction",
            match &meant.kind {
                Kind::Arg(_) => meant.written.line.clone(),
                kind => format!("{kind:?}"),
            },
        );
        let created_by = format!("/bin/sh -c #(nop) {}", written(meant));
        let doing = Doing { recipe: &recipe, created_by, files: false, changed: None };
        self.finish(meant, doing, |_| Ok(None))
    }

    /// Takes a step that was done before, or does it, and adds it to the image. `make` gives the new layer.
    pub(super) fn finish(
        &mut self,
        meant: &Instruction,
        doing: Doing<'_>,
        make: impl FnOnce(&mut Self) -> Result<Option<Digest>>,
    ) -> Result<()> {
        let Doing { recipe, created_by, files, changed } = doing;
        let caching = self.caching();
        let store = self.shop.engine.store;
        let place = self.place();
        let mut looked = cache::look_up(store, caching, recipe, &place)?;
        let text = brief(&shown(meant));
        if files && looked.step.is_none() && caching.read {
            looked.step = remote::fetch(self, &looked.key, &text)?.filter(|step| !caching.is_old(step));
            if looked.step.is_some() {
                looked.why = caching.why.then(|| "reused: pulled from a repository of steps".to_owned());
            }
        }
        if let Some(mut why) = looked.why.filter(|_| files) {
            if looked.step.is_none()
                && let Some(changed) = looked.last_layer.and_then(|last| changed?(&last))
            {
                why = format!("{why} ({changed})");
            }
            self.report.tell(&Event::Why(why))?;
        }
        let (step, is_new) = match looked.step {
            Some(step) => {
                if files {
                    self.report.tell(&Event::Reused)?;
                }
                (step, false)
            }
            None => {
                let layer = make(self)?;
                let info = layer.map(|layer| store.layer(&layer)).transpose()?.flatten();
                let size = info.map_or(0, |info| info.file_bytes);
                (Step { layer, created: Timestamp::now(), text, size }, true)
            }
        };
        cache::keep(store, caching, recipe, &place, &step, is_new)?;
        remote::offer(self, &looked.key, &step)?;
        self.add(&step, created_by, looked.key)?;
        self.report.tell(&Event::Done { layer: step.layer.map(|layer| layer.hex()) })
    }

    fn add(&mut self, step: &Step, created_by: String, key: Digest) -> Result<()> {
        let created = self.shop.options.timestamp.unwrap_or(step.created).to_string();
        let state = &mut self.state;
        state.config.created = Some(created.clone());
        state.config.rootfs.diff_ids.extend(step.layer);
        let author = state.config.author.clone().unwrap_or_default();
        let (created, empty_layer) = (Some(created), step.layer.is_none());
        state.config.history.push(History { created, created_by, author, empty_layer, ..History::default() });
        let mut hasher = Hasher::new();
        hasher.update(state.chain.as_bytes());
        hasher.update(key.as_bytes());
        state.chain = hasher.finish();
        Ok(())
    }

    /// What may be taken from what was kept, in this stage.
    fn caching(&self) -> Caching {
        let options = self.shop.options;
        let name = options.dockerfile.stages.get(self.number).and_then(|stage| stage.name.as_deref());
        let is_this = |typed: &String| {
            name.is_some_and(|name| name.eq_ignore_ascii_case(typed)) || *typed == self.number.to_string()
        };
        let read = options.caching.read && !options.redone.iter().any(is_this);
        Caching { read, ..options.caching }
    }

    /// What this step is called from one build to the next.
    fn place(&self) -> Digest {
        let options = self.shop.options;
        let context = options.contexts.main.as_os_str().as_encoded_bytes();
        let mut name = format!("{}\0{}\0{}\0", options.dockerfile.name, self.number, self.step).into_bytes();
        name.extend(context);
        Digest::of(&name)
    }

    /// Where an instruction takes files from, when it says so.
    pub(super) fn origins(&self, meant: &Instruction) -> Result<Vec<Origin>> {
        self.shop.graph.origins(self.number, meant, &|name| self.shop.is_context(name))
    }

    /// The time of what is made now.
    pub(super) fn now(&self) -> Timestamp {
        self.shop.options.timestamp.unwrap_or_else(Timestamp::now)
    }

    /// The time that all files of a new layer get, when one was asked for.
    pub(super) fn file_time(&self) -> Option<FileTime> {
        let options = self.shop.options;
        let of = |time| FileTime { time: file_time(time), keeps_older: options.retimed == Retimed::Later };
        options.timestamp.filter(|_| options.retimed != Retimed::None).map(of)
    }
}

/// A time as files have it.
pub(super) fn file_time(time: Timestamp) -> Time {
    Time { secs: time.as_second(), nanos: u32::try_from(time.subsec_nanosecond()).unwrap_or(0) }
}

/// The instruction as lists show it.
fn shown(instruction: &Instruction) -> String {
    instruction.written.line.trim().to_owned()
}

/// The instruction with its variables expanded, for the history.
pub(super) fn written(instruction: &Instruction) -> String {
    let pairs = |pairs: &[dockerfile::Pair]| {
        pairs.iter().fold(String::new(), |mut text, pair| {
            let _ = write!(text, "{}{}={}", if text.is_empty() { "" } else { " " }, pair.name, pair.value);
            text
        })
    };
    let rest = match &instruction.kind {
        Kind::Env(list) | Kind::Label(list) => pairs(list),
        Kind::Expose(ports) => ports.join(" "),
        Kind::User(text) | Kind::Workdir(text) | Kind::StopSignal(text) => text.clone(),
        _ => return shown(instruction),
    };
    format!("{} {rest}", instruction.kind.keyword())
}

/// The first line of a text, cut to what a list has room for.
fn brief(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(line)),
        None => line.to_owned(),
    }
}
