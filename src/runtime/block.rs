//! A stretch of the event log: records, what stands beside them, and when the clock moved.

use super::event::{Event, EventKind};
use super::record::{Record, is_elsewhere, parts, unpacked};

/// Events that follow each other. It is filled once and then read from.
#[derive(Clone, Debug, Default)]
pub struct Block {
    records: Vec<Record>,
    /// The events that have no room in their record, by its index, in order.
    beside: Vec<(u32, EventKind)>,
    /// Clock time of the first event.
    start_ms: i64,
    /// Later times, each by the index of its first event, in order.
    times: Vec<(u32, i64)>,
}

/// Records of a full block, 16 KB: large enough that a block costs nothing beside its events, small enough to be made for a short run.
pub const BLOCK_LEN: usize = 1024;

impl Block {
    /// An empty block that begins at this time.
    pub(super) fn beginning_at(ms: i64) -> Block {
        Block { start_ms: ms, ..Block::default() }
    }

    /// Number of events.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// How many more events it takes.
    pub fn room(&self) -> usize {
        BLOCK_LEN.saturating_sub(self.len())
    }

    /// Adds an event.
    #[inline(always)]
    pub(super) fn push(&mut self, record: Record) {
        self.records.push(record);
    }

    /// Adds an event that has no room in its record.
    pub(super) fn push_beside(&mut self, record: Record, kind: EventKind) {
        self.beside.push((self.len() as u32, kind));
        self.push(record);
    }

    /// Makes sure that a full block's records have their place.
    pub(super) fn reserve(&mut self) {
        self.records.reserve_exact(self.room());
    }

    /// Lets the next event be at another time.
    pub(super) fn move_clock(&mut self, ms: i64) {
        self.forget_empty_times();
        if self.is_empty() {
            self.start_ms = ms;
        } else if self.now() != ms {
            self.times.push((self.len() as u32, ms));
        }
    }

    /// Clock time of the next event.
    pub(super) fn now(&self) -> i64 {
        self.times.last().map_or(self.start_ms, |(_, ms)| *ms)
    }

    /// Times at which nothing happened are not kept.
    pub(super) fn forget_empty_times(&mut self) {
        self.times.pop_if(|(index, _)| *index as usize == self.records.len());
    }

    /// Moves the events of another block, which follow on this one's, here.
    pub fn append(&mut self, rest: &mut Block) {
        let (shift, next_ms) = (self.len() as u32, rest.now());
        rest.forget_empty_times();
        self.move_clock(rest.start_ms);
        self.times.extend(rest.times.drain(..).map(|(index, ms)| (index + shift, ms)));
        self.beside.extend(rest.beside.drain(..).map(|(index, kind)| (index + shift, kind)));
        self.records.append(&mut rest.records);
        rest.start_ms = next_ms;
    }

    /// Forgets all events; the next one's time stays.
    pub(super) fn clear(&mut self) {
        *self = Block { records: std::mem::take(&mut self.records), ..Block::beginning_at(self.now()) };
        self.records.clear();
    }

    /// An event by its index.
    pub fn event(&self, index: usize) -> Event {
        let (future, at, what) = parts(self.records[index]);
        let kind = unpacked(what).unwrap_or_else(|| self.kind_beside(index));
        Event { ms: self.ms(index), future, at, kind }
    }

