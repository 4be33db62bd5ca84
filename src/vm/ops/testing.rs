//! Surroundings for tests of ops and builtins: a small program's names, and a host that records.

use super::Env;
use crate::bytecode::{CodeOffset, Program, RecordShape, SymbolId, VariantShape};
use crate::vm::*;

/// A program with the record `User(name, age)` and the fixed variants.
pub(crate) fn program() -> Program {
    let variant = |enum_name: &str, name: &str, enum_index, fields: &[u16]| VariantShape {
        enum_name: enum_name.into(),
        name: name.into(),
        enum_index,
        fields: fields.iter().copied().map(SymbolId).collect(),
    };
    Program {
        symbols: ["name", "age", "value", "message"].map(Into::into).to_vec(),
        records: vec![
            RecordShape { name: "User".into(), fields: vec![SymbolId(0), SymbolId(1)], types: Vec::new() },
            RecordShape { name: "".into(), fields: vec![SymbolId(0)], types: Vec::new() },
        ],
        variants: vec![
            variant("result", "ok", 0, &[2]),
            variant("result", "err", 0, &[3]),
            variant("FutureState", "Pending", 1, &[]),
            variant("FutureState", "Completed", 1, &[2]),
            variant("FutureState", "Error", 1, &[3]),
        ],
        ..Program::default()
    }
}

/// A host whose clock stands at 0, whose randomness is a counter, and that keeps what is printed.
#[derive(Default)]
pub(crate) struct Recorder {
    pub(crate) printed: Vec<String>,
    random: u64,
}

impl Recorder {
    pub(crate) fn env<'a>(&'a self, program: &'a Program) -> Env<'a> {
        Env { program, futures: self, limits: super::ValueLimits::DEFAULT }
    }
}

impl FutureNames for Recorder {
    fn write_path(&self, id: FutureId, out: &mut String) {
        out.push_str(&format!("0.{}", id.0));
    }

    fn state_word(&self, _: FutureId) -> &'static str {
        "pending"
    }
}

impl Host for Recorder {
    fn current(&self) -> FutureId {
        FutureId(0)
    }

    fn made_at(&self) -> CodeOffset {
        CodeOffset(800)
    }

    fn now_ms(&self) -> i64 {
        0
    }

    fn future(&self, _: FutureId) -> FutureView {
        FutureView::Pending
    }

    fn observe(&mut self, _: FutureId) {}

    fn winner(&self, _: FutureId) -> Option<u32> {
        None
    }

    fn operate(&mut self, _: Operation, _: CodeOffset) -> FutureId {
        FutureId(1)
    }

    fn lift(&mut self, _: Value, _: CodeOffset) -> FutureId {
        FutureId(2)
    }

    fn channel(&mut self, _: Option<u32>) -> ChannelId {
        ChannelId(0)
    }

    fn try_receive(&mut self, _: ChannelId, _: CodeOffset) -> Option<Value> {
        None
    }

    fn close(&mut self, _: ChannelId, _: CodeOffset) {}

    fn channel_len(&self, _: ChannelId) -> usize {
        0
    }

    fn shared(&mut self, _: Value) -> SharedId {
        SharedId(0)
    }

    fn shared_get(&mut self, _: SharedId, _: CodeOffset) -> Value {
        Value::Null
    }

    fn shared_set(&mut self, _: SharedId, _: Value, _: CodeOffset) {}

    fn print(&mut self, line: String, _: CodeOffset) -> Flow {
        self.printed.push(line);
        Flow::Continue
    }

    fn random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.random
    }

    fn wants_pause(&self) -> bool {
        false
    }

    fn deferred_ran(&mut self, _: CodeOffset, _: usize) {}
}

/// Values that are likely to be mishandled.
pub(crate) fn odd_values() -> Vec<Value> {
    let map = Value::map([(Value::text("k"), Value::Int(1))].into_iter().collect());
    vec![
        Value::Null,
        Value::Bool(true),
        Value::Int(0),
        Value::Int(-1),
        Value::Int(i64::MIN),
        Value::Int(i64::MAX),
        Value::Float(f64::NAN),
        Value::Float(-1e300),
        Value::text(""),
        Value::text("né{:>9} %C3 \\u{0}"),
        Value::list(vec![]),
        Value::list(vec![Value::Null, Value::text("a"), Value::tuple(vec![Value::Int(1)])]),
        Value::set(std::collections::BTreeSet::from([Value::Int(3)])),
        map,
        Value::ok(Value::Null),
        Value::record(0, vec![Value::Null, Value::Null]),
        Value::Bytes(vec![0xff].into()),
        Value::Future(FutureId(1)),
    ]
}
