//! Signals that come twice: a service manager that stops a whole service (systemd.kill(5), KillMode=control-group) sends the
//! same one to the command that is attached, which passes it on, and to the monitor beside it.

use std::collections::BTreeMap;

/// How a signal has come to the monitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Direct,
    /// By way of a client.
    Forwarded,
}

/// What has come, by whom it was sent.
#[derive(Debug, Default)]
pub(super) struct Heard(BTreeMap<(i32, u32), [u32; 2]>);

impl Heard {
    /// Takes note of a signal, and says whether it is for the container: it is not when the same sender's has come the
    /// other way as often already. Needs no clock: of two signals that are one, either may come first, and much later.
    pub(super) fn is_new(&mut self, way: Way, number: i32, sender: u32) -> bool {
        let [direct, forwarded] = self.0.entry((number, sender)).or_default();
        let (this, other) = match way {
            Way::Direct => (direct, forwarded),
            Way::Forwarded => (forwarded, direct),
        };
        *this = this.saturating_add(1);
        *this > *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_signal_by_two_ways_is_one() {
        let mut heard = Heard::default();
        assert!(heard.is_new(Way::Forwarded, 15, 7));
        assert!(!heard.is_new(Way::Direct, 15, 7));
        assert!(heard.is_new(Way::Direct, 15, 7));
        assert!(!heard.is_new(Way::Forwarded, 15, 7));
        // By one way alone each counts; so do others' signals, and other ones.
        assert!(heard.is_new(Way::Forwarded, 15, 7) && heard.is_new(Way::Forwarded, 15, 7));
        assert!(heard.is_new(Way::Direct, 15, 8) && heard.is_new(Way::Direct, 1, 7));
    }
}
