//! Pairs of ops that follow each other often become one, so that the step loop is left and entered half as often.
//!
//! Only the first op of a pair is replaced; the second stays where it is. So offsets, jumps to the second, fuel and what a failure or a halt says
//! do not change, and the first can always be executed alone.

use crate::bytecode::Op;

/// The code with pairs joined.
pub(super) fn join_pairs(code: &[Op]) -> Box<[Op]> {
    let second = code.iter().skip(1).map(Some).chain([None]);
    code.iter()
        .zip(second)
        .map(|(first, second)| second.and_then(|second| pair(*first, *second)).unwrap_or(*first))
        .collect()
}

fn pair(first: Op, second: Op) -> Option<Op> {
    Some(match (first, second) {
        (Op::AddInt { dst, a, value }, Op::Call { .. }) => Op::AddIntCall { dst, a, value },
        (Op::AddInt { dst, a, value }, Op::Return { src }) if src == dst => Op::AddIntReturn { dst, a, value },
        (Op::AddInt { dst, a, value }, Op::JumpUnlessLessEqual { .. }) => {
            Op::AddIntJumpUnlessLessEqual { dst, a, value }
        }
        (Op::Add { dst, a, b }, Op::Return { src }) if src == dst => Op::AddReturn { dst, a, b },
        (Op::JumpUnlessLessInt { a, value, to }, Op::Return { .. }) => Op::JumpUnlessLessIntReturn { a, value, to },
        (Op::Move { dst, src }, Op::Spawn { .. }) => Op::MoveSpawn { dst, src },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::tests::harness::{f, r};

    #[test]
    fn the_second_op_of_a_pair_stays_where_it_is() {
        let add = Op::Add { dst: r(1), a: r(0), b: r(0) };
        let call = Op::Call { dst: r(1), args: r(1), function: f(0) };
        let joined = join_pairs(&[Op::AddInt { dst: r(1), a: r(0), value: 1 }, call, add, Op::Return { src: r(1) }]);
        let first = Op::AddIntCall { dst: r(1), a: r(0), value: 1 };
        let second = Op::AddReturn { dst: r(1), a: r(0), b: r(0) };
        assert_eq!(*joined, [first, call, second, Op::Return { src: r(1) }]);
    }

    #[test]
    fn a_loop_s_end_and_a_spawn_with_a_variable_are_joined() {
        let count = Op::AddInt { dst: r(0), a: r(0), value: 1 };
        let again = Op::JumpUnlessLessEqual { a: r(1), b: r(0), to: -1 };
        let argument = Op::Move { dst: r(3), src: r(0) };
        let spawn = Op::Spawn { dst: r(2), args: r(3), function: f(0) };
        let joined = join_pairs(&[count, again, argument, spawn, count, Op::Return { src: r(0) }]);
        let first = Op::AddIntJumpUnlessLessEqual { dst: r(0), a: r(0), value: 1 };
        let second = Op::MoveSpawn { dst: r(3), src: r(0) };
        let third = Op::AddIntReturn { dst: r(0), a: r(0), value: 1 };
        assert_eq!(*joined, [first, again, second, spawn, third, Op::Return { src: r(0) }]);
    }

    #[test]
    fn a_sum_that_is_not_what_is_returned_stays_alone() {
        let code = [Op::Add { dst: r(1), a: r(0), b: r(0) }, Op::Return { src: r(0) }];
        assert_eq!(*join_pairs(&code), code);
    }
}
