//! A set that is a sorted list.

use std::borrow::Borrow;

/// A set in ascending order. An element that is not the largest moves those behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedSet<T> {
    items: Vec<T>,
}

impl<T> Default for SortedSet<T> {
    fn default() -> SortedSet<T> {
        SortedSet { items: Vec::new() }
    }
}

impl<T: Ord> SortedSet<T> {
    /// The empty set.
    pub fn new() -> SortedSet<T> {
        SortedSet::default()
    }

    /// Where an element is, or where it would be.
    ///
    /// # Errors
    /// The place for an element that is not there.
    pub fn search<Q: Ord + ?Sized>(&self, item: &Q) -> Result<usize, usize>
    where
        T: Borrow<Q>,
    {
        self.items.binary_search_by(|known| known.borrow().cmp(item))
    }

    /// Whether the element is there.
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.search(item).is_ok()
    }

    /// Adds an element; says whether it is new.
    pub fn insert(&mut self, item: T) -> bool {
        let place = self.search(&item);
        if let Err(at) = place {
            self.items.insert(at, item);
        }
        place.is_err()
    }

    /// Takes an element out; says whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        let place = self.search(item);
        if let Ok(at) = place {
            self.items.remove(at);
        }
        place.is_ok()
    }

    /// The elements in ascending order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// The elements in ascending order.
    pub fn as_slice(&self) -> &[T] {
        &self.items
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Puts an element where [`SortedSet::search`] says that it belongs.
    pub(super) fn insert_at(&mut self, at: usize, item: T) {
        self.items.insert(at, item);
    }

    /// Takes out the element at a place.
    pub(super) fn remove_at(&mut self, at: usize) -> T {
        self.items.remove(at)
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> SortedSet<T> {
        let mut set = SortedSet::new();
        for item in items {
            set.insert(item);
        }
        set
    }
}

impl<T> IntoIterator for SortedSet<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_kept_once_and_in_order() {
        let mut set: SortedSet<String> = ["b", "a", "c", "a"].iter().map(|text| text.to_string()).collect();
        assert_eq!(set.as_slice(), ["a", "b", "c"]);
        assert!(set.contains("b") && !set.contains("d"));
        assert!(set.insert("aa".to_string()) && !set.insert("c".to_string()));
        assert!(set.remove("b") && !set.remove("b"));
        assert_eq!(set.into_iter().collect::<Vec<_>>(), ["a", "aa", "c"]);
    }
}
