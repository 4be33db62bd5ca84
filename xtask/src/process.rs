//! Running other programs: shown, watched line by line, captured, or with a time limit.

use crate::say::{About, Outcome, fail};
use std::io::{BufRead, BufReader};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The command of a program, run in the root of the repository unless changed.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(crate::paths::root());
    command
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs to the end with the output shown; a bad end becomes the failure `otherwise`.
pub fn must(command: &mut Command, otherwise: &str) -> Outcome<()> {
    let status = command.status().about(format!("cannot start {}", name(command)))?;
    if status.success() { Ok(()) } else { fail(format!("{otherwise} ({status})")) }
}

/// Runs to the end and gives what it printed on stdout, without the last line's end.
pub fn captured(command: &mut Command) -> Outcome<String> {
    let output = command.stderr(Stdio::inherit()).output().about(format!("cannot start {}", name(command)))?;
    if !output.status.success() {
        return fail(format!("{} failed ({})", name(command), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Runs to the end; every line of stdout is shown and handed to `watch`.
pub fn watched(command: &mut Command, mut watch: impl FnMut(&str)) -> Outcome<ExitStatus> {
    let mut child = command.stdout(Stdio::piped()).spawn().about(format!("cannot start {}", name(command)))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.about("cannot read a program's output")?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            watch(line.trim_end());
        }
    }
    child.wait().about("cannot wait for a program")
}

/// Runs for at most `limit`; true if it ended well in time. A program that takes longer is ended.
pub fn within(limit: Duration, command: &mut Command) -> bool {
    let Ok(mut child) = command.stdin(Stdio::null()).spawn() else { return false };
    let begin = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if begin.elapsed() < limit => std::thread::sleep(Duration::from_millis(100)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_takes_too_long_is_ended() {
        let begin = Instant::now();
        assert!(!within(Duration::from_millis(200), command("sleep").arg("60")));
        assert!(begin.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = must(&mut command("no-such-program-here"), "unused").unwrap_err();
        assert!(failure.0.contains("no-such-program-here"), "{failure}");
    }
}
