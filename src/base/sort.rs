//! Sorting through places: one sort for all types.

use std::cmp::Ordering;

/// Sorts, and keeps the order of what compares as equal.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let sources = sorted_places(items.len(), &mut |a, b| compare(&items[a], &items[b]));
    move_from(sources, &mut |a, b| items.swap(a, b));
}

/// Sorts by a key, and keeps the order of those with the same one.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// The places of the sorted items, in order.
#[inline(never)]
fn sorted_places(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// Swaps until each place holds what stood at its source: every swap puts one item where it belongs.
#[inline(never)]
fn move_from(mut sources: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for first in 0..sources.len() {
        let mut at = first;
        while sources[at] != first {
            let source = std::mem::replace(&mut sources[at], at);
            swap(at, source);
            at = source;
        }
        sources[at] = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_keep_their_order() {
        let mut items: Vec<(u32, usize)> = (0..200).map(|at| ((at * 7919 % 13) as u32, at)).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|item| item.0);
        sort_by_key(&mut items, |item| item.0);
        assert_eq!(items, expected);
    }

    #[test]
    fn one_item_and_none_are_sorted() {
        sort_by(&mut [] as &mut [u8], u8::cmp);
        let mut one = ["a"];
        sort_by(&mut one, |a, b| a.cmp(b));
        assert_eq!(one, ["a"]);
    }
}
