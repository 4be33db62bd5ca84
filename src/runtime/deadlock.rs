//! What a deadlock's message says: who waits for whom, with each future, channel and line (rule R22).

use super::MAIN;
use super::core::Core;
use super::futures::Backing;
use crate::bytecode::CodeOffset;
use crate::vm::FutureId;
use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write;

/// Futures that the message tells of at most; more than this nobody reads.
const TOLD_MAX: usize = 12;

/// Awaited futures that one clause names at most.
const NAMED_MAX: usize = 4;

impl Core {
    /// `deadlock: main waits for …`, and the op at which main waits.
    pub fn deadlock_message(&mut self) -> (String, CodeOffset) {
        let at = self.wait_at(MAIN);
        let mut clauses: Vec<String> = Vec::new();
        let mut seen = BTreeSet::from([MAIN]);
        let mut queue = VecDeque::from([MAIN]);
        while let Some(id) = queue.pop_front() {
            if clauses.len() == TOLD_MAX {
                clauses.push("…".into());
                break;
            }
            let awaited = self.waits_for(id);
            clauses.push(self.clause(id, &awaited));
            queue.extend(awaited.into_iter().filter(|next| seen.insert(*next)));
        }
        (format!("deadlock: {}", clauses.join("; ")), at)
    }

    fn clause(&self, id: FutureId, awaited: &[FutureId]) -> String {
        let mut text = if id == MAIN { "main".to_string() } else { format!("{} `{}`", self.path(id), self.label(id)) };
        match self.futures.get(id).backing {
            Backing::Channel { channel, sends } => {
                let (what, who) = if sends { ("send on", "receives") } else { ("receive from", "sends") };
                let line = self.line(self.futures.get(id).at);
                let _ = write!(text, " waits to {what} channel {} (line {line}), where nobody {who}", channel.0 + 1);
            }
            _ if awaited.is_empty() => text.push_str(" cannot go on"),
            _ => {
                let _ = write!(text, " waits for {} (line {})", self.names(awaited), self.wait_line(id));
            }
        }
        text
    }

    fn names(&self, futures: &[FutureId]) -> String {
        let mut names: Vec<String> = futures.iter().take(NAMED_MAX).map(|id| self.path(*id)).collect();
        if futures.len() > NAMED_MAX {
            names.push(format!("{} more", futures.len() - NAMED_MAX));
        }
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.join(""),
        }
    }

    /// The op at which a future waits, or where it was made.
    pub fn wait_at(&self, id: FutureId) -> CodeOffset {
        let wait = self.slot(id).and_then(|slot| slot.wait.as_ref());
        wait.map_or(self.futures.get(id).at, |wait| wait.at)
    }

    /// The line of that op.
    pub fn wait_line(&self, id: FutureId) -> u32 {
        self.line(self.wait_at(id))
    }
}
