//! Reading floats, with long division by powers of ten.
//!
//! The standard library's reader is faster for numbers of many digits and brings a table of 10 KB that hardly shrinks when the
//! module is compressed. The rule that makes the first step exact is William Clinger's, "How to Read Floating Point Numbers
//! Accurately": a product or quotient of two floats that are exact is rounded once.

/// Powers of ten that are exact as floats.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// So many digits always fit into the 53 bits of a float.
const EXACT_DIGITS_MAX: usize = 15;

/// Digits behind these only say whether a number is a tie: no tie between two floats has more than 767.
const DIGITS_MAX: usize = 800;

/// The largest power of ten in 32 bits, and its exponent.
const STEP: (u32, u64) = (1_000_000_000, 9);

/// The float nearest to a decimal number such as `-1.5e3`, or `inf` or `nan` in any case; ties go to the even one.
/// None for any other text.
pub fn parse_float(text: &str) -> Option<f64> {
    let (sign, text) = signed(text);
    let value = match text {
        _ if text.eq_ignore_ascii_case("inf") => f64::INFINITY,
        _ if text.eq_ignore_ascii_case("nan") => f64::NAN,
        _ => Decimal::read(text)?.nearest(),
    };
    Some(value.copysign(sign))
}

/// 1 or -1, and what stands behind the sign.
fn signed(text: &str) -> (f64, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (-1.0, &text[1..]),
        Some(b'+') => (1.0, &text[1..]),
        _ => (1.0, text),
    }
}

/// `digits * 10^exponent`.
struct Decimal {
    digits: Natural,
    /// How many there are, without zeros in front.
    count: usize,
    exponent: i64,
}

impl Decimal {
    /// Digits with a point among them and an exponent behind them, all but a digit optional.
    fn read(text: &str) -> Option<Decimal> {
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], exponent(&text[at + 1..])?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if !is_digits(whole, fraction) {
            return None;
        }
        let mut decimal = Decimal { digits: Natural(Vec::new()), count: 0, exponent: exponent - fraction.len() as i64 };
        whole.bytes().chain(fraction.bytes()).for_each(|byte| decimal.push(u32::from(byte - b'0')));
        Some(decimal)
    }

    fn push(&mut self, digit: u32) {
        if self.count >= DIGITS_MAX {
            // An odd last digit stands for all that are left out.
            self.exponent += 1;
            self.digits.0[0] |= u32::from(digit != 0);
        } else if self.count > 0 || digit != 0 {
            self.digits.multiply_add(10, digit);
            self.count += 1;
        }
    }

    fn nearest(self) -> f64 {
        let magnitude = self.count as i64 + self.exponent;
        match self.exponent {
            _ if self.count == 0 || magnitude < -330 => 0.0,
            _ if magnitude > 310 => f64::INFINITY,
            0..=22 if self.count <= EXACT_DIGITS_MAX => self.digits.exact() * EXACT_POWERS[self.exponent as usize],
            -22..0 if self.count <= EXACT_DIGITS_MAX => self.digits.exact() / EXACT_POWERS[-self.exponent as usize],
            0.. => self.multiplied(),
            _ => self.divided(),
        }
    }

    fn multiplied(mut self) -> f64 {
        powers(self.exponent.unsigned_abs(), |power| self.digits.multiply_add(power, 0));
        self.digits.nearest(0, false)
    }

    /// Zero words behind the number keep 64 bits of the quotient: a power of ten has less than 10/3 bits for each zero.
    fn divided(mut self) -> f64 {
        let zeros = self.exponent.unsigned_abs();
        let words = (zeros as usize * 10 / 3 + 64) / 32 + 1;
        self.digits.0.splice(0..0, std::iter::repeat_n(0, words));
        let mut is_exact = true;
        powers(zeros, |power| is_exact &= self.digits.divide(power) == 0);
        self.digits.nearest(words as i64 * 32, !is_exact)
    }
}

/// An exponent; far outside of what a float can hold, it is not exact.
fn exponent(text: &str) -> Option<i64> {
    let (sign, digits) = signed(text);
    let far = |value: i64, byte: u8| (value * 10 + i64::from(byte - b'0')).min(1 << 40);
    is_digits(digits, "").then(|| sign as i64 * digits.bytes().fold(0, far))
}

/// Whether both hold only digits, and one does.
fn is_digits(first: &str, second: &str) -> bool {
    first.len() + second.len() > 0 && first.bytes().chain(second.bytes()).all(|byte| byte.is_ascii_digit())
}

/// Splits `10^zeros` into factors of 32 bits.
fn powers(zeros: u64, mut each: impl FnMut(u32)) {
    for _ in 0..zeros / STEP.1 {
        each(STEP.0);
    }
    each(10_u32.pow((zeros % STEP.1) as u32));
}

/// A natural number in words of 32 bits, the lowest first.
struct Natural(Vec<u32>);

