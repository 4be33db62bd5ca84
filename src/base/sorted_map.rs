//! A map that is a sorted list of keys and a list of values.

use super::SortedSet;
use std::borrow::Borrow;
use std::iter::Zip;

/// A map in ascending order of its keys. A key that is not the largest moves those behind it.
///
/// Keys and values stand apart, so that all maps with keys of one type look them up with the same code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedMap<K, V> {
    keys: SortedSet<K>,
    values: Vec<V>,
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> SortedMap<K, V> {
        SortedMap { keys: SortedSet::default(), values: Vec::new() }
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// The empty map.
    pub fn new() -> SortedMap<K, V> {
        SortedMap::default()
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.keys.search(key).ok().map(|at| &self.values[at])
    }

    /// Whether there is such a key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.keys.contains(key)
    }

    /// Sets the value of a key and gives the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.keys.search(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.values[at], value)),
            Err(at) => {
                self.keys.insert_at(at, key);
                self.values.insert(at, value);
                None
            }
        }
    }

    /// The value of a key, which is made if there is none yet.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = match self.keys.search(&key) {
            Ok(at) => at,
            Err(at) => {
                self.keys.insert_at(at, key);
                self.values.insert(at, make());
                at
            }
        };
        &mut self.values[at]
    }

    /// Takes out a key and gives its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = self.keys.search(key).ok()?;
        self.keys.remove_at(at);
        Some(self.values.remove(at))
    }

    /// Keys and values in ascending order of the keys.
    pub fn iter(&self) -> Zip<std::slice::Iter<'_, K>, std::slice::Iter<'_, V>> {
        self.keys.iter().zip(&self.values)
    }

    /// Keys and values from a key on, which need not be there.
    pub fn iter_from(&self, key: &K) -> Zip<std::slice::Iter<'_, K>, std::slice::Iter<'_, V>> {
        let at = self.keys.search(key).unwrap_or_else(|at| at);
        self.keys.as_slice()[at..].iter().zip(&self.values[at..])
    }

    /// The keys in ascending order.
    pub fn keys(&self) -> std::slice::Iter<'_, K> {
        self.keys.iter()
    }

    /// The values in ascending order of the keys.
    pub fn values(&self) -> std::slice::Iter<'_, V> {
        self.values.iter()
    }

    /// The values in ascending order of the keys.
    pub fn into_values(self) -> Vec<V> {
        self.values
    }

    /// The number of keys.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> SortedMap<K, V> {
        let mut map = SortedMap::new();
        map.extend(entries);
        map
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = Zip<std::vec::IntoIter<K>, std::vec::IntoIter<V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.keys.into_iter().zip(self.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_replaced_and_removed() {
        let mut map: SortedMap<&str, i32> = [("b", 2), ("a", 1), ("c", 3), ("a", 4)].into_iter().collect();
        assert_eq!((map.get("a"), map.get("d"), map.contains_key("b")), (Some(&4), None, true));
        assert_eq!((map.insert("b", 5), map.insert("d", 6)), (Some(2), None));
        assert_eq!((map.remove("a"), map.remove("a")), (Some(4), None));
        *map.get_or_insert_with("aa", || 0) += 7;
        *map.get_or_insert_with("aa", || 0) += 1;
        assert_eq!(map.into_iter().collect::<Vec<_>>(), [("aa", 8), ("b", 5), ("c", 3), ("d", 6)]);
    }

    #[test]
    fn a_walk_may_begin_between_two_keys() {
        let map: SortedMap<u32, char> = [(1, 'a'), (3, 'b'), (5, 'c')].into_iter().collect();
        let from = |key| map.iter_from(&key).map(|(_, value)| *value).collect::<String>();
        assert_eq!((from(0), from(3), from(4), from(6)), ("abc".into(), "bc".into(), "c".into(), String::new()));
    }
}
