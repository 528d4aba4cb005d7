//! Replacing this process's program.

use std::ffi::{CStr, CString, c_char};

use rustix::io::Errno;

use super::errno;

/// Arguments and environment in the form that execve(2) takes, made ready before the last steps.
#[derive(Debug)]
pub(crate) struct Program {
    path: CString,
    arguments: Vec<CString>,
    environment: Vec<CString>,
}

impl Program {
    pub(crate) fn new(path: CString, arguments: Vec<CString>, environment: Vec<CString>) -> Self {
        Self { path, arguments, environment }
    }

    /// Tells the program about the descriptors that it gets (sd_listen_fds(3)), if it gets any: they are for the process
    /// that this is now.
    pub(crate) fn address_sockets(&mut self) {
        let named = |entry: &CString, name: &[u8]| entry.as_bytes().starts_with(name);
        self.environment.retain(|entry| !named(entry, b"LISTEN_PID="));
        if self.environment.iter().any(|entry| named(entry, b"LISTEN_FDS=")) {
            let entry = format!("LISTEN_PID={}", rustix::process::getpid().as_raw_nonzero());
            self.environment.extend(CString::new(entry));
        }
    }

    /// execve(2): returns only when it failed.
    pub(crate) fn exec(&self) -> Errno {
        let (arguments, environment) = (pointers(&self.arguments), pointers(&self.environment));
        // SAFETY: both arrays end with a null pointer, and what they point at lives in `self`.
        unsafe { libc::execve(self.path.as_ptr(), arguments.as_ptr(), environment.as_ptr()) };
        errno::last()
    }

    /// The words of the command, divided by spaces.
    pub(crate) fn command_line(&self) -> Vec<u8> {
        self.arguments.iter().map(|word| word.as_bytes()).collect::<Vec<_>>().join(&b' ')
    }

    pub(crate) fn path(&self) -> &CStr {
        &self.path
    }
}

fn pointers(strings: &[CString]) -> Vec<*const c_char> {
    strings.iter().map(|string| string.as_ptr()).chain([std::ptr::null()]).collect()
}
