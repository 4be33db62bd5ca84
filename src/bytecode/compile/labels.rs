//! Jump targets: labels while a function is being compiled, relative distances afterwards.
//!
//! Most jumps carry 16 bits of distance. One that does not fit is turned into three ops: itself with the distance 2, a
//! jump over the next op, and a long jump. Knows the shape of ops, nothing of what they do.

use crate::bytecode::Op;
use crate::text::Span;

/// A place in the code that is named before it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label(u32);

/// The labels of one function and the ops that go to them.
#[derive(Debug, Default)]
pub struct Labels {
    places: Vec<u32>,
    is_referred: Vec<bool>,
    jumps: Vec<(u32, Label)>,
    last_target: Option<u32>,
}

/// A function's code with all distances filled in.
#[derive(Debug)]
pub struct Resolved {
    /// The ops.
    pub code: Vec<Op>,
    /// Their places in the source.
    pub spans: Vec<Span>,
    /// Where each op of the unresolved code stands now, and the end.
    pub positions: Vec<u32>,
}

impl Labels {
    /// A label whose place is not known yet.
    pub fn new_label(&mut self) -> Label {
        self.places.push(0);
        self.is_referred.push(false);
        Label(self.places.len() as u32 - 1)
    }

    /// Puts `label` in front of the op that will stand at `at`.
    pub fn bind(&mut self, label: Label, at: u32) {
        self.places[label.0 as usize] = at;
        if self.is_referred[label.0 as usize] {
            self.last_target = Some(at);
        }
    }

    /// Notes that the op at `at` goes to `label`.
    pub fn refer(&mut self, at: u32, label: Label) {
        self.jumps.push((at, label));
        self.is_referred[label.0 as usize] = true;
    }

    /// Whether some jump goes to `label` so far.
    pub fn is_referred(&self, label: Label) -> bool {
        self.is_referred[label.0 as usize]
    }

    /// Whether some jump before `at` goes there.
    pub fn is_target(&self, at: u32) -> bool {
        self.last_target == Some(at)
    }

    /// Fills in all distances.
    pub fn resolve(self, code: Vec<Op>, spans: Vec<Span>) -> Resolved {
        let mut is_long = vec![false; code.len()];
        let positions = loop {
            let positions = positions(&is_long);
            if !self.mark_long(&code, &positions, &mut is_long) {
                break positions;
            }
        };
        let mut targets = vec![None; code.len()];
        for (at, label) in &self.jumps {
            targets[*at as usize] = Some(positions[self.places[label.0 as usize] as usize]);
        }
        rewrite(code, spans, positions, &targets, &is_long)
    }

    /// Marks short jumps whose target is out of reach. Gives whether there was a new one.
    fn mark_long(&self, code: &[Op], positions: &[u32], is_long: &mut [bool]) -> bool {
        let mut found = false;
        for (at, label) in &self.jumps {
            let at = *at as usize;
            let to = distance(positions[at], positions[self.places[label.0 as usize] as usize]);
            if !is_long[at] && is_short(&code[at]) && i16::try_from(to).is_err() {
                is_long[at] = true;
                found = true;
            }
        }
        found
    }
}

fn distance(from: u32, to: u32) -> i32 {
    to as i32 - from as i32
}

fn positions(is_long: &[bool]) -> Vec<u32> {
    let mut positions = Vec::with_capacity(is_long.len() + 1);
    let mut at = 0;
    for long in is_long {
        positions.push(at);
        at += if *long { 3 } else { 1 };
    }
    positions.push(at);
    positions
}

fn rewrite(
    code: Vec<Op>,
    spans: Vec<Span>,
    positions: Vec<u32>,
    targets: &[Option<u32>],
    is_long: &[bool],
) -> Resolved {
    let mut resolved =
        Resolved { code: Vec::with_capacity(code.len()), spans: Vec::with_capacity(code.len()), positions };
    for (index, (mut op, span)) in code.into_iter().zip(spans).enumerate() {
        let here = resolved.code.len() as u32;
        match targets[index] {
            Some(target) if is_long[index] => {
                set_distance(&mut op, 2);
                let far = Op::Jump { to: distance(here + 2, target) };
                resolved.code.extend([op, Op::Jump { to: 2 }, far]);
                resolved.spans.extend([span; 3]);
                continue;
            }
            Some(target) => set_distance(&mut op, distance(here, target)),
            None => {}
        }
        resolved.code.push(op);
        resolved.spans.push(span);
    }
    resolved
}

