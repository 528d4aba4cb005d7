//! What there is to be known of containers. Nothing here changes one.
//!
//! | module | what it tells |
//! |---|---|
//! | `listing`, `summary` | which containers a list shows, and how |
//! | `inspect` | everything about one |
//! | `logs`, `events`, `wait` | what they have written, what happens to them, what they come to |
//! | `size`, `stats`, `top` | what they use, and their processes |
//! | `diff` | which files they have changed |

mod diff;
mod events;
mod inspect;
pub(crate) mod listing;
pub(crate) mod logs;
mod size;
mod stats;
mod summary;
mod top;
mod wait;

pub(crate) use diff::{Compared, diff};
pub(crate) use events::{EventQuery, events};
pub(crate) use inspect::{inspect, shown_exit_code};
pub(crate) use size::{Size, disk_usage, size};
pub(crate) use stats::{Usage, usage};
pub(crate) use summary::{ports_line, status_line, summary, unix_seconds};
pub(crate) use top::{Process, Processes, names as id_names, processes, ps};
pub(crate) use wait::{Condition, wait, wait_first};
