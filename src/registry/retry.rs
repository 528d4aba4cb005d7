//! Trying again: exponential back-off with jitter.

use std::time::Duration;

use super::{Cancel, failure::Failure};
use crate::{error::Result, sys::random};

/// How often, and how patiently.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Retry {
    /// Attempts after the first one.
    pub(crate) attempts: u32,
    /// The wait before the second attempt; it doubles with each one.
    pub(crate) delay: Duration,
    /// No wait is longer, whatever the registry asks for.
    pub(crate) longest: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Retry { attempts: 3, delay: Duration::from_secs(1), longest: Duration::from_secs(60) }
    }
}

impl Retry {
    /// Runs `attempt` until it succeeds, fails for good, or has used up its attempts.
    pub(super) fn run<T>(&self, cancel: &Cancel, mut attempt: impl FnMut() -> Result<T, Failure>) -> Result<T> {
        let mut count = 0;
        loop {
            match attempt() {
                Ok(value) => return Ok(value),
                Err(failure) => self.pause(cancel, &mut count, failure)?,
            }
        }
    }

    /// Waits before attempt `count + 1` after `failure`, or gives it back when no attempt is left.
    pub(super) fn pause(&self, cancel: &Cancel, count: &mut u32, failure: Failure) -> Result<()> {
        if !failure.transient || *count >= self.attempts {
            return Err(failure.error);
        }
        *count += 1;
        log::debug!("attempt {count} of {} failed: {:#}", self.attempts, failure.error);
        cancel.sleep(self.wait(*count, failure.after))
    }

    /// What the registry asked for, else the doubled delay, give or take a quarter.
    fn wait(&self, count: u32, asked: Option<Duration>) -> Duration {
        let doubled = self.delay.saturating_mul(1 << count.saturating_sub(1).min(16));
        let mut byte = [128];
        // Without random bytes the wait is only less random.
        let _ = random::fill(&mut byte);
        let jittered = doubled.mul_f64(0.75 + f64::from(byte[0]) / 512.0);
        asked.unwrap_or(jittered).min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_within_bounds() {
        let retry = Retry { attempts: 9, delay: Duration::from_millis(100), longest: Duration::from_secs(1) };
        for (count, low, high) in [(1, 75, 125), (2, 150, 250), (3, 300, 500), (8, 1000, 1000), (200, 1000, 1000)] {
            let wait = retry.wait(count, None).as_millis();
            assert!((low..=high).contains(&wait), "{count}: {wait}");
        }
        assert_eq!(retry.wait(1, Some(Duration::from_secs(9))), Duration::from_secs(1));
        assert_eq!(retry.wait(1, Some(Duration::ZERO)), Duration::ZERO);
    }
}
