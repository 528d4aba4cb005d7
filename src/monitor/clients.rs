//! All attached clients, and the socket at which more of them arrive.
//!
//! A client that does not read holds the container's output back, as a terminal would: nothing is lost, and nothing piles
//! up. Where several clients share the output, one that has taken nothing for [`PATIENCE`] is let go, so that the others
//! and the container do not stand still because of it.

use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags};

use super::client::{Client, Request};
use super::listener::Listener;
use super::protocol::Kind;

/// How long a client may take nothing while others wait for it.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// What a poll entry of [`Clients::watch`] stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    Listener,
    Client(usize),
}

pub(super) struct Clients {
    list: Vec<Client>,
    listener: Option<Listener>,
    /// The container's first process, once the command runs.
    started: Option<i32>,
}

impl Clients {
    /// Begins with the client that started the container.
    pub(super) fn new(first: Client) -> Self {
        Self { list: vec![first], listener: None, started: None }
    }

    /// More clients may come by `listener`.
    pub(super) fn listen(&mut self, listener: Listener) {
        self.listener = Some(listener);
    }

    /// What is worth waiting for. `reading` is false while the container does not take what clients type.
    pub(super) fn watch(&self, reading: bool) -> Vec<(Door, PollFd<'_>)> {
        let mut all: Vec<_> = (self.listener.iter())
            .map(|listener| (Door::Listener, PollFd::from_borrowed_fd(listener.as_fd(), PollFlags::IN)))
            .collect();
        for (index, client) in self.list.iter().enumerate() {
            let write = if client.has_waiting() { PollFlags::OUT } else { PollFlags::empty() };
            let read = if reading { PollFlags::IN } else { PollFlags::empty() };
            all.push((Door::Client(index), PollFd::from_borrowed_fd(client.as_fd(), read | write)));
        }
        all
    }

    /// Lets those in who have connected. They get to know at once if the container has started.
    pub(super) fn accept(&mut self) {
        while let Some(socket) = self.listener.as_ref().and_then(Listener::accept) {
            let mut client = Client::visitor(socket);
            if let Some(pid) = self.started {
                client.send(Kind::Started, &pid.to_le_bytes());
            }
            self.list.push(client);
        }
    }

    /// Reads what a client has sent: what it asks for, and whether it has hung up on a container that takes its input
    /// from it.
    pub(super) fn serve(&mut self, index: usize, buffer: &mut [u8]) -> (Vec<Request>, bool) {
        let Some(client) = self.list.get_mut(index) else { return (Vec::new(), false) };
        client.flush();
        let requests = client.requests(buffer);
        (requests, client.is_gone() && client.first)
    }

    /// Whether the client started the container and has been with it ever since.
    pub(super) fn is_first(&self, index: usize) -> bool {
        self.list.get(index).is_some_and(|client| client.first)
    }

    /// Says something to everybody.
    pub(super) fn tell(&mut self, kind: Kind, payload: &[u8]) {
        self.list.iter_mut().for_each(|client| client.send(kind, payload));
    }

    /// The command runs.
    pub(super) fn tell_started(&mut self, pid: i32) {
        self.started = Some(pid);
        self.tell(Kind::Started, &pid.to_le_bytes());
    }

    /// The command has ended, and is about to be executed once more.
    pub(super) fn life_ended(&mut self) {
        self.started = None;
        self.tell_owed();
    }

    /// Passes the container's output on to those who want it.
    pub(super) fn put_out(&mut self, kind: Kind, bytes: &[u8]) {
        self.list.iter_mut().filter(|client| client.output).for_each(|client| client.send(kind, bytes));
    }

    /// This client waits for the health check of this number; without one, it is told so.
    pub(super) fn await_check(&mut self, index: usize, number: Option<u64>) {
        let Some(client) = self.list.get_mut(index) else { return };
        client.check = number;
        if number.is_none() {
            client.send(Kind::Checked, &[]);
        }
    }