/// The field of a jump that holds its distance.
enum Distance<'a> {
    Long(&'a mut i32),
    Short(&'a mut i16),
}

fn distance_of(op: &mut Op) -> Option<Distance<'_>> {
    Some(match op {
        Op::Jump { to }
        | Op::JumpIf { to, .. }
        | Op::JumpUnless { to, .. }
        | Op::JumpIfNull { to, .. }
        | Op::JumpIfGiven { to, .. } => Distance::Long(to),
        Op::JumpUnlessLess { to, .. }
        | Op::JumpUnlessLessEqual { to, .. }
        | Op::JumpUnlessEqual { to, .. }
        | Op::JumpUnlessNotEqual { to, .. }
        | Op::JumpUnlessLessInt { to, .. }
        | Op::JumpUnlessLessEqualInt { to, .. }
        | Op::JumpUnlessGreaterInt { to, .. }
        | Op::JumpUnlessGreaterEqualInt { to, .. }
        | Op::JumpUnlessEqualInt { to, .. }
        | Op::IterNext { to, .. }
        | Op::IterLoop { to, .. }
        | Op::RangeNext { to, .. }
        | Op::RangeLoop { to, .. }
        | Op::TestVariant { to, .. }
        | Op::TestRecord { to, .. }
        | Op::TestType { to, .. }
        | Op::TestList { to, .. }
        | Op::TestTuple { to, .. }
        | Op::AwaitOr { to, .. }
        | Op::Defer { skip: to, .. } => Distance::Short(to),
        _ => return None,
    })
}

fn is_short(op: &Op) -> bool {
    matches!(distance_of(&mut op.clone()), Some(Distance::Short(_)))
}

fn set_distance(op: &mut Op, to: i32) {
    match distance_of(op) {
        Some(Distance::Long(field)) => *field = to,
        Some(Distance::Short(field)) => *field = to as i16,
        None => {}
    }
}

/// How far the op goes when it jumps.
pub fn jump_distance(mut op: Op) -> Option<i32> {
    match distance_of(&mut op)? {
        Distance::Long(to) => Some(*to),
        Distance::Short(to) => Some(i32::from(*to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytecode::Reg;

    fn loop_of(body_len: usize) -> Resolved {
        let mut labels = Labels::default();
        let (top, exit) = (labels.new_label(), labels.new_label());
        let mut code = vec![Op::JumpUnlessLessInt { a: Reg(0), value: 1, to: 0 }];
        labels.bind(top, 0);
        labels.refer(0, exit);
        code.extend(std::iter::repeat_n(Op::Null { dst: Reg(1) }, body_len));
        labels.refer(code.len() as u32, top);
        code.push(Op::Jump { to: 0 });
        labels.bind(exit, code.len() as u32);
        let spans = vec![Span::NOWHERE; code.len()];
        labels.resolve(code, spans)
    }

    #[test]
    fn a_near_target_keeps_the_short_form() {
        let resolved = loop_of(3);
        assert_eq!(resolved.code[0], Op::JumpUnlessLessInt { a: Reg(0), value: 1, to: 5 });
        assert_eq!(resolved.code[4], Op::Jump { to: -4 });
    }

    #[test]
    fn a_far_target_is_reached_over_a_long_jump() {
        let resolved = loop_of(40_000);
        assert_eq!(resolved.code[0], Op::JumpUnlessLessInt { a: Reg(0), value: 1, to: 2 });
        assert_eq!(resolved.code[1], Op::Jump { to: 2 });
        assert_eq!(resolved.code[2], Op::Jump { to: 40_002 });
        assert_eq!(resolved.code.last(), Some(&Op::Jump { to: -40_003 }));
        assert_eq!(resolved.positions.last(), Some(&40_004));
        assert_eq!(resolved.spans.len(), resolved.code.len());
    }
}
