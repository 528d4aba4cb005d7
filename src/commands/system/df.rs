//! `coracle system df`.

use std::collections::HashSet;
use std::time::SystemTime;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::DfArgs;
use crate::commands::Context;
use crate::container::{self, disk_usage};
use crate::error::Result;
use crate::name::{Digest, Reference};
use crate::store::builds::KeptStep;
use crate::store::containers::{self, MountKind, Record};
use crate::store::volumes::{self, Volume};
use crate::store::{Image, Store};
use crate::ui::{Format, Table, human, out};

const HEADINGS: [(&str, &str); 2] = [("RawSize", "RAWSIZE"), ("TotalCount", "TOTAL")];

/// Everything that takes space.
struct Inventory<'a> {
    store: &'a Store,
    images: Vec<Image>,
    containers: Vec<Record>,
    volumes: Vec<Volume>,
}

/// One line of the table.
struct Line {
    kind: &'static str,
    total: usize,
    active: usize,
    size: u64,
    reclaimable: u64,
}

/// Shows how much space everything takes.
pub(crate) fn df(args: &DfArgs, context: &Context) -> Result<u8> {
    let DfArgs { format, verbose } = args;
    let format = Format::parse(format.as_deref())?;
    let store = context.store()?;
    let all = Inventory {
        store,
        images: store.images()?,
        containers: containers::list(store)?,
        volumes: volumes::list(store)?,
    };
    if *verbose {
        return all.show_each();
    }
    let lines = [all.of_images()?, all.of_containers()?, all.of_volumes()?, all.of_builds()?];
    let rows: Vec<Value> = lines.iter().map(Line::fields).collect();
    if format.print(&rows, &HEADINGS, true)?.is_none() {
        let mut table = Table::new(Some(&["TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE"]));
        for line in &lines {
            let counts = (line.total.to_string(), line.active.to_string());
            table.push(vec![line.kind.to_owned(), counts.0, counts.1, human::size(line.size), line.reclaimable()]);
        }
        out::text(&table.render())?;
    }
    Ok(0)
}

