//! Futures that would await themselves (rule R22): found before the wait begins.
//!
//! The search walks from what is awaited forward, along what each waits for, and from the waiting future backward, along who waits for
//! it, in lockstep; it ends as soon as one side is exhausted. A new wait mostly has one short side, so long chains stay linear. Waits that need only
//! one of several (`race`, `select`, `timeout`) are no part of a cycle.

use super::core::Core;
use super::futures::Backing;
use super::touch::Touch;
use super::waiters::{Role, Waiter};
use crate::bytecode::CodeOffset;
use crate::vm::{Failure, FutureId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

impl Core {
    /// The failure of a wait of `id` for `targets` that would close a cycle. One whom nobody awaits can only await itself.
    #[inline]
    pub fn find_cycle(&mut self, id: FutureId, targets: &[FutureId], at: CodeOffset) -> Option<Rc<Failure>> {
        let is_awaited = self.futures.get(id).outcome.is_awaited();
        let may_close = targets.iter().any(|target| *target == id || is_awaited && self.may_need_others(*target));
        if may_close { self.search_cycle(id, targets, at) } else { None }
    }

    fn search_cycle(&mut self, id: FutureId, targets: &[FutureId], at: CodeOffset) -> Option<Rc<Failure>> {
        if !self.closes_cycle(id, targets) {
            return None;
        }
        self.notes.note(Touch::Cycle);
        let message = self.cycle_message(id, targets, at);
        Some(self.new_failure(id, at, message))
    }

    fn closes_cycle(&mut self, id: FutureId, targets: &[FutureId]) -> bool {
        let mut wanted: BTreeSet<FutureId> = BTreeSet::new();
        wanted.extend(targets);
        let mut forward: Vec<FutureId> = targets.to_vec();
        let mut backward = vec![id];
        let (mut seen_forward, mut seen_backward) = (wanted.clone(), BTreeSet::from([id]));
        if wanted.contains(&id) {
            return true;
        }
        while let (Some(ahead), Some(behind)) = (forward.pop(), backward.pop()) {
            for next in self.needs(ahead) {
                if next == id {
                    return true;
                }
                if seen_forward.insert(next) {
                    forward.push(next);
                }
            }
            for next in self.needed_by(behind) {
                if wanted.contains(&next) {
                    return true;
                }
                if seen_backward.insert(next) {
                    backward.push(next);
                }
            }
        }
        false
    }

    /// Whether a future may be one that cannot settle well without others.
    fn may_need_others(&self, id: FutureId) -> bool {
        match self.futures.get(id).backing {
            Backing::Composite(index) => self.needs_all(index),
            Backing::Fiber(_) | Backing::Follows(_) => true,
            _ => false,
        }
    }

    /// What a future cannot settle well without.
    fn needs(&mut self, id: FutureId) -> Vec<FutureId> {
        match self.futures.get(id).backing {
            Backing::Composite(index) if !self.needs_all(index) => Vec::new(),
            _ => self.waits_for(id),
        }
    }

    /// Who cannot settle well without a future.
    fn needed_by(&self, id: FutureId) -> Vec<FutureId> {
        let waiters = self.futures.get(id).outcome.waiters().iter();
        let still_waits = |waiter: &&Waiter| match (waiter.role, self.futures.get(waiter.target).backing) {
            (Role::Branch(_), Backing::Composite(index)) => self.needs_all(index) && self.is_undecided(waiter.target),
            (Role::Fiber { ticket }, _) => self.present_ticket(waiter.target) == Some(ticket),
            (Role::Follower, backing) => backing == Backing::Follows(id),
            _ => false,
        };
        waiters.filter(still_waits).map(|waiter| waiter.target).collect()
    }

    fn present_ticket(&self, id: FutureId) -> Option<u32> {
        Some(self.slot(id)?.wait.as_ref()?.ticket)
    }

    fn cycle_message(&mut self, id: FutureId, targets: &[FutureId], at: CodeOffset) -> String {
        let path = self.path_to(id, targets);
        if path.len() == 1 {
            return format!("a future cannot await itself: {} waits for {0} (line {})", self.path(id), self.line(at));
        }
        let mut message = String::from("a future cannot await itself: ");
        let mut from = id;
        for (index, next) in path.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            let line = if index == 0 { self.line(at) } else { self.wait_line(from) };
            message.push_str(&format!("{separator}{} waits for {} (line {line})", self.path(from), self.path(*next)));
            from = *next;
        }
        message
    }

    /// The shortest way from the targets to `id`, which is its last entry.
    fn path_to(&mut self, id: FutureId, targets: &[FutureId]) -> Vec<FutureId> {
        let mut came_from: BTreeMap<FutureId, Option<FutureId>> = BTreeMap::new();
        came_from.extend(targets.iter().map(|target| (*target, None)));
        let mut queue: VecDeque<FutureId> = targets.iter().copied().collect();
        while let Some(next) = queue.pop_front() {
            if next == id {
                break;
            }
            for further in self.needs(next) {
                came_from.entry(further).or_insert_with(|| {
                    queue.push_back(further);
                    Some(next)
                });
            }
        }
        let mut path = vec![id];
        while let Some(Some(previous)) = came_from.get(&path[path.len() - 1]) {
            path.push(*previous);
        }
        path.reverse();
        path
    }
}