    /// The events from an index on.
    pub fn events_from(&self, index: usize) -> impl DoubleEndedIterator<Item = Event> + '_ {
        (index..self.len()).map(|index| self.event(index))
    }

    fn kind_beside(&self, index: usize) -> EventKind {
        let found = self.beside.binary_search_by_key(&(index as u32), |(index, _)| *index);
        self.beside[found.expect("the record says that it stands there")].1.clone()
    }

    /// Clock time of an event.
    fn ms(&self, index: usize) -> i64 {
        let later = self.times.partition_point(|(first, _)| *first as usize <= index);
        self.times[..later].last().map_or(self.start_ms, |(_, ms)| *ms)
    }

    /// The records from an index on, as bytes that are the same on every target.
    pub fn bytes_from(&self, index: usize) -> &[u8] {
        self.records[index..].as_flattened()
    }

    /// The time of the event `index`, and those at which the clock stood later with the index of their first event.
    pub fn times_from(&self, index: usize) -> impl Iterator<Item = (usize, i64)> + '_ {
        let later = self.times.partition_point(|(first, _)| *first as usize <= index);
        let times = self.times[later..].iter().map(|(first, ms)| (*first as usize, *ms));
        std::iter::once((index, self.ms(index))).chain(times)
    }

    /// The events from an index on whose content is not, or not all, in their records.
    pub fn elsewhere_from(&self, index: usize) -> impl Iterator<Item = Event> + '_ {
        let records = self.records[index..].iter().zip(index..);
        records.filter(|(record, _)| is_elsewhere(record)).map(|(_, index)| self.event(index))
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::{beside, packed, record};
    use super::*;
    use crate::bytecode::CodeOffset;
    use crate::vm::{ChannelId, FutureId, Value};

    const TIMES: [i64; 9] = [0, 0, 3, 3, 3, 8, 9, 9, i64::MAX];

    /// A block of events with these numbers; every third stands beside.
    fn block(numbers: std::ops::Range<usize>) -> Block {
        let mut block = Block::beginning_at(TIMES[numbers.start.min(TIMES.len() - 1)]);
        for number in numbers {
            // The clock may move more often than anything happens.
            block.move_clock(TIMES[number] - 1);
            block.move_clock(TIMES[number]);
            let value = if number % 3 == 0 { Value::text("text") } else { Value::Int(number as i64) };
            let (future, at) = (FutureId(number as u32), CodeOffset(u32::MAX));
            match packed(EventKind::Sent { channel: ChannelId(1), value }) {
                Ok(what) => block.push(record(future, at, what)),
                Err(kind) => block.push_beside(record(future, at, beside(&kind)), kind),
            }
        }
        block
    }

    fn shown(block: &Block) -> Vec<String> {
        block.events_from(0).map(|event| format!("{event:?}")).collect()
    }

    #[test]
    fn events_are_given_back_with_their_times() {
        let whole = block(0..TIMES.len());
        assert_eq!(whole.events_from(0).map(|event| event.ms).collect::<Vec<_>>(), TIMES);
        let last = whole.event(6);
        assert!(matches!(last.kind, EventKind::Sent { value: Value::Text(_), .. }));
        assert_eq!((last.future, last.at), (FutureId(6), CodeOffset(u32::MAX)));
    }

    #[test]
    fn a_block_that_was_joined_is_like_one_that_was_written_at_once() {
        let whole = block(0..TIMES.len());
        for cut in 0..=TIMES.len() {
            let (mut first, mut rest) = (block(0..cut), block(cut..TIMES.len()));
            first.append(&mut rest);
            assert_eq!(shown(&first), shown(&whole), "cut at {cut}");
            assert!(rest.is_empty() && rest.now() == *TIMES.last().unwrap());
            let times = |block: &Block| block.times_from(0).collect::<Vec<_>>();
            assert_eq!(times(&first), times(&whole), "cut at {cut}");
        }
    }

    #[test]
    fn reading_can_begin_anywhere() {
        let whole = block(0..TIMES.len());
        for (index, ms) in TIMES.into_iter().enumerate() {
            let rest: Vec<String> = whole.events_from(index).map(|event| format!("{event:?}")).collect();
            assert_eq!(rest, shown(&whole)[index..]);
            assert_eq!(whole.times_from(index).next(), Some((index, ms)));
            assert_eq!(whole.bytes_from(index).len(), rest.len() * size_of::<Record>());
            let elsewhere = whole.elsewhere_from(index).map(|event| event.future.0 as usize);
            assert!(elsewhere.eq((index..TIMES.len()).filter(|number| number % 3 == 0)));
        }
    }
}
