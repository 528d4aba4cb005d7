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

    /// execve(2): returns only when it failed.
    pub(crate) fn exec(&self) -> Errno {
        let (arguments, environment) = (pointers(&self.arguments), pointers(&self.environment));
        // SAFETY: both arrays end with a null pointer, and what they point at lives in `self`.
        unsafe { libc::execve(self.path.as_ptr(), arguments.as_ptr(), environment.as_ptr()) };
        errno::last()
    }

    pub(crate) fn path(&self) -> &CStr {
        &self.path
    }
}

fn pointers(strings: &[CString]) -> Vec<*const c_char> {
    strings.iter().map(|string| string.as_ptr()).chain([std::ptr::null()]).collect()
}
