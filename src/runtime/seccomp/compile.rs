//! From a profile to the program that the kernel runs, by libseccomp.

use std::io::{Read, Seek};

use libseccomp::{ScmpAction, ScmpArch, ScmpArgCompare, ScmpCompareOp, ScmpFilterContext, ScmpSyscall};
use rustix::fs::MemfdFlags;

use super::profile::{Argument, Rule, Rules, unknown};
use super::table;
use crate::error::{Context, Result};
use crate::runtime::spec::CapabilitySet;

const EPERM: i32 = 1;

/// Compiles the rules that count for `capabilities`. Calls that this libseccomp does not know are left out.
pub(super) fn compile(rules: &Rules, capabilities: CapabilitySet) -> Result<Vec<u8>> {
    let default = action(&rules.default_action, rules.default_errno_ret)?;
    let mut context = ScmpFilterContext::new(default).context("seccomp_init")?;
    for architecture in architectures() {
        context.add_arch(*architecture).context("seccomp_arch_add")?;
    }
    // A binary tree instead of a list; an old library without it makes a slower filter.
    let _ = context.set_ctl_optimize(2);
    for rule in rules.syscalls.iter().filter(|rule| rule.applies(capabilities)) {
        add(&mut context, rule, default)?;
    }
    export(&context)
}

/// What programs of this machine may be besides native.
fn architectures() -> &'static [ScmpArch] {
    match std::env::consts::ARCH {
        "x86_64" => &[ScmpArch::X86, ScmpArch::X32],
        "aarch64" => &[ScmpArch::Arm],
        "s390x" => &[ScmpArch::S390],
        _ => &[],
    }
}

fn add(context: &mut ScmpFilterContext, rule: &Rule, default: ScmpAction) -> Result<()> {
    let action = action(&rule.action, rule.errno_ret)?;
    if action == default {
        return Ok(());
    }
    let comparisons: Vec<ScmpArgCompare> = rule.args.iter().flatten().map(comparison).collect::<Result<_>>()?;
    for syscall in rule.names.iter().filter_map(|name| number(name)) {
        // Refused when an earlier rule already decides about the call: the first one counts.
        let _ = if comparisons.is_empty() {
            context.add_rule(action, syscall)
        } else {
            context.add_rule_conditional(action, syscall, &comparisons)
        };
    }
    Ok(())
}

fn number(name: &str) -> Option<ScmpSyscall> {
    let known = ScmpSyscall::from_name(name).ok();
    known.or_else(|| table::NUMBERS.iter().find(|(known, _)| *known == name).map(|(_, number)| (*number).into()))
}

fn action(name: &str, errno: Option<u32>) -> Result<ScmpAction> {
    let errno = errno.and_then(|errno| i32::try_from(errno).ok()).unwrap_or(EPERM);
    Ok(match name {
        "SCMP_ACT_ALLOW" => ScmpAction::Allow,
        "SCMP_ACT_ERRNO" => ScmpAction::Errno(errno),
        "SCMP_ACT_KILL" | "SCMP_ACT_KILL_THREAD" => ScmpAction::KillThread,
        "SCMP_ACT_KILL_PROCESS" => ScmpAction::KillProcess,
        "SCMP_ACT_TRAP" => ScmpAction::Trap,
        "SCMP_ACT_LOG" => ScmpAction::Log,
        "SCMP_ACT_TRACE" => ScmpAction::Trace(u16::try_from(errno).unwrap_or(EPERM as u16)),
        other => return Err(unknown("action", other)),
    })
}

fn comparison(argument: &Argument) -> Result<ScmpArgCompare> {
    let (op, value) = match argument.op.as_str() {
        "SCMP_CMP_NE" => (ScmpCompareOp::NotEqual, argument.value),
        "SCMP_CMP_LT" => (ScmpCompareOp::Less, argument.value),
        "SCMP_CMP_LE" => (ScmpCompareOp::LessOrEqual, argument.value),
        "SCMP_CMP_EQ" => (ScmpCompareOp::Equal, argument.value),
        "SCMP_CMP_GE" => (ScmpCompareOp::GreaterEqual, argument.value),
        "SCMP_CMP_GT" => (ScmpCompareOp::Greater, argument.value),
        "SCMP_CMP_MASKED_EQ" => (ScmpCompareOp::MaskedEqual(argument.value), argument.value_two),
        other => return Err(unknown("comparison", other)),
    };
    Ok(ScmpArgCompare::new(argument.index, op, value))
}

fn export(context: &ScmpFilterContext) -> Result<Vec<u8>> {
    let file = rustix::fs::memfd_create("seccomp", MemfdFlags::CLOEXEC).context("memfd_create")?;
    context.export_bpf(&file).context("seccomp_export_bpf")?;
    let mut file = std::fs::File::from(file);
    let mut bytes = Vec::new();
    file.rewind().and_then(|()| file.read_to_end(&mut bytes)).context("read the compiled filter")?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::seccomp::profile;

    #[test]
    fn the_default_profile_compiles() {
        let few = compile(&profile::default(), CapabilitySet::default()).unwrap();
        let all = compile(&profile::default(), CapabilitySet::all_known()).unwrap();
        assert!(few.len() > 1000 && few.len().is_multiple_of(8));
        assert_ne!(few, all);
    }

    #[test]
    fn nonsense_is_named() {
        for text in [
            r#"{"defaultAction":"SCMP_ACT_DANCE"}"#,
            r#"{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["read"],"action":"X"}]}"#,
            r#"{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["read"],"action":"SCMP_ACT_ERRNO","args":[{"index":0,"value":1,"op":"X"}]}]}"#,
        ] {
            let rules = profile::parse(text.as_bytes()).unwrap();
            let error = compile(&rules, CapabilitySet::default()).unwrap_err();
            assert!(error.to_string().starts_with("unknown"), "{error}");
        }
        let rules = profile::parse(
            br#"{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["no_such_call"],"action":"SCMP_ACT_ERRNO"}]}"#,
        );
        assert!(compile(&rules.unwrap(), CapabilitySet::default()).is_ok());
    }
}
