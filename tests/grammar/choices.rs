//! Choices read from bytes.

/// Bytes that are read one after the other.
pub struct Choices<'b> {
    bytes: &'b [u8],
}

impl<'b> Choices<'b> {
    /// Choices that follow `bytes`.
    pub fn of(bytes: &'b [u8]) -> Choices<'b> {
        Choices { bytes }
    }

    /// A number below `bound`; 0 when the bytes have run out.
    pub fn below(&mut self, bound: usize) -> usize {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        usize::from(*first) * bound / 256
    }

    /// Whether one of `bound` happens; not when the bytes have run out.
    pub fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == bound - 1
    }
}
