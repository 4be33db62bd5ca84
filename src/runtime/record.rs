//! An event in 16 bytes, as the log keeps it.
//!
//! Two words of 64 bits, little-endian on every target, so that the bytes can be hashed as they stand:
//!
//! ```text
//!   whom    future (32)  op (32)
//!   what    tag (6)  content in the machine's tables (1)  content beside (1)  detail (56)
//! ```
//!
//! The detail holds a future, or the first of a row of futures (32) and their count (24), or a number (16) and a small value (40), or a small value alone; a value is two bits for its form and the rest for its
//! content. An event whose content has no room there stands beside the records as a whole,
//! and its record says no more than its tag; the value of a completed future and a printed line are in the machine's tables.

use super::Status;
use super::event::EventKind;
use crate::bytecode::CodeOffset;
use crate::vm::{ChannelId, FutureId, SharedId, Value};

/// An event as the log keeps it.
pub type Record = [u8; 16];

/// Set when the content is in the machine's tables.
const IN_TABLES: u64 = 1 << 6;
/// Set when the event stands beside.
const BESIDE: u64 = 1 << 7;
const TAG: u64 = IN_TABLES - 1;
/// Where the detail begins.
const DETAIL: u32 = 8;
/// Bits that the number of a channel or shared cell may have in front of a value.
const NUMBER_BITS: u32 = 16;
/// Where the value behind it begins.
const VALUE: u32 = DETAIL + NUMBER_BITS;
/// Where the count of a row of futures begins.
const ROW_COUNT: u32 = DETAIL + u32::BITS;
/// Bits of that count.
const ROW_BITS: u32 = u64::BITS - ROW_COUNT;

mod tag {
    pub const CREATED: u64 = 0;
    pub const STARTED: u64 = 1;
    pub const AWAITS_ONE: u64 = 2;
    pub const AWAITS_ALL: u64 = 3;
    pub const AWAITS_CHANNEL: u64 = 4;
    pub const RESUMED: u64 = 5;
    pub const COMPLETED: u64 = 6;
    pub const FAILED: u64 = 7;
    pub const CANCELLED: u64 = 8;
    pub const TIMER_SET: u64 = 9;
    pub const TIMER_FIRED: u64 = 10;
    pub const SENT: u64 = 11;
    pub const RECEIVED: u64 = 12;
    pub const SHARED_READ: u64 = 13;
    pub const SHARED_WRITTEN: u64 = 14;
    pub const TOOL_CALLED: u64 = 15;
    pub const TOOL_ANSWERED: u64 = 16;
    pub const DEFERRED_RAN: u64 = 17;
    pub const PRINTED: u64 = 18;
    pub const CHOSEN: u64 = 19;
    pub const TALLY: u64 = 20;
    pub const ENDED: u64 = 21;
}

/// The record of an event.
#[inline(always)]
pub fn record(future: FutureId, at: CodeOffset, what: u64) -> Record {
    let whom = u64::from(future.0) | u64::from(at.0) << 32;
    (u128::from(whom) | u128::from(what) << 64).to_le_bytes()
}

/// What [`record`] was made of.
pub fn parts(record: Record) -> (FutureId, CodeOffset, u64) {
    let words = u128::from_le_bytes(record);
    (FutureId(words as u32), CodeOffset((words >> 32) as u32), (words >> 64) as u64)
}

/// Whether an event's content is not, or not all, in its record.
#[inline(always)]
pub fn is_elsewhere(record: &Record) -> bool {
    record[8] & (IN_TABLES | BESIDE) as u8 != 0
}

