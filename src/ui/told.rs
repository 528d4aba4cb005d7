//! What a service manager is told while an image is pulled: how far it is, and to be patient for as long as bytes come.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::image::{LayerProgress, Progress};
use crate::name::{Digest, Reference};
use crate::systemd::Notify;

/// Between two messages, while bytes come.
const PAUSE: Duration = Duration::from_secs(1);

/// How long the manager shall wait for more at least, in microseconds.
const PATIENCE: u64 = 30_000_000;

/// Has `to` told of the pull of the image `name`, besides what `shown` shows.
pub(crate) fn telling(shown: Box<dyn Progress>, to: Notify, name: &str) -> Box<dyn Progress> {
    let name = name.to_owned();
    let tally = Tally { to, name, total: AtomicU64::new(0), come: AtomicU64::new(0), told: Mutex::new(None) };
    Box::new(Told { shown, tally: Arc::new(tally) })
}

struct Told {
    shown: Box<dyn Progress>,
    tally: Arc<Tally>,
}

/// Of all layers together.
struct Tally {
    to: Notify,
    name: String,
    /// Compressed bytes.
    total: AtomicU64,
    come: AtomicU64,
    /// When the last message went.
    told: Mutex<Option<Instant>>,
}

impl Tally {
    fn tell(&self) {
        let Ok(mut told) = self.told.lock() else { return };
        if told.is_some_and(|last| last.elapsed() < PAUSE) {
            return;
        }
        *told = Some(Instant::now());
        let (come, total) = (self.come.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
        if let Err(error) = self.to.send(&message(&self.name, come, total)) {
            log::debug!("{error:#}");
        }
    }
}

fn message(name: &str, come: u64, total: u64) -> String {
    let share = (u128::from(come) * 100).checked_div(u128::from(total));
    let share = share.map_or_else(String::new, |share| format!(": {share} %"));
    format!("EXTEND_TIMEOUT_USEC={PATIENCE}\nSTATUS=Pulling {name}{share}")
}

impl Progress for Told {
    fn trying(&self, name: &Reference) {
        self.tally.tell();
        self.shown.trying(name);
    }

    fn present(&self, digest: &Digest) {
        self.shown.present(digest);
    }

    fn layer(&self, digest: &Digest, total: u64) -> Box<dyn LayerProgress> {
        self.tally.total.fetch_add(total, Ordering::Relaxed);
        Box::new(ToldLayer { shown: self.shown.layer(digest, total), tally: Arc::clone(&self.tally) })
    }
}

struct ToldLayer {
    shown: Box<dyn LayerProgress>,
    tally: Arc<Tally>,
}

impl LayerProgress for ToldLayer {
    fn advance(&mut self, bytes: u64) {
        self.tally.come.fetch_add(bytes, Ordering::Relaxed);
        self.tally.tell();
        self.shown.advance(bytes);
    }

    fn done(&mut self) {
        self.shown.done();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages() {
        assert_eq!(message("x", 43, 100), "EXTEND_TIMEOUT_USEC=30000000\nSTATUS=Pulling x: 43 %");
        assert_eq!(message("x", 0, 0), "EXTEND_TIMEOUT_USEC=30000000\nSTATUS=Pulling x");
    }
}
