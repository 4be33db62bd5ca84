//! A schedule in a few characters, for links: pairs of (choices that took the first in line, index) as varints, in base64url.

use crate::trace::Schedule;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

/// A schedule: the choices that do not take the first in line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices(pub Vec<Schedule>);

impl Choices {
    /// The short text; empty for a run that always took the first in line.
    pub fn encode(&self) -> String {
        let (mut bytes, mut next) = (Vec::new(), 0);
        for choice in &self.0 {
            write_varint(choice.number - next, &mut bytes);
            write_varint(u64::from(choice.index), &mut bytes);
            next = choice.number + 1;
        }
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads the short text; none if it is damaged.
    pub fn decode(text: &str) -> Option<Choices> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (mut rest, mut next, mut choices) = (bytes.as_slice(), 0u64, Vec::new());
        while !rest.is_empty() {
            let gap = read_varint(&mut rest)?;
            let index = u32::try_from(read_varint(&mut rest)?).ok().filter(|index| *index > 0)?;
            let number = next.checked_add(gap)?;
            next = number.checked_add(1)?;
            choices.push(Schedule { number, index, ready: None });
        }
        Some(Choices(choices))
    }
}

fn write_varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number from the front. It is the shortest form of itself, so that a schedule has one text only.
fn read_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let bits = u64::from(byte & 0x7f);
        number |= bits.checked_shl(shift).filter(|shifted| shifted >> shift == bits)?;
        if byte & 0x80 == 0 {
            return (*byte != 0 || shift == 0).then_some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(pairs: &[(u64, u32)]) -> Choices {
        Choices(pairs.iter().map(|(number, index)| Schedule { number: *number, index: *index, ready: None }).collect())
    }

    #[test]
    fn reads_what_it_wrote() {
        for all in [choices(&[]), choices(&[(0, 1)]), choices(&[(3, 1), (4, 2), (1_000_000, 300), (u64::MAX - 1, 7)])] {
            assert_eq!(Choices::decode(&all.encode()), Some(all));
        }
    }

    #[test]
    fn a_schedule_with_three_deviations_takes_eight_characters() {
        assert_eq!(choices(&[(5, 1), (40, 2), (41, 1)]).encode().len(), 8);
    }

    #[test]
    fn refuses_what_it_would_not_write() {
        for bytes in [&[0x80][..], &[1], &[0, 0], &[0x80, 0, 1], &[0xff; 11], &[0, 0xff, 0xff, 0xff, 0xff, 0xff, 1]] {
            assert_eq!(Choices::decode(&BASE64_URL_SAFE_NO_PAD.encode(bytes)), None, "{bytes:?}");
        }
        assert_eq!(Choices::decode("é"), None);
    }
}