impl Natural {
    fn multiply_add(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for word in &mut self.0 {
            carry += u64::from(*word) * u64::from(factor);
            *word = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Divides and gives the remainder.
    fn divide(&mut self, divisor: u32) -> u32 {
        let mut rest = 0;
        for word in self.0.iter_mut().rev() {
            let part = (rest << 32) | u64::from(*word);
            *word = (part / u64::from(divisor)) as u32;
            rest = part % u64::from(divisor);
        }
        rest as u32
    }

    /// The value of a number below 2^53.
    fn exact(&self) -> f64 {
        self.0.iter().rev().fold(0.0, |value, word| value * 4_294_967_296.0 + f64::from(*word))
    }

    /// The float nearest to `self / 2^shift`, or to a number a little larger.
    fn nearest(mut self, shift: i64, is_more: bool) -> f64 {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        let words = self.0.len();
        let word = |from_top: usize| words.checked_sub(from_top).map_or(0, |at| u64::from(self.0[at]));
        let zeros = word(1).leading_zeros() - 32;
        let (upper, lower) = ((word(1) << 32) | word(2), word(3) << zeros);
        let top = (upper << zeros) | (lower >> 32);
        let is_more = is_more || lower as u32 != 0 || (4..=words).any(|at| word(at) != 0);
        rounded(top, words as i64 * 32 - i64::from(zeros) - 1 - shift, is_more)
    }
}

/// A float from the upper 64 bits of a number between `2^exponent` and twice that, and whether there are more.
fn rounded(top: u64, exponent: i64, is_more: bool) -> f64 {
    const TIE: u64 = 1 << 63;
    // 11 bits more than a float has; still more below the smallest exponent.
    let dropped = 11 + (-1022 - exponent).max(0) as u32;
    if exponent > 1023 || dropped > 64 {
        return if exponent > 0 { f64::INFINITY } else { 0.0 };
    }
    let (kept, rest) = (top.checked_shr(dropped).unwrap_or(0), top << (64 - dropped));
    let is_up = rest > TIE || rest == TIE && (is_more || kept % 2 == 1);
    // The leading bit of what is kept, and a carry, count in the exponent.
    f64::from_bits((((exponent + 1022).max(0) as u64) << 52) + kept + u64::from(is_up))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the standard library reads.
    fn check(text: &str) {
        let expected: Option<f64> = text.parse().ok();
        let found = parse_float(text);
        assert_eq!(found.map(f64::to_bits), expected.map(f64::to_bits), "{text}: {found:?}, not {expected:?}");
    }

    /// All digits of the number in the middle between a small float and the next one.
    fn tie_above(bits: u64) -> String {
        let exact = |bits: u64| format!("{:.1080}", f64::from_bits(bits));
        half_of_sum(&exact(bits), &exact(bits + 1))
    }

    /// Half of the sum of two decimal numbers below 1 with the same number of digits.
    fn half_of_sum(a: &str, b: &str) -> String {
        let digits = |text: &str| text[2..].bytes().map(|byte| u32::from(byte - b'0')).collect::<Vec<u32>>();
        let mut sum: Vec<u32> = digits(a).iter().zip(digits(b)).map(|(a, b)| a + b).collect();
        sum.push(0);
        for at in 0..sum.len() - 1 {
            sum[at + 1] += sum[at] % 2 * 10;
            sum[at] /= 2;
        }
        for at in (1..sum.len()).rev() {
            sum[at - 1] += sum[at] / 10;
            sum[at] %= 10;
        }
        format!("0.{}", sum.iter().map(u32::to_string).collect::<String>())
    }

    #[test]
    fn texts_that_are_no_numbers_give_none() {
        ["", ".", "-", "e3", "1e", "1e+", "1.2.3", "--1", "0x1", "1_000", " 1", "1e1.5", "é"]
            .iter()
            .for_each(|it| check(it));
    }

    #[test]
    fn every_form_is_read() {
        ["0", "-0", "1.", ".5", "+1e5", "1E-5", "1e+05", "inf", "-Inf", "nan", "00012.500"]
            .iter()
            .for_each(|it| check(it));
    }

    #[test]
    fn the_ends_of_the_range_are_exact() {
        for text in ["5e-324", "2.47e-324", "2.5e-324", "2.2250738585072011e-308", "2.2250738585072014e-308"] {
            check(text);
        }
        for text in ["1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1e309", "1e-400"] {
            check(text);
        }
        ["1e99999999999999999999", "1e-99999999999999999999", "0e999999999999"].iter().for_each(|it| check(it));
    }

    #[test]
    fn ties_go_to_the_even_float() {
        ["9007199254740993", "9007199254740995", "9007199254740993.0000000001"].iter().for_each(|it| check(it));
        check(&format!("9007199254740993{}", "0".repeat(900) + "1"));
        check(&format!("9007199254740993.{}", "0".repeat(900) + "1"));
    }

    #[test]
    fn numbers_of_all_lengths_are_the_nearest_floats() {
        let mut random = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = || {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random
        };
        for round in 0..2_000 {
            let float = f64::from_bits(next());
            check(&format!("{float:?}"));
            check(&format!("{}e{}", next() >> (next() % 64), next() as i64 % 340));
            if round % 16 == 0 && float.is_finite() {
                check(&format!("{float:.40}"));
                check(&tie_above(next() >> 12));
                check(&format!("{}1", tie_above(next() >> 12)));
            }
        }
    }
}
