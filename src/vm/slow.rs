//! Everything that the step loop does not do itself: one line for each op, by area.

use super::here::{Here, Outcome};
use super::{Host, compute, control, data, futures, invoke, ops, unwind};
use crate::bytecode::Op;

/// Executes the op before the top frame's `pc`; where that stands afterwards is where the fiber goes on.
#[inline(never)]
pub(super) fn execute<H: Host>(here: &mut Here<'_, H>) -> Outcome {
    match here.op() {
        Op::Move { dst, src } => data::op_move(here, dst, src),
        Op::Take { dst, src } => data::op_take(here, dst, src),
        Op::Const { dst, index } => data::op_const(here, dst, index),
        Op::Int { dst, value } => data::op_int(here, dst, value),
        Op::Null { dst } => data::op_null(here, dst),
        Op::Bool { value, dst } => data::op_bool(here, dst, value),
        Op::Absent { dst } => data::op_absent(here, dst),

        Op::Add { dst, a, b } => compute::op_grow(here, dst, a, b, ops::add),
        Op::Concat { dst, a, b } => compute::op_grow(here, dst, a, b, ops::concat),
        Op::Subtract { dst, a, b } => compute::op_binary(here, dst, a, b, ops::subtract),
        Op::Multiply { dst, a, b } => compute::op_binary(here, dst, a, b, ops::multiply),
        Op::Divide { dst, a, b } => compute::op_binary(here, dst, a, b, ops::divide),
        Op::FloorDivide { dst, a, b } => compute::op_binary(here, dst, a, b, ops::floor_divide),
        Op::Remainder { dst, a, b } => compute::op_binary(here, dst, a, b, ops::remainder),
        Op::Power { dst, a, b } => compute::op_binary(here, dst, a, b, ops::power),
        Op::BitAnd { dst, a, b } => compute::op_binary(here, dst, a, b, ops::bit_and),
        Op::BitOr { dst, a, b } => compute::op_binary(here, dst, a, b, ops::bit_or),
        Op::BitXor { dst, a, b } => compute::op_binary(here, dst, a, b, ops::bit_xor),
        Op::ShiftLeft { dst, a, b } => compute::op_binary(here, dst, a, b, ops::shift_left),
        Op::ShiftRight { dst, a, b } => compute::op_binary(here, dst, a, b, ops::shift_right),
        Op::AddInt { dst, a, value } => compute::op_add_int(here, dst, a, value),
        Op::MultiplyInt { dst, a, value } => compute::op_int_operand(here, dst, a, value, ops::multiply),
        Op::RemainderInt { dst, a, value } => compute::op_int_operand(here, dst, a, value, ops::remainder),
        Op::Negate { dst, a } => compute::op_unary(here, dst, a, ops::negate),
        Op::BitNot { dst, a } => compute::op_unary(here, dst, a, ops::bit_not),

        Op::Equal { dst, a, b } => compute::op_equal(here, dst, a, b, true),
        Op::NotEqual { dst, a, b } => compute::op_equal(here, dst, a, b, false),
        Op::Less { dst, a, b } => compute::op_test(here, dst, a, b, ops::less),
        Op::LessEqual { dst, a, b } => compute::op_test(here, dst, a, b, ops::less_equal),
        Op::In { dst, a, b } => compute::op_test(here, dst, b, a, ops::contains),
        Op::Not { dst, a } => compute::op_not(here, dst, a),

        Op::Jump { to } => control::op_jump(here, to),
        Op::JumpIf { cond, to } => control::op_jump_if(here, cond, to, true),
        Op::JumpUnless { cond, to } => control::op_jump_if(here, cond, to, false),
        Op::JumpIfNull { src, to } => control::op_jump_if_null(here, src, to),
        Op::JumpIfGiven { src, to } => control::op_jump_if_given(here, src, to),
        Op::JumpUnlessLess { a, b, to } => control::op_jump_unless(here, a, b, to, ops::less),
        Op::JumpUnlessLessEqual { a, b, to } => control::op_jump_unless(here, a, b, to, ops::less_equal),
        Op::JumpUnlessEqual { a, b, to } => control::op_jump_unless(here, a, b, to, control::equal),
        Op::JumpUnlessNotEqual { a, b, to } => control::op_jump_unless(here, a, b, to, control::not_equal),
        Op::JumpUnlessLessInt { a, value, to } => control::op_jump_unless_int(here, a, value, to, ops::less),
        Op::JumpUnlessLessEqualInt { a, value, to } => control::op_jump_unless_int(here, a, value, to, ops::less_equal),
        Op::JumpUnlessGreaterInt { a, value, to } => control::op_jump_unless_int(here, a, value, to, control::greater),
        Op::JumpUnlessGreaterEqualInt { a, value, to } => {
            control::op_jump_unless_int(here, a, value, to, control::greater_equal)
        }
        Op::JumpUnlessEqualInt { a, value, to } => control::op_jump_unless_int(here, a, value, to, control::equal),

        Op::IterStart { iter, src } => control::op_iter_start(here, iter, src),
        Op::IterNext { iter, dst, to } => control::op_iter_next(here, iter, dst, to, false),
        Op::IterLoop { iter, dst, to } => control::op_iter_next(here, iter, dst, to, true),
        Op::RangeStart { inclusive, counter } => control::op_range_start(here, counter, inclusive),
        Op::RangeNext { counter, dst, to } => control::op_range_next(here, counter, dst, to, false),
        Op::RangeLoop { counter, dst, to } => control::op_range_next(here, counter, dst, to, true),

        Op::Call { dst, args, function } => invoke::op_call(here, dst, args, function),
        Op::CallValue { argc, dst, args } => invoke::op_call_value(here, dst, args, argc),
        Op::CallList { dst, args } => invoke::op_call_list(here, dst, args),
        Op::CallBuiltin { argc, dst, args, builtin } => invoke::op_call_builtin(here, dst, args, argc, builtin),
        Op::CallMethod { argc, dst, args, name } => invoke::op_call_method(here, dst, args, argc, name),
        Op::CallTool { dst, args, tool } => futures::op_call_tool(here, dst, args, tool),
        Op::CallExtern { dst, args, function } => futures::op_call_extern(here, dst, args, function),
        Op::Return { src } => unwind::op_return(here, src),
        Op::Closure { dst, plan } => data::op_closure(here, dst, plan),

        Op::List { dst, first, count } => data::op_list(here, dst, first, count),
        Op::Tuple { dst, first, count } => data::op_tuple(here, dst, first, count),
        Op::Set { dst, first, count } => data::op_set(here, dst, first, count),
        Op::Map { dst, first, count } => data::op_map(here, dst, first, count),
        Op::Record { dst, first, record } => data::op_record(here, dst, first, record),
        Op::Variant { dst, first, variant } => data::op_variant(here, dst, first, variant),
        Op::Push { list, value } => data::op_push(here, list, value),
        Op::Extend { list, src } => data::op_extend(here, list, src),
        Op::Insert { map, key, value } => data::op_insert(here, map, key, value),
        Op::AddToSet { set, value } => data::op_add_to_set(here, set, value),
        Op::Merge { target, src } => data::op_merge(here, target, src),
        Op::Range { inclusive, dst, first } => data::op_range(here, dst, first, inclusive),
        Op::Field { dst, object, name } => data::op_field(here, dst, object, name),
        Op::TupleField { dst, object, index } => data::op_tuple_field(here, dst, object, index),
        Op::Index { dst, object, index } => compute::op_binary(here, dst, object, index, ops::index),
        Op::IndexOrNull { dst, object, index } => compute::op_binary(here, dst, object, index, ops::index_or_null),
        Op::Slice { inclusive, dst, object, first } => data::op_slice(here, dst, object, first, inclusive),
        Op::SetPlace { root, first, plan } => data::op_set_place(here, root, first, plan),
        Op::Text { dst, first, count } => data::op_text(here, dst, first, count),
        Op::Format { dst, src, spec } => data::op_format(here, dst, src, spec),
        Op::Unwrap { dst, src } => data::op_unwrap(here, dst, src),

        Op::TestVariant { src, variant, to } => control::op_test_variant(here, src, variant, to),
        Op::TestRecord { src, record, to } => control::op_test_record(here, src, record, to),
        Op::TestType { src, test, to } => control::op_test_type(here, src, test, to),
        Op::TestList { or_more, src, len, to } => control::op_test_list(here, src, len, or_more, to),
        Op::TestTuple { src, len, to } => control::op_test_tuple(here, src, len, to),
        Op::Payload { dst, src, index } => data::op_payload(here, dst, src, index),
        Op::Item { dst, src, index } => data::op_item(here, dst, src, index),
        Op::Rest { skip, dst, src, drop } => data::op_rest(here, dst, src, skip, drop),
        Op::Is { dst, src, test } => data::op_is(here, dst, src, test),
        Op::As { dst, src, test } => data::op_as(here, dst, src, test),
        Op::NoMatch { src } => Err(ops::no_match(here.env(), here.get(src)).into()),

        Op::Spawn { dst, args, function } => futures::op_spawn(here, dst, args, function),
        Op::SpawnValue { argc, dst, args } => futures::op_spawn_value(here, dst, args, argc),
        Op::SpawnBuiltin { argc, dst, args, builtin } => futures::op_spawn_builtin(here, dst, args, argc, builtin),
        Op::SpawnMethod { argc, dst, args, name } => futures::op_spawn_method(here, dst, args, argc, name),
        Op::SpawnTool { dst, args, tool } => futures::op_spawn_tool(here, dst, args, tool),
        Op::SpawnExtern { dst, args, function } => futures::op_spawn_extern(here, dst, args, function),
        Op::SpawnAny { dst, src } => futures::op_spawn_any(here, dst, src),
        Op::Await { dst, src } => futures::op_await(here, dst, src),
        Op::AwaitOr { dst, src, to } => futures::op_await_or(here, dst, src, to),
        Op::FailureText { dst, src } => futures::op_failure_text(here, dst, src),
        Op::Reraise { src } => futures::op_reraise(here, src),
        Op::Composite { plan, .. } => futures::op_composite(here, plan, None, None),
        Op::Timeout { limit, plan, .. } => futures::op_composite(here, plan, Some(limit), None),
        Op::ParallelEach { items, plan, .. } => futures::op_composite(here, plan, None, Some(items)),
        Op::CompositeOf { items, plan, .. } => futures::op_composite(here, plan, None, Some(items)),
        Op::Winner { dst, future } => futures::op_winner(here, dst, future),
        Op::BecomeBuiltin { argc, args, builtin } => futures::op_become_builtin(here, args, argc, builtin),
        Op::BecomeMethod { argc, args, name } => futures::op_become_method(here, args, argc, name),

        Op::Halt { src } => control::op_halt(here, src),
        Op::Defer { from, count, skip } => unwind::op_defer(here, from, count, skip),
        Op::DeferEnd => unwind::op_defer_end(here),
        Op::Role { text, name } => data::op_role(here, text, name),
        Op::Emit { src } => control::op_emit(here, src),
        Op::AddIntCall { .. }
        | Op::AddIntReturn { .. }
        | Op::AddIntJumpUnlessLessEqual { .. }
        | Op::AddReturn { .. }
        | Op::JumpUnlessLessIntReturn { .. }
        | Op::MoveSpawn { .. } => {
            unreachable!("`Here::op` gives the ops that the compiler wrote")
        }
    }
}
