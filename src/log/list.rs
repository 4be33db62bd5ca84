//! The append-only list of all that happened.

use super::LogHash;
use crate::runtime::{Block, Choice, Event, EventKind, Machine, Observer, Untold};
use std::cell::RefCell;
use std::rc::Rc;

/// Keeps every event, in the blocks in which the machine wrote them. A copy shares them.
#[derive(Clone, Default)]
pub struct Log {
    stretches: Vec<Stretch>,
    /// The hash of the events up to which somebody has asked for it.
    hash: RefCell<LogHash>,
}

/// A block, and the number of its first event.
#[derive(Clone)]
struct Stretch {
    first: usize,
    block: Rc<Block>,
}

impl Stretch {
    fn end(&self) -> usize {
        self.first + self.block.len()
    }
}

impl Log {
    /// Number of events.
    pub fn len(&self) -> usize {
        self.stretches.last().map_or(0, Stretch::end)
    }

    /// Whether nothing has happened.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All events in order, numbered from 0.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = Event> + '_ {
        self.events_from(0)
    }

    /// The events from that number on.
    pub fn events_from(&self, seq: usize) -> impl DoubleEndedIterator<Item = Event> + '_ {
        self.from(seq).flat_map(|(block, index)| block.events_from(index))
    }

    /// The event of that number.
    pub fn event(&self, seq: usize) -> Option<Event> {
        let (block, index) = self.from(seq).next()?;
        Some(block.event(index))
    }

    /// The scheduling choices in order, with the numbers of their events.
    pub fn choices(&self) -> impl Iterator<Item = (u64, Rc<Choice>)> + '_ {
        self.events().zip(0..).filter_map(|(event, seq)| match event.kind {
            EventKind::Chosen(choice) => Some((seq, choice)),
            _ => None,
        })
    }

    /// The hash of all events so far, in hex; `machine` is the state after the last of them.
    pub fn hash(&self, machine: &Machine) -> String {
        let mut hash = self.hash.borrow_mut();
        for (block, index) in self.from(hash.count()) {
            hash.add(block, index, machine);
        }
        hash.hex()
    }

    /// The blocks from that event on, with the index at which each begins to count.
    fn from(&self, seq: usize) -> impl DoubleEndedIterator<Item = (&Block, usize)> + '_ {
        let stretches = &self.stretches[self.stretches.partition_point(|stretch| stretch.end() <= seq)..];
        stretches.iter().map(move |stretch| (&*stretch.block, seq.saturating_sub(stretch.first)))
    }

    fn push(&mut self, block: Block) {
        self.stretches.push(Stretch { first: self.len(), block: Rc::new(block) });
    }

    /// The last block, if it has room for so many events and no copy of the log shares it.
    fn last_with_room(&mut self, events: usize) -> Option<&mut Block> {
        let block = Rc::get_mut(&mut self.stretches.last_mut()?.block)?;
        (events <= block.room()).then_some(block)
    }
}

impl Observer for Log {
    fn observe(&mut self, events: &mut Untold) {
        for block in events.take_full() {
            self.push(block);
        }
        if events.rest().is_empty() {
            return;
        }
        match self.last_with_room(events.rest().len()) {
            Some(block) => events.append_rest_to(block),
            None => self.push(events.take_rest()),
        }
    }
}
