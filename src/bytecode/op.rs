//! The instructions. This file is the bytecode's manual.
//!
//! Every op is 8 bytes. `dst` is written; other registers are read and keep their value unless the text says *taken*. `to` is relative to the op's own
//! offset. "Fails" means that the fiber fails with a message (rule R6) and unwinds. "Halts" means that the step loop gives control back to the
//! scheduler, which later resumes the fiber behind the op.

use super::{FunctionIndex, SymbolId, VariantIndex};
use crate::prelude::BuiltinId;

/// A register of the current frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reg(pub u16);

/// One instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    // ---- moves and constants
    /// `dst = src`
    Move { dst: Reg, src: Reg },
    /// `dst = src`, and `src` becomes null: lets the next op change the value in place.
    Take { dst: Reg, src: Reg },
    /// `dst = constants[index]`
    Const { dst: Reg, index: u32 },
    /// `dst = value`
    Int { dst: Reg, value: i32 },
    /// `dst = null`
    Null { dst: Reg },
    /// `dst = value`
    Bool { value: bool, dst: Reg },

    // ---- arithmetic: two integers with overflow check, floats, or one of each; anything else fails
    /// `dst = a + b`; two strings are joined, two lists too. When `dst == a` a unique text or list grows in place.
    Add { dst: Reg, a: Reg, b: Reg },
    /// `dst = a + value`
    AddInt { dst: Reg, a: Reg, value: i16 },
    /// `dst = a - b`
    Subtract { dst: Reg, a: Reg, b: Reg },
    /// `dst = a * b`
    Multiply { dst: Reg, a: Reg, b: Reg },
    /// `dst = a * value`
    MultiplyInt { dst: Reg, a: Reg, value: i16 },
    /// `dst = a / b`; truncates on two integers; division by zero fails.
    Divide { dst: Reg, a: Reg, b: Reg },
    /// `dst = a // b`; floors.
    FloorDivide { dst: Reg, a: Reg, b: Reg },
    /// `dst = a % b`; Euclidean.
    Remainder { dst: Reg, a: Reg, b: Reg },
    /// `dst = a % value`; `value` is greater than 0.
    RemainderInt { dst: Reg, a: Reg, value: i16 },
    /// `dst = a ** b`
    Power { dst: Reg, a: Reg, b: Reg },
    /// `dst = -a`
    Negate { dst: Reg, a: Reg },
    /// `dst = a & b` (integers; two sets intersect)
    BitAnd { dst: Reg, a: Reg, b: Reg },
    /// `dst = a | b` (integers; two sets unite)
    BitOr { dst: Reg, a: Reg, b: Reg },
    /// `dst = a ^ b`
    BitXor { dst: Reg, a: Reg, b: Reg },
    /// `dst = ~a`
    BitNot { dst: Reg, a: Reg },
    /// `dst = a << b`; a shift outside 0..=63 fails.
    ShiftLeft { dst: Reg, a: Reg, b: Reg },
    /// `dst = a >> b`
    ShiftRight { dst: Reg, a: Reg, b: Reg },
    /// `dst = a ++ b`: texts (other values by their text when one side is a text), lists, tuples, maps, sets. In place when `dst == a` and unique.
    Concat { dst: Reg, a: Reg, b: Reg },

    // ---- comparison
    /// `dst = a == b`, structural; numbers by value.
    Equal { dst: Reg, a: Reg, b: Reg },
    /// `dst = a != b`
    NotEqual { dst: Reg, a: Reg, b: Reg },
    /// `dst = a < b`; numbers or texts or lists/tuples of such; else fails.
    Less { dst: Reg, a: Reg, b: Reg },
    /// `dst = a <= b`
    LessEqual { dst: Reg, a: Reg, b: Reg },
    /// `dst = a in b`
    In { dst: Reg, a: Reg, b: Reg },
    /// `dst = not a`; `a` must be a Bool.
    Not { dst: Reg, a: Reg },

    // ---- jumps
    /// Goes to `to`.
    Jump { to: i32 },
    /// Goes to `to` when `cond` is true; fails when it is no Bool.
    JumpIf { cond: Reg, to: i32 },
    /// Goes to `to` when `cond` is false; fails when it is no Bool.
    JumpUnless { cond: Reg, to: i32 },
    /// Goes to `to` when `src` is null.
    JumpIfNull { src: Reg, to: i32 },
    /// Goes to `to` when `src` is not the mark of an argument that was left out.
    JumpIfGiven { src: Reg, to: i32 },
    /// Goes to `to` when `a < b` is false.
    JumpUnlessLess { a: Reg, b: Reg, to: i16 },
    /// Goes to `to` when `a <= b` is false.
    JumpUnlessLessEqual { a: Reg, b: Reg, to: i16 },
    /// Goes to `to` when `a == b` is false.
    JumpUnlessEqual { a: Reg, b: Reg, to: i16 },
    /// Goes to `to` when `a != b` is false.
    JumpUnlessNotEqual { a: Reg, b: Reg, to: i16 },
    /// Goes to `to` when `a < value` is false.
    JumpUnlessLessInt { a: Reg, value: i16, to: i16 },
    /// Goes to `to` when `a <= value` is false.
    JumpUnlessLessEqualInt { a: Reg, value: i16, to: i16 },
    /// Goes to `to` when `a > value` is false.
    JumpUnlessGreaterInt { a: Reg, value: i16, to: i16 },
    /// Goes to `to` when `a >= value` is false.
    JumpUnlessGreaterEqualInt { a: Reg, value: i16, to: i16 },
    /// Goes to `to` when `a == value` is false.
    JumpUnlessEqualInt { a: Reg, value: i16, to: i16 },

    // ---- loops
    /// Prepares iteration over `src` (list, set, tuple, text's characters, map's keys): `iter` gets the items, `iter + 1` the index 0.
    IterStart { iter: Reg, src: Reg },
    /// `dst` = next item, or goes to `to` at the end, where `iter` becomes null (so that the list is unique again). Uses `iter` and `iter + 1`.
    IterNext { iter: Reg, dst: Reg, to: i16 },
    /// The same turned round, for the bottom of a loop: `dst` = next item and goes to `to`; at the end `iter` becomes null and the next op follows.
    IterLoop { iter: Reg, dst: Reg, to: i16 },
    /// Integer range: `counter` holds the next value, `counter + 1` the exclusive limit (an integer; see `RangeStart`). Writes the next value to `dst` and counts up, or goes to `to`.
    RangeNext { counter: Reg, dst: Reg, to: i16 },
    /// The same turned round, for the bottom of a loop: writes the next value to `dst`, counts up and goes to `to`; at the end the next op follows.
    RangeLoop { counter: Reg, dst: Reg, to: i16 },
    /// Checks that `counter` and `counter + 1` are integers (else fails) and, when `inclusive`, makes the limit exclusive by adding 1.
    RangeStart { inclusive: bool, counter: Reg },

    // ---- calls. Arguments stand in consecutive registers from `args` on, which become the callee's first registers (taken).
    /// `dst = functions[function](args…)`: the argument count is the function's; left-out arguments are marked by `Absent`.
    Call { dst: Reg, args: Reg, function: FunctionIndex },
    /// Calls the value in `args` (closure, cell, builtin, constructor) with `argc` arguments from `args + 1` on; fails on a wrong count.
    CallValue { argc: u8, dst: Reg, args: Reg },
    /// Calls the value in `args` with the items of the list in `args + 1` as arguments (a call with `...xs`); fails on a wrong count.
    CallList { dst: Reg, args: Reg },
    /// `dst = builtin(args…)`. `sleep` and `fetch` are builtins that give a future.
    CallBuiltin { argc: u8, dst: Reg, args: Reg, builtin: BuiltinId },
    /// `dst = args.name(args + 1 …)`, `argc` without the receiver: channel, shared-cell and future operations, enum methods, a record's field that holds
    /// a closure, then a cell or builtin of that name with the receiver as first argument (`Program::methods`).
    CallMethod { argc: u8, dst: Reg, args: Reg, name: SymbolId },
    /// Calls a tool with the map in `args` and the frame's role lines, and waits for the answer. Halts.
    CallTool { dst: Reg, args: Reg, tool: u16 },
    /// Calls a host function with the list in `args` and waits for the answer. Halts.
    CallExtern { dst: Reg, args: Reg, function: u16 },
    /// Marks `dst` as an argument that was left out.
    Absent { dst: Reg },
    /// Leaves the function with the value in `src` (taken, unless a `defer` may still read it), running its `defer`s first.
    Return { src: Reg },
    /// `dst` = a closure made by `closures[plan]` from copies of the captured registers.
    Closure { dst: Reg, plan: u16 },

    // ---- data. Elements stand in consecutive registers from `first` on and are taken.
    /// `dst = [first …]`
    List { dst: Reg, first: Reg, count: u16 },
    /// `dst = (first …)`
    Tuple { dst: Reg, first: Reg, count: u16 },
    /// `dst = {first …}`
    Set { dst: Reg, first: Reg, count: u16 },
    /// `dst = {k: v …}` from `count` pairs.
    Map { dst: Reg, first: Reg, count: u16 },
    /// `dst` = record `records[record]` from its fields in order. Checks run as calls of the shape's check function, which the compiler emits behind.
    Record { dst: Reg, first: Reg, record: u16 },
    /// `dst` = variant with its payload.
    Variant { dst: Reg, first: Reg, variant: VariantIndex },
    /// Appends `value` (taken) to the list in `list`, in place.
    Push { list: Reg, value: Reg },
    /// Appends all of `src` to the list in `list`.
    Extend { list: Reg, src: Reg },
    /// Puts `key: value` (both taken) into the map in `map`.
    Insert { map: Reg, key: Reg, value: Reg },
    /// Puts `value` (taken) into the set in `set`.
    AddToSet { set: Reg, value: Reg },
    /// Puts all of `src` into the map or set in `target`.
    Merge { target: Reg, src: Reg },
    /// `dst` = list of the integers from `first` to `first + 1` by the step in `first + 2`.
    Range { inclusive: bool, dst: Reg, first: Reg },
    /// `dst = object.name`: a record's or payload's field, `future.state`, a map's text key.
    Field { dst: Reg, object: Reg, name: SymbolId },
    /// `dst` = element `index` of a tuple.
    TupleField { dst: Reg, object: Reg, index: u16 },
    /// `dst = object[index]`; a list index outside fails, a missing map key gives null; negative list indexes count from the end.
    Index { dst: Reg, object: Reg, index: Reg },
    /// `dst = object[index]`, null when there is no such element.
    IndexOrNull { dst: Reg, object: Reg, index: Reg },
    /// `dst = object[first .. first + 1]`; a null bound is open.
    Slice { inclusive: bool, dst: Reg, object: Reg, first: Reg },
    /// Assigns inside the value in `root`: `places[plan]` names the steps; `first` holds the new value, then the index of each `[…]` step in order.
    SetPlace { root: Reg, first: Reg, plan: u16 },
    /// `dst` = the texts of `first …` joined.
    Text { dst: Reg, first: Reg, count: u16 },
    /// `dst` = text of `src` by the format spec in `constants[spec]`.
    Format { dst: Reg, src: Reg, spec: u16 },
    /// `dst` = `src` when it is not null and no `err`; the value of an `ok`; else fails.
    Unwrap { dst: Reg, src: Reg },

    // ---- tests for patterns: go to `to` when the test fails
    /// `src` is this variant.
    TestVariant { src: Reg, variant: VariantIndex, to: i16 },
    /// `src` is a record of this shape.
    TestRecord { src: Reg, record: u16, to: i16 },
    /// `src` passes `tests[test]`.
    TestType { src: Reg, test: u16, to: i16 },
    /// `src` is a list of exactly (`or_more` false) or at least `len` items.
    TestList { or_more: bool, src: Reg, len: u16, to: i16 },
    /// `src` is a tuple of `len` items.
    TestTuple { src: Reg, len: u16, to: i16 },
    /// `dst` = payload field `index` of the variant, or field `index` of the record, in `src`.
    Payload { dst: Reg, src: Reg, index: u16 },
    /// `dst` = item `index` of the list in `src`; negative from the end. The length was tested.
    Item { dst: Reg, src: Reg, index: i16 },
    /// `dst` = the items of `src` without the first `skip` and the last `drop`.
    Rest { skip: u8, dst: Reg, src: Reg, drop: u16 },
    /// `dst` = whether `src` passes `tests[test]`.
    Is { dst: Reg, src: Reg, test: u16 },
    /// `dst` = `src` converted to `tests[test]`; fails when it cannot be.
    As { dst: Reg, src: Reg, test: u16 },
    /// Fails with `no arm matched <src>`.
    NoMatch { src: Reg },

    // ---- futures. The label of what is made is the source text at the op's span.
    /// `dst` = future of a new fiber that calls `functions[function]`; kind `spawn`, or `async` for an async cell. Halts (the scheduler decides who goes on).
    Spawn { dst: Reg, args: Reg, function: FunctionIndex },
    /// The same for the callee in `args` with `argc` arguments behind it. Halts.
    SpawnValue { argc: u8, dst: Reg, args: Reg },
    /// The same for a builtin; one that gives a future gives that one. Halts.
    SpawnBuiltin { argc: u8, dst: Reg, args: Reg, builtin: BuiltinId },
    /// The same for a method call. Halts.
    SpawnMethod { argc: u8, dst: Reg, args: Reg, name: SymbolId },
    /// The future of a tool call. Does not wait.
    SpawnTool { dst: Reg, args: Reg, tool: u16 },
    /// The future of a host call. Does not wait.
    SpawnExtern { dst: Reg, args: Reg, function: u16 },
    /// `spawn` of a value (rules R2 c–e): lists element by element, callables called without arguments, futures kept, the rest lifted. Halts.
    SpawnAny { dst: Reg, src: Reg },
    /// `dst` = `src` with all futures in it resolved (R5). Halts when something is unfinished; fails with the failure of a failed one.
    Await { dst: Reg, src: Reg },
    /// Like `Await`, but a failure is put into `dst` (an internal failure value) and control goes to `to`.
    AwaitOr { dst: Reg, src: Reg, to: i16 },
    /// `dst` = the message of the failure in `src`.
    FailureText { dst: Reg, src: Reg },
    /// Raises the failure in `src` again, chain kept.
    Reraise { src: Reg },
    /// `dst` = future of the composite `composites[plan]`; its branches capture registers as the plan says. Halts.
    Composite { dst: Reg, plan: u16 },
    /// `dst` = future of a timeout with the limit in `limit`; `plan` has one branch. Halts.
    Timeout { dst: Reg, limit: Reg, plan: u16 },
    /// `dst` = future of a parallel loop: the plan's one branch is started for each item of the list in `items`, the item as its first argument.
    /// The plan's kind may be any of parallel, race, vote and select (`race([f(x) for x in xs])`). Halts.
    ParallelEach { dst: Reg, items: Reg, plan: u16 },
    /// `dst` = future of a composite over the handles in the list in `items`; `plan` has no branches, only the kind. Halts.
    CompositeOf { dst: Reg, items: Reg, plan: u16 },
    /// `dst` = index of the branch that decided the settled composite in `future` (for the names of a `select`).
    Winner { dst: Reg, future: Reg },
    /// Last op of a branch whose body is a builtin that gives a future (`sleep`, `fetch`): the branch's own future becomes that operation. Halts.
    BecomeBuiltin { argc: u8, args: Reg, builtin: BuiltinId },
    /// Last op of a branch whose body is a method call: a channel operation becomes the branch's own future; any other method is called and returned.
    BecomeMethod { argc: u8, args: Reg, name: SymbolId },

    // ---- failing and cleaning up
    /// Fails with the text of `src`.
    Halt { src: Reg },
    /// Registers the `defer` body that follows, up to its `DeferEnd`, and goes to `skip`. Saves copies of `count` registers from `from` on (variables of inner blocks), restored before the body runs.
    Defer { from: Reg, count: u16, skip: i16 },
    /// Ends a `defer` body: the frame's pending exit goes on.
    DeferEnd,

    // ---- the outside
    /// Adds a role line `constants[name]`: text in `text`, for the cell's next tool call.
    Role { text: Reg, name: u16 },
    /// Prints `src` as an emitted value.
    Emit { src: Reg },

    // ---- pairs: made by the machine from what the compiler writes; an op that goes on with the one behind it, which stays where it is
    /// `AddInt`, and the `Call` behind it.
    AddIntCall { dst: Reg, a: Reg, value: i16 },
    /// `AddInt` whose result the `Return` behind it returns.
    AddIntReturn { dst: Reg, a: Reg, value: i16 },
    /// `AddInt`, and the `JumpUnlessLessEqual` behind it: the end of a loop that counts.
    AddIntJumpUnlessLessEqual { dst: Reg, a: Reg, value: i16 },
    /// `Add` whose result the `Return` behind it returns.
    AddReturn { dst: Reg, a: Reg, b: Reg },
    /// `JumpUnlessLessInt`, and the `Return` behind it when the test holds.
    JumpUnlessLessIntReturn { a: Reg, value: i16, to: i16 },
    /// `Move`, and the `Spawn` behind it.
    MoveSpawn { dst: Reg, src: Reg },
}

const _: () = assert!(size_of::<Op>() == 8);