/// The second word of an event, unless its content has no room there.
#[inline(always)]
pub fn packed(kind: EventKind) -> Result<u64, EventKind> {
    let word = |tag: u64, detail: u64| Ok(tag | detail << DETAIL);
    match kind {
        EventKind::Created { parent } => word(tag::CREATED, or_none(parent)),
        EventKind::Started => word(tag::STARTED, 0),
        EventKind::AwaitsOne(future) => word(tag::AWAITS_ONE, u64::from(future.0)),
        EventKind::AwaitsAll(ref futures) => awaits(futures.iter().copied()).ok_or(kind),
        EventKind::AwaitsChannel { channel, sends } => Ok(awaits_channel(channel, sends)),
        EventKind::Resumed { by } => Ok(resumed(by)),
        EventKind::Completed => word(tag::COMPLETED | IN_TABLES, 0),
        EventKind::Cancelled { by } => word(tag::CANCELLED, or_none(by)),
        EventKind::TimerSet { deadline_ms } if deadline_ms as u64 >> (u64::BITS - DETAIL) == 0 => {
            word(tag::TIMER_SET, deadline_ms as u64)
        }
        EventKind::TimerFired => word(tag::TIMER_FIRED, 0),
        EventKind::DeferredRan => word(tag::DEFERRED_RAN, 0),
        EventKind::Printed(line) => word(tag::PRINTED | IN_TABLES, u64::from(line)),
        EventKind::Ended(status) => Ok(ended(status)),
        EventKind::Sent { channel, ref value } => sent(channel, value).ok_or(kind),
        EventKind::Received { channel, ref value } => received(channel, value).ok_or(kind),
        EventKind::SharedRead { shared, ref value } => traffic(tag::SHARED_READ, shared.0, value).ok_or(kind),
        EventKind::SharedWritten { shared, ref value } => traffic(tag::SHARED_WRITTEN, shared.0, value).ok_or(kind),
        kind => Err(kind),
    }
}

/// The second word for a wait for one future, or for several that were made one after the other.
#[inline(always)]
pub fn awaits(mut futures: impl Iterator<Item = FutureId>) -> Option<u64> {
    let first = futures.next()?;
    let mut count = 1;
    for future in futures {
        if u64::from(future.0) != u64::from(first.0) + count {
            return None;
        }
        count += 1;
    }
    let first = u64::from(first.0) << DETAIL;
    match count {
        1 => Some(tag::AWAITS_ONE | first),
        _ => (count >> ROW_BITS == 0).then_some(tag::AWAITS_ALL | first | count << ROW_COUNT),
    }
}

/// The second word for a wait at a channel.
#[inline(always)]
pub fn awaits_channel(channel: ChannelId, sends: bool) -> u64 {
    tag::AWAITS_CHANNEL | (u64::from(channel.0) << 1 | u64::from(sends)) << DETAIL
}

/// The second word for a future that goes on.
#[inline(always)]
pub fn resumed(by: Option<FutureId>) -> u64 {
    tag::RESUMED | or_none(by) << DETAIL
}

/// The second word for a value that a channel took, if both are small.
#[inline(always)]
pub fn sent(channel: ChannelId, value: &Value) -> Option<u64> {
    traffic(tag::SENT, channel.0, value)
}

/// The second word for a value that a channel gave, if both are small.
#[inline(always)]
pub fn received(channel: ChannelId, value: &Value) -> Option<u64> {
    traffic(tag::RECEIVED, channel.0, value)
}

#[inline(always)]
fn traffic(tag: u64, number: u32, value: &Value) -> Option<u64> {
    let small = small(value, VALUE)?;
    (number >> NUMBER_BITS == 0).then_some(tag | u64::from(number) << DETAIL | small)
}

/// The second word for a future that was made by another.
#[inline(always)]
pub fn created(parent: FutureId) -> u64 {
    tag::CREATED | or_none(Some(parent)) << DETAIL
}

/// The second word for a future whose fiber runs for the first time.
pub const STARTED: u64 = tag::STARTED;

/// The second word for a future that completed with this value.
#[inline(always)]
pub fn completed(value: &Value) -> u64 {
    tag::COMPLETED | small(value, DETAIL).unwrap_or(IN_TABLES)
}

/// The second word for the end of the run.
pub fn ended(status: Status) -> u64 {
    tag::ENDED | (status as u64) << DETAIL
}

/// The second word of an event that stands beside.
pub fn beside(kind: &EventKind) -> u64 {
    BESIDE
        | match kind {
            EventKind::AwaitsAll(_) => tag::AWAITS_ALL,
            EventKind::Failed(_) => tag::FAILED,
            EventKind::TimerSet { .. } => tag::TIMER_SET,
            EventKind::Sent { .. } => tag::SENT,
            EventKind::Received { .. } => tag::RECEIVED,
            EventKind::SharedRead { .. } => tag::SHARED_READ,
            EventKind::SharedWritten { .. } => tag::SHARED_WRITTEN,
            EventKind::ToolCalled(_) => tag::TOOL_CALLED,
            EventKind::ToolAnswered(_) => tag::TOOL_ANSWERED,
            EventKind::Chosen(_) => tag::CHOSEN,
            EventKind::Tally(_) => tag::TALLY,
            kind => unreachable!("{kind:?} has room in its record"),
        }
}

