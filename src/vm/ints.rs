//! Arithmetic of two integers that fit: none on overflow.
//!
//! WebAssembly has no flag for overflow, so the standard library's checks take twice as many instructions there as these.

#[inline(always)]
pub(super) fn add(a: i64, b: i64) -> Option<i64> {
    let sum = a.wrapping_add(b);
    // The signs of both operands differ from the result's.
    ((a ^ sum) & (b ^ sum) >= 0).then_some(sum)
}

#[inline(always)]
pub(super) fn subtract(a: i64, b: i64) -> Option<i64> {
    let difference = a.wrapping_sub(b);
    ((a ^ b) & (a ^ difference) >= 0).then_some(difference)
}

#[inline(always)]
pub(super) fn multiply(a: i64, b: i64) -> Option<i64> {
    match (i32::try_from(a), i32::try_from(b)) {
        (Ok(_), Ok(_)) => Some(a.wrapping_mul(b)),
        _ => a.checked_mul(b),
    }
}

/// `a % b`, by the much quicker 32-bit division where that is enough.
#[inline(always)]
pub(super) fn remainder(a: i64, b: u16) -> i64 {
    match u32::try_from(a) {
        Ok(a) => i64::from(a % u32::from(b)),
        Err(_) => a.wrapping_rem_euclid(i64::from(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_those_of_the_standard_library() {
        let numbers =
            [i64::MIN, i64::MIN + 1, -(1 << 32), -(1 << 31), -3, -1, 0, 1, 2, 1 << 31, 1 << 32, i64::MAX - 1, i64::MAX];
        for a in numbers {
            for b in numbers {
                assert_eq!(add(a, b), a.checked_add(b), "{a} + {b}");
                assert_eq!(subtract(a, b), a.checked_sub(b), "{a} - {b}");
                assert_eq!(multiply(a, b), a.checked_mul(b), "{a} * {b}");
            }
        }
    }
}
