//! Operations of the prelude: futures without a fiber. They take effect when they are made (rules R9, R16, R19). Those of channels stand in
//! `messages`.

use super::core::{Core, Request};
use super::event::{EventKind, Outside};
use super::futures::Backing;
use super::settle::Settlement;
use super::timers::{TimerClass, deadline_after};
use super::touch::{How, Part};
use super::world::{Answer, Call, CallKind, World};
use crate::bytecode::{CodeOffset, FutureKind};
use crate::vm::{FutureId, Operation, Value};
use std::rc::Rc;

/// The kind of the row of an operation.
pub fn operation_kind(operation: &Operation) -> FutureKind {
    match operation {
        Operation::Sleep { .. } => FutureKind::Sleep,
        Operation::Send { .. } | Operation::Receive { .. } => FutureKind::Channel,
        Operation::Fetch { .. } => FutureKind::Fetch,
        Operation::Tool { .. } | Operation::Extern { .. } => FutureKind::Tool,
    }
}

impl Core {
    /// Lets an operation take effect; `id` is its future, which has begun.
    pub fn begin_operation(&mut self, id: FutureId, operation: Operation, at: CodeOffset) {
        match operation {
            Operation::Sleep { ms } => self.begin_sleep(id, ms, at),
            Operation::Send { channel, value } => self.begin_send(id, channel, value, at),
            Operation::Receive { channel } => self.begin_receive(id, channel, at),
            outside => self.begin_call(id, outside, at),
        }
    }

    fn begin_sleep(&mut self, id: FutureId, ms: i64, at: CodeOffset) {
        let deadline_ms = deadline_after(self.now, ms);
        let serial = self.timers.set(deadline_ms, TimerClass::Sleep, id);
        self.futures.get_mut(id).backing = Backing::Timer(serial);
        self.emit(id, at, EventKind::TimerSet { deadline_ms });
    }

    fn begin_call(&mut self, id: FutureId, operation: Operation, at: CodeOffset) {
        let call = Rc::new(self.call_of(id, operation));
        self.futures.get_mut(id).backing = Backing::Outside;
        self.emit(id, at, EventKind::ToolCalled(call.clone()));
        self.calls.insert(id, call.clone());
        self.requests.push(Request::Call(id, call));
    }

    fn call_of(&self, id: FutureId, operation: Operation) -> Call {
        let random = self.stream_of(id).draw();
        let plain =
            |kind, name, arguments| Call { kind, name, arguments, roles: Vec::new(), grants: Vec::new(), random };
        match operation {
            Operation::Tool { tool, arguments, roles } => {
                let shape = &self.program.tools[usize::from(tool)];
                let (name, grants) = (shape.name.clone(), shape.limits.clone());
                Call { kind: CallKind::Tool, name, arguments, roles, grants, random }
            }
            Operation::Extern { function, arguments } => {
                plain(CallKind::Extern, self.program.externs[usize::from(function)].name.clone(), arguments)
            }
            Operation::Fetch { request } => plain(CallKind::Fetch, "fetch".into(), request),
            _ => plain(CallKind::Fetch, "".into(), Value::Null),
        }
    }

    /// Hands the outside calls of the last step to the world.
    #[inline]
    pub fn take_requests(&mut self, world: &mut dyn World) {
        if !self.requests.is_empty() {
            self.hand_out_requests(world);
        }
    }

    fn hand_out_requests(&mut self, world: &mut dyn World) {
        for request in std::mem::take(&mut self.requests) {
            match request {
                Request::Abort(id) => world.abort(id),
                Request::Call(id, call) => match world.call(id, &call) {
                    Answer::After { ms, result } => self.answer_after(id, ms, result),
                    Answer::Later => self.open_calls += 1,
                    Answer::Missing => self.answered(id, Err(call.missing())),
                },
            }
        }
    }

    fn answer_after(&mut self, id: FutureId, ms: i64, result: Result<Value, String>) {
        let deadline_ms = deadline_after(self.now, ms);
        self.notes.touch(Part::Timers(deadline_ms, TimerClass::Answer), How::Writes);
        self.timers.set(deadline_ms, TimerClass::Answer, id);
        self.answers.insert(id, result);
    }

    /// The time of an answer that the world gave with a latency has come.
    pub fn delayed_answer(&mut self, id: FutureId) {
        if let Some(result) = self.answers.remove(&id) {
            self.answered(id, result);
        }
    }

    /// The driver's answer to a call. One that comes too late is noted and ignored; one for no open call is nothing.
    pub fn answer(&mut self, id: FutureId, result: Result<Value, String>) {
        if self.calls.contains_key(&id) {
            self.open_calls -= u32::from(self.futures.get(id).backing == Backing::Outside);
            self.answered(id, result);
        }
    }

    fn answered(&mut self, id: FutureId, result: Result<Value, String>) {
        let Some(call) = self.calls.remove(&id) else { return };
        let outside = Outside { name: call.name.clone(), result: result.clone() };
        self.emit_own(id, EventKind::ToolAnswered(Rc::new(outside)));
        match result {
            Ok(value) => self.settle(id, Settlement::Completed(value)),
            Err(message) => self.fail(id, message),
        }
    }
}