/// The event of a second word; none when it stands beside.
pub fn unpacked(what: u64) -> Option<EventKind> {
    if what & BESIDE != 0 {
        return None;
    }
    let detail = what >> DETAIL;
    let number = detail as u32;
    Some(match what & TAG {
        tag::CREATED => EventKind::Created { parent: some(detail) },
        tag::STARTED => EventKind::Started,
        tag::AWAITS_ONE => EventKind::AwaitsOne(FutureId(number)),
        tag::AWAITS_ALL => {
            EventKind::AwaitsAll((0..what >> ROW_COUNT).map(|index| FutureId(number + index as u32)).collect())
        }
        tag::AWAITS_CHANNEL => {
            EventKind::AwaitsChannel { channel: ChannelId((detail >> 1) as u32), sends: detail & 1 == 1 }
        }
        tag::RESUMED => EventKind::Resumed { by: some(detail) },
        tag::COMPLETED => EventKind::Completed,
        tag::CANCELLED => EventKind::Cancelled { by: some(detail) },
        tag::TIMER_SET => EventKind::TimerSet { deadline_ms: detail as i64 },
        tag::TIMER_FIRED => EventKind::TimerFired,
        tag::DEFERRED_RAN => EventKind::DeferredRan,
        tag::PRINTED => EventKind::Printed(number),
        tag::ENDED => EventKind::Ended(Status::ALL[number as usize]),
        tag => traffic_of(tag, number & ((1 << NUMBER_BITS) - 1), value_at(what, VALUE)),
    })
}

fn traffic_of(tag: u64, number: u32, value: Value) -> EventKind {
    match tag {
        tag::SENT => EventKind::Sent { channel: ChannelId(number), value },
        tag::RECEIVED => EventKind::Received { channel: ChannelId(number), value },
        tag::SHARED_READ => EventKind::SharedRead { shared: SharedId(number), value },
        tag::SHARED_WRITTEN => EventKind::SharedWritten { shared: SharedId(number), value },
        tag => unreachable!("no event has the tag {tag}"),
    }
}

/// A future's number plus one; 0 for none.
#[inline(always)]
fn or_none(future: Option<FutureId>) -> u64 {
    future.map_or(0, |future| u64::from(future.0) + 1)
}

fn some(detail: u64) -> Option<FutureId> {
    detail.checked_sub(1).map(|number| FutureId(number as u32))
}

/// Bits that tell the forms of small values apart.
const FORM_BITS: u32 = 2;
const NULL: u64 = 0;
const INT: u64 = 1;
const BOOL: u64 = 2;
const FUTURE: u64 = 3;

/// A value in the bits of a word from `start` on, if it has room there.
#[inline(always)]
fn small(value: &Value, start: u32) -> Option<u64> {
    let (form, content) = match value {
        Value::Null => (NULL, 0),
        Value::Int(number) => (INT, *number),
        Value::Bool(is_true) => (BOOL, i64::from(*is_true)),
        Value::Future(future) => (FUTURE, i64::from(future.0)),
        _ => return None,
    };
    let shift = start + FORM_BITS;
    (content << shift >> shift == content).then_some(form << start | (content as u64) << shift)
}

