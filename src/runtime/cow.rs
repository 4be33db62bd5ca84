//! A table that is copied in chunks, and only when one of two copies changes: a snapshot costs one pointer for each 64 rows.
//!
//! Rows are looked up and changed all the time, so a look takes one comparison with the table's length and one pointer, and a change one more
//! comparison: whether a snapshot shares the chunk.

use arrayvec::ArrayVec;
use std::ops::Deref;
use std::rc::Rc;

/// Rows in a chunk.
const ROWS: usize = 64;

/// Rows that are shared or changed together, in one piece of memory with their reference count.
type Chunk<T> = ArrayVec<T, ROWS>;

/// A growing table of rows, numbered from 0.
#[derive(Debug)]
pub struct CowTable<T> {
    /// All are full but the last, which has the rest of the rows.
    chunks: Vec<CowBox<Chunk<T>>>,
    len: usize,
}

/// Something that copies share until one of them changes it. Unlike an [`Rc`] it never has weak references.
#[derive(Debug)]
pub struct CowBox<T>(Rc<T>);

impl<T> Clone for CowTable<T> {
    fn clone(&self) -> CowTable<T> {
        CowTable { chunks: self.chunks.clone(), len: self.len }
    }
}

impl<T> Default for CowTable<T> {
    fn default() -> CowTable<T> {
        CowTable { chunks: Vec::new(), len: 0 }
    }
}

impl<T: Clone> CowTable<T> {
    /// Number of rows.
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    /// The row; panics when there is none.
    #[inline]
    pub fn get(&self, index: u32) -> &T {
        let index = self.checked(index);
        // SAFETY: below `len`, there is a row at each index; see `chunks`.
        unsafe { self.chunks.get_unchecked(index / ROWS).get_unchecked(index % ROWS) }
    }

    /// The row for changing; copies its chunk when a snapshot shares it.
    #[inline]
    pub fn get_mut(&mut self, index: u32) -> &mut T {
        let index = self.checked(index);
        // SAFETY: below `len`, there is a row at each index; see `chunks`.
        unsafe { self.chunks.get_unchecked_mut(index / ROWS).own(copy).get_unchecked_mut(index % ROWS) }
    }

    #[inline(always)]
    fn checked(&self, index: u32) -> usize {
        let index = index as usize;
        assert!(index < self.len, "there is no such row");
        index
    }

    /// Adds a row and gives its number. Inlined, so that a row is written where it stays.
    #[inline(always)]
    pub fn push(&mut self, row: T) -> u32 {
        if self.len.is_multiple_of(ROWS) {
            self.add_chunk();
        }
        let index = self.len;
        // SAFETY: a chunk that is not full has the number of full ones; the one that was just added, if none was.
        unsafe { self.chunks.get_unchecked_mut(index / ROWS).own(copy).push_unchecked(row) };
        self.len += 1;
        index as u32
    }

    #[cold]
    #[inline(never)]
    fn add_chunk(&mut self) {
        self.chunks.push(CowBox(Rc::default()));
    }

    /// How many rows come first that are `before`; all of them do so before all others.
    pub fn partition_point(&self, before: impl Fn(&T) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.len as u32);
        while low < high {
            let middle = low.midpoint(high);
            if before(self.get(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// All rows in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }
}

fn copy<T: Clone>(chunk: &Chunk<T>) -> CowBox<Chunk<T>> {
    let mut copy = Rc::<Chunk<T>>::default();
    Rc::get_mut(&mut copy).expect("it was just made").extend(chunk.iter().cloned());
    CowBox(copy)
}

impl<T> CowBox<T> {
    /// Something that nobody shares yet.
    pub fn new(content: T) -> CowBox<T> {
        CowBox(Rc::new(content))
    }

    /// The content for changing; a copy of it when somebody shares it. Nearly always nobody does, which is seen without a call.
    #[inline(always)]
    pub fn own(&mut self, copy: impl FnOnce(&T) -> CowBox<T>) -> &mut T {
        if self.is_shared() {
            self.part(copy);
        }
        // SAFETY: this is the only reference, which is borrowed for as long as the content. No weak one can become another: the `Rc` never leaves
        // this module, which makes none.
        unsafe { &mut *Rc::as_ptr(&self.0).cast_mut() }
    }

    #[cold]
    #[inline(never)]
    fn part(&mut self, copy: impl FnOnce(&T) -> CowBox<T>) {
        *self = copy(&self.0);
    }

    /// Whether another copy has the same content.
    #[inline(always)]
    pub fn is_shared(&self) -> bool {
        Rc::strong_count(&self.0) != 1
    }
}

impl<T> Clone for CowBox<T> {
    fn clone(&self) -> CowBox<T> {
        CowBox(self.0.clone())
    }
}

impl<T> Deref for CowBox<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::Stream;

    #[test]
    fn a_copy_shares_all_chunks_but_the_changed_one() {
        let mut table = CowTable::default();
        for row in 0..200 {
            table.push(row);
        }
        let snapshot = table.clone();
        *table.get_mut(70) = 1000;
        table.push(200);
        assert_eq!((*snapshot.get(70), *table.get(70)), (70, 1000));
        assert_eq!((snapshot.len(), table.len()), (200, 201));
        assert!(table.chunks[0].is_shared() && !table.chunks[1].is_shared());
        assert_eq!(snapshot.iter().copied().max(), Some(199));
    }

    #[test]
    fn copies_behave_as_if_each_had_its_own_rows() {
        let mut copies = vec![(CowTable::default(), Vec::new())];
        let mut draws = Stream::new(1);
        for number in 0..2000 {
            let which = draws.draw() as usize % copies.len();
            let (table, rows) = &mut copies[which];
            let row = Rc::new(number);
            match draws.draw() % 16 {
                0 if which < 4 => {
                    let copy = (table.clone(), rows.clone());
                    copies.insert(which, copy);
                    copies.truncate(8);
                }
                1..8 if !rows.is_empty() => {
                    let index = draws.draw() as usize % rows.len();
                    *table.get_mut(index as u32) = row.clone();
                    rows[index] = row;
                }
                _ => {
                    assert_eq!(table.push(row.clone()) as usize, rows.len());
                    rows.push(row);
                }
            }
        }
        for (table, rows) in &copies {
            assert!(table.iter().eq(rows) && (0..).zip(rows).all(|(index, row)| table.get(index) == row));
        }
    }

    #[test]
    #[should_panic = "no such row"]
    fn a_chunk_that_is_not_full_has_no_row_behind_the_last() {
        let mut table = CowTable::default();
        table.push(1);
        table.get(1);
    }
}
