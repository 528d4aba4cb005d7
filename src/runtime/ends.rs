//! The streams of a process of the container, and the other ends of them.

use std::fs::File;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::Mode;
use rustix::io::Errno;
use rustix::pipe::{PipeFlags, pipe_with};

use super::Stdio;
use crate::error::{Context, Result};

/// Which of its two outputs a process has written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    Stdout,
    Stderr,
}

impl Stream {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Stream::Stdout => "stdout",
            Stream::Stderr => "stderr",
        }
    }
}

/// Our end of an output.
#[derive(Debug)]
pub(crate) struct Output {
    fd: OwnedFd,
    pub(crate) stream: Stream,
    /// Bytes that are still read, once the process has ended.
    left: Option<u64>,
}

/// More than a terminal may have on its way without telling of it, in bytes.
const UNTOLD: u64 = 128 * 1024;

impl Output {
    fn new(fd: OwnedFd, stream: Stream) -> Self {
        Self { fd, stream, left: None }
    }

    /// The process has ended: what it has written is there. Others that have its output and outlive it (in the background of
    /// an `exec`, or with `--pid host`) may go on writing, and are not waited for.
    pub(crate) fn end_with_process(&mut self) {
        self.left = Some(rustix::io::ioctl_fionread(&self.fd).unwrap_or_default().max(UNTOLD));
    }

    /// Reads some; nothing at the end.
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Errno> {
        let left = self.left.map_or(usize::MAX, |left| usize::try_from(left).unwrap_or(usize::MAX));
        let space = left.min(buffer.len());
        let count = rustix::io::read(&self.fd, buffer.get_mut(..space).unwrap_or_default())?;
        self.left = self.left.map(|left| left - count as u64);
        Ok(count)
    }
}

impl AsFd for Output {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

/// Our ends of what a process of the container reads and writes. Those that are written to never block.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    /// None if it reads nothing.
    pub(crate) stdin: Option<OwnedFd>,
    pub(crate) outputs: Vec<Output>,
    /// The master of its terminal, if it has one.
    pub(crate) console: Option<OwnedFd>,
}

impl Ends {
    /// Pipes for its outputs, and with `stdin` for its input, which is `/dev/null` otherwise. With `shared` every user may
    /// open them anew, as `/dev/stdout`: whoever is in a user namespace that is not ours cannot own them.
    pub(crate) fn pipes(stdin: bool, shared: bool) -> Result<(Stdio, Ends)> {
        let pipe = || -> Result<_> {
            let (read, write) = pipe_with(PipeFlags::CLOEXEC).context("pipe")?;
            if shared {
                rustix::fs::fchmod(&write, Mode::from_raw_mode(0o666)).context("fchmod of a pipe")?;
            }
            Ok((read, write))
        };
        let (read_out, stdout) = pipe()?;
        let (read_err, stderr) = pipe()?;
        let (stdin, write_in) = if stdin {
            let (read, write) = pipe()?;
            rustix::io::ioctl_fionbio(&write, true).context("ioctl(FIONBIO)")?;
            (read, Some(write))
        } else {
            (null()?, None)
        };
        let outputs = vec![Output::new(read_out, Stream::Stdout), Output::new(read_err, Stream::Stderr)];
        Ok((Stdio::Pipes { stdin, stdout, stderr }, Ends { stdin: write_in, outputs, console: None }))
    }

    /// The terminal's master, when it has come from the process (see [`super::Prepared`]): input, output and size in one.
    pub(crate) fn use_console(&mut self, console: Option<OwnedFd>) -> Result<()> {
        let Some(console) = console else { return Ok(()) };
        rustix::io::ioctl_fionbio(&console, true).context("ioctl(FIONBIO)")?;
        let copy = || console.try_clone().context("dup");
        self.stdin = Some(copy()?);
        self.outputs = vec![Output::new(copy()?, Stream::Stdout)];
        self.console = Some(console);
        Ok(())
    }
}

impl Stdio {
    /// Reads nothing, and what it writes is lost.
    pub(crate) fn null() -> Result<Stdio> {
        Ok(Stdio::Pipes { stdin: null()?, stdout: null()?, stderr: null()? })
    }
}

fn null() -> Result<OwnedFd> {
    let file = File::options().read(true).write(true).open("/dev/null").context("cannot open /dev/null")?;
    Ok(file.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_ends_with_its_process_whoever_writes_on() {
        let (read, write) = pipe_with(PipeFlags::CLOEXEC).unwrap();
        rustix::io::write(&write, b"last words").unwrap();
        let mut output = Output::new(read, Stream::Stdout);
        output.end_with_process();
        let other = std::thread::spawn(move || while rustix::io::write(&write, &[b'y'; 4096]).is_ok() {});
        let (mut all, mut buffer) = (Vec::new(), [0; 4096]);
        loop {
            match output.read(&mut buffer).unwrap() {
                0 => break,
                count => all.extend_from_slice(&buffer[..count]),
            }
        }
        assert!(all.starts_with(b"last words") && all.len() as u64 <= UNTOLD, "{}", all.len());
        drop(output);
        other.join().unwrap();
    }
}
