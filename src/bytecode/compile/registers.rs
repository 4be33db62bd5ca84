//! Registers of one function: a stack of variables and temporaries.
//!
//! A register stays taken until the mark under it is released. Arguments of a call are the topmost registers, so that
//! they become the callee's window. Knows nothing of what is kept in a register.

use crate::bytecode::Reg;

/// The highest register that may be used; one more than it still fits a count.
const REGISTERS_MAX: u32 = u16::MAX as u32 - 1;

/// How far the stack of registers was filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark(u32);

/// The registers of one function.
#[derive(Debug, Default)]
pub struct Registers {
    next: u32,
    most: u32,
    is_variable: Vec<bool>,
}

impl Registers {
    /// The next free register. Past the limit the last one is given again; see [`Registers::is_exhausted`].
    pub fn alloc(&mut self) -> Reg {
        self.alloc_many(1)
    }

    /// `count` consecutive registers, the first of them.
    #[inline(never)]
    pub fn alloc_many(&mut self, count: usize) -> Reg {
        let first = self.top();
        self.next = self.next.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        self.most = self.most.max(self.next);
        first
    }

    /// The register that will be given next.
    pub fn top(&self) -> Reg {
        Reg(self.next.min(REGISTERS_MAX) as u16)
    }

    /// Where the stack stands.
    pub fn mark(&self) -> Mark {
        Mark(self.next)
    }

    /// Frees all registers taken since `mark`.
    #[inline(never)]
    pub fn release(&mut self, mark: Mark) {
        self.is_variable.truncate(mark.0 as usize);
        self.next = mark.0;
    }

    /// Notes that `reg` holds a variable: it may be read until it is released.
    #[inline(never)]
    pub fn set_variable(&mut self, reg: Reg) {
        let index = usize::from(reg.0);
        if self.is_variable.len() <= index {
            self.is_variable.resize(index + 1, false);
        }
        self.is_variable[index] = true;
    }

    /// Notes that the variable in `reg` is out of scope.
    pub fn clear_variable(&mut self, reg: Reg) {
        if let Some(flag) = self.is_variable.get_mut(usize::from(reg.0)) {
            *flag = false;
        }
    }

    /// Whether `reg` holds a variable.
    pub fn is_variable(&self, reg: Reg) -> bool {
        self.is_variable.get(usize::from(reg.0)) == Some(&true)
    }

    /// How many registers a frame needs.
    pub fn count(&self) -> u16 {
        self.most.min(REGISTERS_MAX + 1) as u16
    }

    /// Whether more registers were asked for than there are.
    pub fn is_exhausted(&self) -> bool {
        self.most > REGISTERS_MAX
    }
}

impl Mark {
    /// The first register above the mark.
    pub fn reg(self) -> Reg {
        Reg(self.0.min(REGISTERS_MAX) as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn released_registers_are_given_again() {
        let mut registers = Registers::default();
        let first = registers.alloc();
        let mark = registers.mark();
        registers.set_variable(registers.top());
        let second = registers.alloc();
        assert!(registers.is_variable(second) && !registers.is_variable(first));
        registers.release(mark);
        assert_eq!(registers.alloc(), second);
        assert!(!registers.is_variable(second));
        assert_eq!(registers.count(), 2);
    }

    #[test]
    fn asking_for_too_many_is_noticed() {
        let mut registers = Registers::default();
        registers.alloc_many(70_000);
        assert!(registers.is_exhausted());
        assert_eq!(registers.alloc(), Reg(u16::MAX - 1));
    }
}
