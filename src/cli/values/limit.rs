//! Limits of control groups: `1.5` processors, `0-3,5`, `/dev/sda:1mb`, `-1` for none.

use super::size;

/// How much of a block device's may be had in a second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeviceRate {
    pub(crate) path: String,
    pub(crate) rate: u64,
}

/// A number of processors.
pub(crate) fn cpus(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(number) if (0.0..=1e6).contains(&number) => Ok(number),
        _ => Err(format!("{text:?} is no number of processors, such as 1.5")),
    }
}

/// 10 to 1000.
pub(crate) fn blkio_weight(text: &str) -> Result<u16, String> {
    let within = |weight: &u16| (10..=1000).contains(weight);
    text.parse().ok().filter(within).ok_or_else(|| format!("{text:?} is no weight from 10 to 1000"))
}

/// Microseconds, in the kernel's bounds.
pub(crate) fn cpu_period(text: &str) -> Result<u64, String> {
    let within = |period: &u64| *period == 0 || (1000..=1_000_000).contains(period);
    text.parse().ok().filter(within).ok_or_else(|| format!("{text:?} is no time from 1000 to 1000000 microseconds"))
}

/// Microseconds, at least 1000; -1 and 0 are none.
pub(crate) fn cpu_quota(text: &str) -> Result<i64, String> {
    let within = |quota: &i64| *quota <= 0 || *quota >= 1000;
    text.parse().ok().filter(within).ok_or_else(|| format!("{text:?} is no time of 1000 microseconds or more, nor -1"))
}

/// A size, or -1 for no limit.
pub(crate) fn memory_swap(text: &str) -> Result<i64, String> {
    if text == "-1" {
        return Ok(-1);
    }
    i64::try_from(size::parse(text)?).map_err(|_| format!("{text:?} is too large"))
}

/// `0-3,5` (cpuset(7), "List format").
pub(crate) fn number_list(text: &str) -> Result<String, String> {
    let number = |text: &str| text.parse::<u32>().ok();
    let range = |part: &str| match part.split_once('-') {
        Some((first, last)) => number(first).zip(number(last)).is_some_and(|(first, last)| first <= last),
        None => number(part).is_some(),
    };
    let good = text.split(',').all(range);
    good.then(|| text.to_owned()).ok_or_else(|| format!("{text:?} is no list of numbers such as 0-3,5"))
}

/// `DEVICE:BYTES`.
pub(crate) fn device_bytes(text: &str) -> Result<DeviceRate, String> {
    device(text, size::parse)
}

/// `DEVICE:NUMBER`.
pub(crate) fn device_number(text: &str) -> Result<DeviceRate, String> {
    device(text, |number| number.parse().map_err(|_| format!("{number:?} is no number")))
}

fn device(text: &str, rate: impl Fn(&str) -> Result<u64, String>) -> Result<DeviceRate, String> {
    let (path, amount) = text
        .split_once(':')
        .filter(|(path, _)| path.starts_with("/dev/"))
        .ok_or_else(|| format!("{text:?} is not a device and a rate, such as /dev/sda:1mb"))?;
    Ok(DeviceRate { path: path.to_owned(), rate: rate(amount)? })
}

/// `FILE=VALUE`, where the file is one of a control group.
pub(crate) fn conf(text: &str) -> Result<(String, String), String> {
    let named = |name: &str| {
        let rest = || name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._".contains(&byte));
        name.contains('.') && !name.contains("..") && !name.starts_with("cgroup.") && rest()
    };
    match text.split_once('=') {
        Some((name, value)) if named(name) => Ok((name.to_owned(), value.to_owned())),
        _ => Err(format!("{text:?} is no file of a control group and its value, such as memory.high=1073741824")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_numbers() {
        for good in ["0", "0-3", "0-3,5", "1,2,3"] {
            assert_eq!(number_list(good).as_deref(), Ok(good));
        }
        for bad in ["", "a", "3-1", "0-", "0,", "-1", "0-1-2"] {
            assert!(number_list(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn numbers_have_bounds() {
        assert_eq!((cpus("1.5"), cpus("0")), (Ok(1.5), Ok(0.0)));
        assert!(["", "-1", "x", "inf", "nan"].iter().all(|bad| cpus(bad).is_err()));
        assert_eq!((blkio_weight("10"), blkio_weight("1000")), (Ok(10), Ok(1000)));
        assert!(["0", "9", "1001", "x"].iter().all(|bad| blkio_weight(bad).is_err()));
        assert_eq!((cpu_quota("-1"), cpu_quota("1000"), cpu_period("100000")), (Ok(-1), Ok(1000), Ok(100_000)));
        assert!(cpu_quota("999").is_err() && cpu_period("999").is_err() && cpu_period("1000001").is_err());
        assert_eq!((memory_swap("-1"), memory_swap("1k")), (Ok(-1), Ok(1024)));
        assert!(memory_swap("-2").is_err());
    }

    #[test]
    fn devices_and_files() {
        let rate = |path: &str, rate| DeviceRate { path: path.to_owned(), rate };
        assert_eq!(device_bytes("/dev/sda:1mb"), Ok(rate("/dev/sda", 1 << 20)));
        assert_eq!(device_number("/dev/sda:50"), Ok(rate("/dev/sda", 50)));
        for bad in ["/dev/sda", "sda:1", "/dev/sda:x", ":1"] {
            assert!(device_bytes(bad).is_err() && device_number(bad).is_err(), "{bad}");
        }
        assert_eq!(conf("memory.high=5"), Ok(("memory.high".to_owned(), "5".to_owned())));
        for bad in ["memory.high", "../x.y=1", "cgroup.procs=1", "x=1", "a/b.c=1"] {
            assert!(conf(bad).is_err(), "{bad}");
        }
    }
}