    /// Answers what cannot be done now.
    pub(super) fn decline(&mut self, index: usize, requests: &[Request]) {
        let waits = |request: &&Request| matches!(request, Request::Check | Request::Changed | Request::Hold);
        for _ in requests.iter().filter(waits) {
            self.await_check(index, None);
        }
    }

    /// This client works on the container's files, between two of its lives.
    pub(super) fn hold(&mut self, index: usize) {
        if let Some(client) = self.list.get_mut(index) {
            client.holding = true;
            client.send(Kind::Held, &[]);
        }
    }

    /// Whether the container is not to be started again now.
    pub(super) fn are_holding(&self) -> bool {
        self.list.iter().any(|client| client.holding)
    }

    /// The number of the latest health check that somebody waits for.
    pub(super) fn awaited_check(&self) -> Option<u64> {
        self.list.iter().filter_map(|client| client.check).max()
    }

    /// Health check `number` has ended like this.
    pub(super) fn tell_checked(&mut self, number: u64, outcome: &str) {
        let waiting = |client: &&mut Client| client.check.is_some_and(|awaited| awaited <= number);
        for client in self.list.iter_mut().filter(waiting) {
            client.check = None;
            client.send(Kind::Checked, outcome.as_bytes());
        }
    }

    /// Health check `number` has ended like this, and the container ends because of that: whoever has asked is told then.
    pub(super) fn owe_checked(&mut self, number: u64, outcome: &'static str) {
        for client in self.list.iter_mut().filter(|client| client.check.is_some_and(|awaited| awaited <= number)) {
            client.check = None;
            client.owed = Some(outcome);
        }
    }

    fn tell_owed(&mut self) {
        for client in &mut self.list {
            if let Some(outcome) = client.owed.take() {
                client.send(Kind::Checked, outcome.as_bytes());
            }
        }
    }

    /// Whether somebody has to read before there is more output.
    pub(super) fn congested(&self) -> bool {
        self.list.iter().any(Client::is_congested)
    }

    /// Whether one client keeps others waiting, so that its time is running.
    pub(super) fn in_each_others_way(&self) -> bool {
        self.congested() && self.list.iter().filter(|client| client.output).count() > 1
    }

    /// Forgets those who have gone, and lets those go who keep others waiting for too long.
    pub(super) fn tidy(&mut self) {
        if self.in_each_others_way() {
            let now = Instant::now();
            let keeps = |client: &Client| client.is_congested() && now.duration_since(client.progress) > PATIENCE;
            self.list.retain(|client| !keeps(client));
        }
        self.list.retain(|client| !client.is_gone());
    }

    /// The last word to everybody, those included who have just connected; nobody can connect after that. What the
    /// sockets do not take now is sent by [`Clients::flush_all`].
    pub(super) fn tell_the_end(&mut self, kind: Kind, payload: &[u8]) {
        if let Some(listener) = &self.listener {
            listener.close();
        }
        self.accept();
        self.listener = None;
        self.tell_owed();
        self.tell(kind, payload);
    }

    /// Sends the rest, waiting for each client as long as it takes to read it.
    pub(super) fn flush_all(&mut self) {
        self.list.iter_mut().for_each(Client::flush_all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::net::{AddressFamily, SocketFlags, SocketType, socketpair};

    #[test]
    fn one_slow_client_holds_back_and_two_are_in_each_others_way() {
        let pair = || socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None).unwrap();
        let ((one, _slow), (two, _other)) = (pair(), pair());
        let mut clients = Clients::new(Client::new(one, true));
        while !clients.congested() {
            clients.put_out(Kind::Stdout, &[0; 4096]);
        }
        assert!(!clients.in_each_others_way());
        clients.list.push(Client::new(two, true));
        assert!(clients.in_each_others_way());
        clients.tidy();
        assert_eq!(clients.list.len(), 2);
        clients.list[0].progress = Instant::now() - PATIENCE - Duration::from_secs(1);
        clients.tidy();
        assert_eq!((clients.list.len(), clients.congested()), (1, false));
    }
}
