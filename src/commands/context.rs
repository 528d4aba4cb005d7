//! What every verb starts from.

use std::cell::OnceCell;
use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;

use crate::cli::values::{DetachKeys, StorageOpt, detach};
use crate::cli::{Global, LogLevel};
use crate::config::{ContainersConf, Dirs, Env, storage};
use crate::error::{Context as _, Error, Result};
use crate::rootfs::Wanted;
use crate::store::{Action, Event, Store};
use crate::sys::process;
use crate::ui::{self, out};

/// Global flags, resolved, and the store, opened when it is first asked for.
pub(crate) struct Context {
    /// The environment of this process.
    pub(crate) env: Env,
    /// Where everything lies, `--root` and `--runroot` applied.
    pub(crate) dirs: Dirs,
    /// The flags as they were typed.
    pub(crate) global: Global,
    store: OnceCell<Store>,
    conf: OnceCell<ContainersConf>,
}

impl Context {
    /// Resolves the global flags and starts the log.
    ///
    /// # Errors
    /// When the user has no directories.
    pub(crate) fn new(global: Global) -> Result<Self> {
        ui::log::start(level(global.log_level));
        foreign_flags(&global)?;
        redirect_output(&global)?;
        let env = Env::capture();
        let mut dirs = Dirs::new(&env)?;
        if let Some(root) = &global.root {
            dirs.data = std::path::absolute(root)?;
        }
        if let Some(runroot) = &global.runroot {
            dirs.runtime = std::path::absolute(runroot)?;
        }
        for option in &global.storage_opt {
            if let StorageOpt::Overlay(text) = option {
                out::warn(format_args!("the storage option {text} is for another driver and ignored"));
            }
        }
        Ok(Context { env, dirs, global, store: OnceCell::new(), conf: OnceCell::new() })
    }

    /// The union plan that new containers are to have: as typed, else as configured.
    pub(crate) fn plan(&self) -> Result<Wanted> {
        let typed = self.global.storage_opt.iter().rev().find_map(|option| match option {
            StorageOpt::Plan(plan) => Some(plan),
            StorageOpt::Overlay(_) => None,
        });
        match typed {
            Some(plan) => Ok(Wanted::Required(plan.parse()?)),
            None => Ok(storage::plan(&self.env)?.map_or(Wanted::Fastest, Wanted::Preferred)),
        }
    }

    /// containers.conf(5), read when it is first asked for.
    pub(crate) fn conf(&self) -> Result<&ContainersConf> {
        if let Some(conf) = self.conf.get() {
            return Ok(conf);
        }
        let conf = ContainersConf::load(&self.env)?;
        Ok(self.conf.get_or_init(|| conf))
    }

    /// The keys that end a session: as typed, else as configured.
    pub(crate) fn detach_keys(&self, typed: Option<DetachKeys>) -> Result<DetachKeys> {
        if let Some(keys) = typed {
            return Ok(keys);
        }
        let text = self.conf()?.engine.detach_keys.as_deref().unwrap_or(detach::DEFAULT);
        Ok(detach::parse(text).map_err(|cause| Error::new(format!("containers.conf: detach_keys: {cause}")))?)
    }

    /// The global flags that another process of ours needs to work in the same place.
    pub(crate) fn global_args(&self) -> Vec<std::ffi::OsString> {
        let Global { root, runroot, .. } = &self.global;
        let flags = [("--root", root), ("--runroot", runroot)];
        let given = flags.into_iter().filter_map(|(flag, path)| Some((flag, path.as_ref()?)));
        given.flat_map(|(flag, path)| [flag.into(), path.into()]).collect()
    }

    /// The store. Says on standard error for whom it waits, when it waits for long.
    pub(crate) fn store(&self) -> Result<&Store> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = Store::open(&self.dirs.data)?.on_wait(|who| out::warn(format_args!("waiting for {who}")));
        // The directory goes with the boot.
        if DirBuilder::new().mode(0o700).create(&self.dirs.runtime).is_ok() {
            store.note(&Event::system(Action::Refresh));
        }
        Ok(self.store.get_or_init(|| store))
    }

    /// The end of a command that changes the store, whatever its result is: what killed commands left there goes. A store
    /// that cannot be swept is no failure of the command; the next one tries again.
    pub(crate) fn swept<T>(&self, result: T) -> T {
        self.tidied(result, |store| store.sweep_leftovers().and_then(|()| crate::container::sweep_groups(store)))
    }

    /// The end of a command that takes images away: what nothing refers to any more goes, layers and objects included.
    pub(crate) fn collected<T>(&self, result: T) -> T {
        self.tidied(result, |store| store.try_collect().map(drop))
    }

    fn tidied<T>(&self, result: T, tidy: impl FnOnce(&Store) -> Result<()>) -> T {
        if let Some(Err(error)) = self.store.get().map(tidy) {
            log::warn!("cannot tidy the store: {error:#}");
        }
        result
    }
}

/// Says of flags that are another engine's what becomes of them: those whose effect somebody may rely on are refused.
fn foreign_flags(global: &Global) -> Result<()> {
    if let Some(runtime) = &global.runtime {
        // Those do what is built in.
        let name = runtime.rsplit('/').next().unwrap_or_default();
        if !["crun", "runc", "youki"].contains(&name) {
            let message = format!("the runtime {runtime} cannot be used: there is one, and it is built in");
            return Err(Error::new(message).hint("leave --runtime out").into());
        }
        out::warn(format_args!("--runtime {runtime} is ignored: the runtime is built in"));
    }
    if !global.runtime_flag.is_empty() {
        out::warn("--runtime-flag is ignored: the runtime is built in");
    }
    if let Some(dir) = global.hooks_dir.iter().find(|dir| !dir.is_empty()) {
        let message = format!("--hooks-dir {dir} is not supported: the runtime calls no hooks");
        return Err(Error::new(message)
            .hint("leave it out; mount what a hook would bring with --volume or --device")
            .into());
    }
    if let Some(dir) = &global.volumepath {
        let message = format!("--volumepath {} is not supported: volumes are part of the store", dir.display());
        return Err(Error::new(message)
            .hint("`volume create -o type=none -o o=bind -o device=DIR` has a volume elsewhere, --root the whole store")
            .into());
    }
    match &global.default_mounts_file {
        Some(file) => {
            let message = format!("--default-mounts-file {} is not supported", file.display());
            Err(Error::new(message).hint("`volumes` in containers.conf has mounts for all containers").into())
        }
        None => Ok(()),
    }
}

/// Everything that would go to standard output goes to a file, or nowhere.
fn redirect_output(global: &Global) -> Result<()> {
    let file = match (&global.out, global.noout) {
        (Some(_), true) => return Err(Error::new("--out and --noout cannot be used together").into()),
        (Some(path), _) => File::create(path).with_context(|| format!("cannot write {}", path.display()))?,
        (None, true) => File::options().write(true).open("/dev/null").context("cannot open /dev/null")?,
        (None, false) => return Ok(()),
    };
    process::replace_output(file)
}

fn level(level: LogLevel) -> log::LevelFilter {
    match level {
        LogLevel::Trace => log::LevelFilter::Trace,
        LogLevel::Debug => log::LevelFilter::Debug,
        LogLevel::Info => log::LevelFilter::Info,
        LogLevel::Warn => log::LevelFilter::Warn,
        LogLevel::Error => log::LevelFilter::Error,
    }
}