/// The value in the bits of a word from `start` on.
fn value_at(word: u64, start: u32) -> Value {
    let content = word as i64 >> (start + FORM_BITS);
    match word >> start & ((1 << FORM_BITS) - 1) {
        NULL => Value::Null,
        INT => Value::Int(content),
        BOOL => Value::Bool(content == 1),
        _ => Value::Future(FutureId(content as u32)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: [u32; 5] = [0, 1, (1 << NUMBER_BITS) - 1, 1 << NUMBER_BITS, u32::MAX];

    /// Small and large values of every form.
    fn values() -> Vec<Value> {
        let ints = (0..63).flat_map(|bit| [1 << bit, -(1 << bit), (1 << bit) - 1]).chain([i64::MIN, i64::MAX]);
        let futures = NUMBERS.map(|number| Value::Future(FutureId(number)));
        let others = [Value::Null, Value::Bool(false), Value::Bool(true), Value::Float(-0.0), Value::text("text")];
        ints.map(Value::Int).chain(futures).chain(others).collect()
    }

    /// Every kind that can have room in its record, with extreme values.
    fn kinds() -> Vec<EventKind> {
        use EventKind as Kind;
        let mut kinds = vec![Kind::Started, Kind::Completed, Kind::TimerFired, Kind::DeferredRan];
        kinds.extend(Status::ALL.map(Kind::Ended));
        for deadline_ms in [0, 1, (1 << 56) - 1, 1 << 56, i64::MAX, -1] {
            kinds.push(Kind::TimerSet { deadline_ms });
        }
        for whom in NUMBERS.map(|number| Some(FutureId(number))).into_iter().chain([None]) {
            kinds.extend([Kind::Created { parent: whom }, Kind::Resumed { by: whom }, Kind::Cancelled { by: whom }]);
        }
        for (first, count) in [(0, 2), (5, 1000), (u32::MAX - 1, 2), (0, (1 << ROW_BITS) - 1)] {
            kinds.push(Kind::AwaitsAll((0..count).map(|index| FutureId(first + index)).collect()));
        }
        for number in NUMBERS {
            let (channel, shared) = (ChannelId(number), SharedId(number));
            kinds.extend([Kind::AwaitsOne(FutureId(number)), Kind::Printed(number)]);
            kinds.extend([true, false].map(|sends| Kind::AwaitsChannel { channel, sends }));
            for value in values() {
                kinds.push(Kind::Sent { channel, value: value.clone() });
                kinds.push(Kind::Received { channel, value: value.clone() });
                kinds.push(Kind::SharedRead { shared, value: value.clone() });
                kinds.push(Kind::SharedWritten { shared, value });
            }
        }
        kinds
    }

    #[test]
    fn packing_and_unpacking_give_back_every_kind() {
        let mut kept = 0;
        for kind in kinds() {
            let shown = format!("{kind:?}");
            match packed(kind) {
                Ok(what) => {
                    kept += 1;
                    assert_eq!(unpacked(what).map(|kind| format!("{kind:?}")), Some(shown));
                }
                Err(kind) => {
                    assert_eq!(format!("{kind:?}"), shown, "it is given back as it was");
                    assert!(unpacked(beside(&kind)).is_none());
                }
            }
        }
        assert!(kept > kinds().len() / 4);
    }

    #[test]
    fn what_never_has_room_stands_beside() {
        let lists = [vec![], vec![FutureId(1), FutureId(u32::MAX)], vec![FutureId(2), FutureId(1)]];
        for futures in lists.into_iter().chain([(0..1 << ROW_BITS).map(FutureId).collect()]) {
            let kind = packed(EventKind::AwaitsAll(futures.into())).expect_err("such a list has no room");
            assert!(unpacked(beside(&kind)).is_none());
        }
    }

    #[test]
    fn a_record_keeps_whom_and_where() {
        for (future, at) in [(0, 0), (u32::MAX, 1), (7, u32::MAX)] {
            let what = completed(&Value::Int(-1));
            let record = record(FutureId(future), CodeOffset(at), what);
            assert_eq!(parts(record), (FutureId(future), CodeOffset(at), what));
            assert!(!is_elsewhere(&record));
        }
    }

    #[test]
    fn different_values_have_different_words() {
        let words: Vec<u64> = values().iter().map(completed).filter(|what| what & IN_TABLES == 0).collect();
        let unique: std::collections::BTreeSet<u64> = words.iter().copied().collect();
        assert!(unique.len() > 100);
        let known: std::collections::BTreeSet<String> =
            values().iter().filter(|value| completed(value) & IN_TABLES == 0).map(|it| format!("{it:?}")).collect();
        assert_eq!(unique.len(), known.len());
    }

    #[test]
    fn contents_that_have_no_room_are_told_apart() {
        for value in [Value::Float(0.5), Value::text(""), Value::Int(i64::MAX)] {
            assert!(is_elsewhere(&record(FutureId(0), CodeOffset(0), completed(&value))));
        }
        let line = packed(EventKind::Printed(3)).expect("a number has room");
        assert!(is_elsewhere(&record(FutureId(0), CodeOffset(0), line)));
    }
}
