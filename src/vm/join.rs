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
        (Op::Add { dst, a, b }, Op::Return { src }) if src == dst => Op::AddReturn { dst, a, b },
        (Op::JumpUnlessLessInt { a, value, to }, Op::Return { .. }) => Op::JumpUnlessLessIntReturn { a, value, to },
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
    fn a_sum_that_is_not_what_is_returned_stays_alone() {
        let code = [Op::Add { dst: r(1), a: r(0), b: r(0) }, Op::Return { src: r(0) }];
        assert_eq!(*join_pairs(&code), code);
    }
}
