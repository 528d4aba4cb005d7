//! A container's health check, as `inspect` shows it: in Docker's words, times in nanoseconds.

use std::time::Duration;

use serde_json::{Value, json};

use crate::container::health::EVENTS;
use crate::store::containers::{Check, Config};

pub(super) fn check(config: &Config) -> Value {
    let Some(health) = &config.health else {
        return if config.no_health { json!({"Test": ["NONE"]}) } else { Value::Null };
    };
    let mut value = one(&health.check);
    value["Retries"] = health.retries.into();
    value["StartPeriod"] = nanos(health.start_period);
    if let Some(interval) = health.start_interval {
        value["StartInterval"] = nanos(interval);
    }
    value
}

pub(super) fn startup(config: &Config) -> Value {
    let Some(startup) = config.health.as_ref().and_then(|health| health.startup.as_ref()) else { return Value::Null };
    let mut value = one(&startup.check);
    value["Retries"] = startup.retries.into();
    value["Successes"] = startup.successes.into();
    value
}

pub(super) fn on_failure(config: &Config) -> &'static str {
    config.health.as_ref().map_or("none", |health| health.on_failure.as_str())
}

pub(super) fn destination(config: &Config) -> Value {
    let Some(health) = &config.health else { return Value::Null };
    let engines = if health.log.to_events { EVENTS } else { "local" };
    health.log.directory.as_ref().map_or_else(|| engines.into(), |directory| json!(directory))
}

fn one(check: &Check) -> Value {
    json!({
        "Test": check.test,
        "Interval": nanos(check.interval.unwrap_or_default()),
        "Timeout": nanos(check.timeout),
    })
}

fn nanos(time: Duration) -> Value {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX).into()
}
