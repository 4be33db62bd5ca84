//! What `await` makes of a value (rule R5): a deep copy in which each future is replaced by its value, until none is left.
//!
//! Lists, tuples, sets, map values, record fields and payloads are looked into; closures and map keys are not. Nothing recurses; a future that
//! is reached twice is resolved once; work is bounded, since a value that shares its parts may be much larger than the memory it takes.

use super::ops::{self, ValueLimits};
use super::{Failure, FailureKind, FutureId, FutureView, Host, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Parts that an awaited value may have, those inside of its futures included; a future counts twice.
const PARTS_MAX: usize = ValueLimits::DEFAULT.items_max;

/// What became of an awaited value.
#[derive(Clone, Debug)]
pub enum Resolution {
    /// The value without futures.
    Value(Value),
    /// The first failure in structural order among what is settled, as its future holds it.
    Failed(Rc<Failure>),
    /// These are not settled, in structural order, each once.
    Pending(Vec<FutureId>),
}

/// Resolves `value` as far as its futures are settled, and notes each future in it as looked at.
pub fn resolve<H: Host>(host: &mut H, value: &Value) -> Resolution {
    if let Value::Future(id) = value
        && let Some((outcome, _)) = plain_outcome(host, *id, PARTS_MAX - 2)
    {
        host.observe(*id);
        return Resolution::Value(outcome);
    }
    if plain_parts(value, PARTS_MAX).is_some() {
        return Resolution::Value(value.clone());
    }
    let survey = Survey::of(host, value);
    if let Some(failure) = survey.failed {
        return Resolution::Failed(failure);
    }
    if !survey.pending.is_empty() {
        return Resolution::Pending(survey.pending);
    }
    Resolution::Value(Rebuild::of(host, value))
}

/// The value of a completed future and how many parts it has, when it holds no future and has fewer than `end` parts.
fn plain_outcome<H: Host>(host: &H, id: FutureId, end: usize) -> Option<(Value, usize)> {
    match host.future(id) {
        FutureView::Completed(value) => plain_parts(&value, end).map(|parts| (value, parts)),
        _ => None,
    }
}

/// How many parts a value has, itself included, when it neither is a future nor has one in a place that `await` looks into, and they
/// are fewer than `end`. Counting makes no copies; what is inside of parts is put aside, which most values do not need.
fn plain_parts(value: &Value, end: usize) -> Option<usize> {
    let mut open = Vec::new();
    let (mut value, mut parts, mut has_future) = (value, 1, matches!(value, Value::Future(_)));
    loop {
        each_part(value, |part| {
            parts += 1;
            has_future |= matches!(part, Value::Future(_));
            if part.is_shared_kind() && !matches!(part, Value::Text(_)) {
                open.push(part);
            }
        });
        if has_future || parts >= end {
            return None;
        }
        match open.pop() {
            Some(part) => value = part,
            None => return Some(parts),
        }
    }
}

/// Calls `visit` with each value directly inside `value` that `await` looks into, in order.
fn each_part<'a>(value: &'a Value, visit: impl FnMut(&'a Value)) {
    match value {
        Value::List(items) | Value::Tuple(items) => items.iter().for_each(visit),
        Value::Record(record) => record.fields.iter().for_each(visit),
        Value::Variant(variant) => variant.payload.iter().for_each(visit),
        Value::Set(items) => items.iter().for_each(visit),
        Value::Map(entries) => entries.values().for_each(visit),
        _ => {}
    }
}

/// A task of a walk, on a stack of such.
enum Task {
    /// Look at this value.
    Visit(Value),
    /// The future's value has been dealt with.
    Leave(FutureId),
    /// The parts of this value have been dealt with.
    Close(Value),
}

fn push_parts(tasks: &mut Vec<Task>, value: &Value) {
    let first = tasks.len();
    each_part(value, |part| tasks.push(Task::Visit(part.clone())));
    tasks[first..].reverse();
}

/// The first walk: what is settled, in structural order.
#[derive(Default)]
struct Survey {
    failed: Option<Rc<Failure>>,
    pending: Vec<FutureId>,
    /// Futures whose values are being looked into.
    path: BTreeSet<FutureId>,
    seen: BTreeSet<FutureId>,
    /// How much has been looked at; a future counts twice.
    parts: usize,
}

impl Survey {
    fn of<H: Host>(host: &mut H, value: &Value) -> Survey {
        let mut survey = Survey::default();
        let mut tasks = vec![Task::Visit(value.clone())];
        while let Some(task) = tasks.pop() {
            survey.parts += 1;
            match task {
                Task::Visit(Value::Future(id)) => survey.future(host, id, &mut tasks),
                Task::Visit(value) => push_parts(&mut tasks, &value),
                Task::Leave(id) => drop(survey.path.remove(&id)),
                Task::Close(_) => {}
            }
            if survey.parts >= PARTS_MAX {
                survey.fail(too_large(host));
                break;
            }
        }
        survey
    }

    fn future<H: Host>(&mut self, host: &mut H, id: FutureId, tasks: &mut Vec<Task>) {
        if self.path.contains(&id) {
            return self.fail(awaits_itself(host, id));
        }
        if !self.seen.insert(id) {
            return;
        }
        host.observe(id);
        match host.future(id) {
            FutureView::Pending => self.pending.push(id),
            FutureView::Failed(failure) | FutureView::Cancelled(failure) => self.fail(failure),
            FutureView::Completed(value) => match plain_parts(&value, PARTS_MAX - self.parts) {
                Some(parts) => self.parts += parts + 1,
                None => {
                    self.path.insert(id);
                    tasks.extend([Task::Leave(id), Task::Visit(value)]);
                }
            },
        }
    }

    fn fail(&mut self, failure: Rc<Failure>) {
        self.failed.get_or_insert(failure);
    }
}

#[cold]
fn awaits_itself<H: Host>(host: &H, id: FutureId) -> Rc<Failure> {
    let mut message = String::from("the value of future ");
    host.write_path(id, &mut message);
    message.push_str(" holds the future itself, so awaiting it would never end");
    Rc::new(Failure { message: message.into(), kind: FailureKind::Error, origin: host.current(), trace: Vec::new() })
}

#[cold]
fn too_large<H: Host>(host: &H) -> Rc<Failure> {
    let message = format!("limit: an awaited value may have at most {PARTS_MAX} parts").into();
    Rc::new(Failure { message, kind: FailureKind::Limit, origin: host.current(), trace: Vec::new() })
}

/// The second walk, when all is settled with values: parts are rebuilt from the inside out.
#[derive(Default)]
struct Rebuild {
    done: Vec<Value>,
    futures: BTreeMap<FutureId, Value>,
}

impl Rebuild {
    fn of<H: Host>(host: &H, value: &Value) -> Value {
        let mut rebuild = Rebuild::default();
        let mut tasks = vec![Task::Visit(value.clone())];
        while let Some(task) = tasks.pop() {
            match task {
                Task::Visit(Value::Future(id)) => rebuild.future(host, id, &mut tasks),
                Task::Visit(value) => rebuild.visit(value, &mut tasks),
                Task::Leave(id) => drop(rebuild.futures.insert(id, rebuild.last())),
                Task::Close(value) => rebuild.close(&value),
            }
        }
        rebuild.last()
    }

    fn future<H: Host>(&mut self, host: &H, id: FutureId, tasks: &mut Vec<Task>) {
        if let Some(value) = self.futures.get(&id) {
            return self.done.push(value.clone());
        }
        match host.future(id) {
            FutureView::Completed(value) if plain_parts(&value, PARTS_MAX).is_some() => self.done.push(value),
            FutureView::Completed(value) => tasks.extend([Task::Leave(id), Task::Visit(value)]),
            _ => {}
        }
    }

    fn visit(&mut self, value: Value, tasks: &mut Vec<Task>) {
        let first = tasks.len();
        each_part(&value, |part| tasks.push(Task::Visit(part.clone())));
        if tasks.len() == first {
            return self.done.push(value);
        }
        tasks.push(Task::Close(value));
        tasks[first..].reverse();
    }

    fn close(&mut self, value: &Value) {
        let mut count = 0;
        each_part(value, |_| count += 1);
        let parts = self.done.split_off(self.done.len() - count);
        self.done.push(match value {
            Value::List(_) => Value::list(parts),
            Value::Tuple(_) => Value::tuple(parts),
            Value::Record(record) => Value::record(record.shape, parts),
            Value::Variant(variant) => Value::variant(variant.variant, parts),
            Value::Set(_) => Value::set(ops::set_of_values(parts)),
            Value::Map(entries) => Value::map(ops::map_of_entries(entries.keys().cloned().zip(parts))),
            other => other.clone(),
        });
    }

    fn last(&self) -> Value {
        self.done.last().cloned().unwrap_or(Value::Null)
    }
}