impl Inventory<'_> {
    fn of_images(&self) -> Result<Line> {
        let used: HashSet<Digest> =
            self.containers.iter().filter_map(|record| record.config.image()).map(|image| image.id).collect();
        Ok(Line {
            kind: "Images",
            total: self.images.len(),
            active: self.images.iter().filter(|image| used.contains(&image.id)).count(),
            size: self.store.image_space()?.saturating_sub(self.store.step_space()?),
            reclaimable: self.store.reclaimable(&self.images, &used)?,
        })
    }

    fn of_containers(&self) -> Result<Line> {
        let mut line = Line { kind: "Containers", total: self.containers.len(), active: 0, size: 0, reclaimable: 0 };
        for record in &self.containers {
            let size = disk_usage(record.dir())?;
            line.add(size, record.state.status.is_up());
        }
        Ok(line)
    }

    fn of_volumes(&self) -> Result<Line> {
        let used = volumes::used(&containers::list(self.store)?);
        let mut line = Line { kind: "Local Volumes", total: self.volumes.len(), active: 0, size: 0, reclaimable: 0 };
        for volume in &self.volumes {
            line.add(disk_usage(&volume.data())?, used.contains(volume.name()));
        }
        Ok(line)
    }

    /// What only builds keep: it can all go.
    fn of_builds(&self) -> Result<Line> {
        let size = self.store.step_space()? + disk_usage(&self.store.builds_dir())?;
        let total = self.store.count_steps()?;
        Ok(Line { kind: "Build Cache", total, active: 0, size, reclaimable: size })
    }

    fn show_each(&self) -> Result<u8> {
        let tables = [
            ("Images", self.each_image()?),
            ("Containers", self.each_container()?),
            ("Local Volumes", self.each_volume()?),
            ("Build cache", self.each_kept()?),
        ];
        let text: Vec<String> =
            tables.iter().map(|(what, table)| format!("{what} space usage:\n\n{}", table.render())).collect();
        out::text(&text.join("\n")).map(|()| 0)
    }

    fn each_image(&self) -> Result<Table> {
        let shares = self.store.shares(&self.images)?;
        let headings = ["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE", "SHARED SIZE", "UNIQUE SIZE", "CONTAINERS"];
        let mut table = Table::new(Some(&headings));
        for image in &self.images {
            let share = shares.get(&image.id).copied().unwrap_or_default();
            let name = image.names.first();
            let users = self.containers.iter().filter(|record| record.config.is_of_image(&image.id)).count();
            let none = || "<none>".to_owned();
            table.push(vec![
                name.map_or_else(none, Reference::repository),
                name.and_then(|name| name.tag.clone()).unwrap_or_else(none),
                image.id.hex().chars().take(12).collect(),
                image.created.map(age).unwrap_or_default(),
                human::size(share.shared + share.unique),
                human::size(share.shared),
                human::size(share.unique),
                users.to_string(),
            ]);
        }
        Ok(table)
    }

    fn each_container(&self) -> Result<Table> {
        let headings = ["CONTAINER ID", "IMAGE", "COMMAND", "LOCAL VOLUMES", "SIZE", "CREATED", "STATUS", "NAMES"];
        let mut table = Table::new(Some(&headings));
        for record in &self.containers {
            let config = &record.config;
            let volumes = config.mounts.iter().filter(|mount| mount.kind == MountKind::Volume).count();
            table.push(vec![
                record.id().chars().take(12).collect(),
                config.image_name().to_owned(),
                config.process.args().join(" "),
                volumes.to_string(),
                human::size(disk_usage(record.dir())?),
                age(config.created),
                container::listing::state_of(record).to_owned(),
                config.name.clone(),
            ]);
        }
        Ok(table)
    }

    fn each_volume(&self) -> Result<Table> {
        let mut table = Table::new(Some(&["VOLUME NAME", "LINKS", "SIZE"]));
        for volume in &self.volumes {
            let links = volumes::users(containers::list(self.store)?, volume.name()).len().to_string();
            table.push(vec![volume.name().to_owned(), links, human::size(disk_usage(&volume.data())?)]);
        }
        Ok(table)
    }
}

impl Inventory<'_> {
    /// Steps and cache mounts of builds.
    fn each_kept(&self) -> Result<Table> {
        let mut table = Table::new(Some(&["CACHE ID", "CACHE TYPE", "SIZE", "LAST USED", "WHAT"]));
        let mut add = |id: &str, kind: &str, bytes, used: SystemTime, what: String| {
            let used = Timestamp::try_from(used).map(age).unwrap_or_default();
            table.push(vec![id.chars().take(12).collect(), kind.to_owned(), human::size(bytes), used, what]);
        };
        for KeptStep { key, step, used } in self.store.steps()? {
            add(&key.hex(), "step", step.size, used, step.text);
        }
        for mount in self.store.build_mounts(&disk_usage)? {
            add(&mount.name, "mount", mount.bytes, mount.used, mount.id);
        }
        Ok(table)
    }
}

impl Line {
    fn add(&mut self, size: u64, active: bool) {
        self.size += size;
        match active {
            true => self.active += 1,
            false => self.reclaimable += size,
        }
    }

    fn reclaimable(&self) -> String {
        let percent = (self.reclaimable * 100 + self.size / 2).checked_div(self.size).unwrap_or(0);
        format!("{} ({percent}%)", human::size(self.reclaimable))
    }

    fn fields(&self) -> Value {
        json!({
            "Type": self.kind,
            "Total": self.total,
            "TotalCount": self.total,
            "Active": self.active,
            "RawSize": self.size,
            "RawReclaimable": self.reclaimable,
            "Size": human::size(self.size),
            "Reclaimable": self.reclaimable(),
        })
    }
}

fn age(then: Timestamp) -> String {
    human::ago(then.as_second(), Timestamp::now().as_second())
}
