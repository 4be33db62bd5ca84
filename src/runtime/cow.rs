//! A table that is copied in chunks, and only when one of two copies changes: a snapshot costs one pointer for each 64 rows.

use arrayvec::ArrayVec;
use std::rc::Rc;

/// Rows in a chunk.
const ROWS: usize = 64;

/// Rows that are shared or changed together, in one piece of memory with their reference count.
type Chunk<T> = ArrayVec<T, ROWS>;

/// A growing table of rows, numbered from 0.
#[derive(Debug)]
pub struct CowTable<T> {
    chunks: Vec<Rc<Chunk<T>>>,
    len: usize,
}

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
        &self.chunks[index as usize / ROWS][index as usize % ROWS]
    }

    /// The row for changing; copies its chunk when a snapshot shares it.
    #[inline]
    pub fn get_mut(&mut self, index: u32) -> &mut T {
        &mut own(&mut self.chunks[index as usize / ROWS], copy)[index as usize % ROWS]
    }

    /// Adds a row and gives its number. Inlined, so that a row is written where it stays.
    #[inline(always)]
    pub fn push(&mut self, row: T) -> u32 {
        if self.len.is_multiple_of(ROWS) {
            self.add_chunk();
        }
        let index = self.len as u32;
        self.len += 1;
        own(self.chunks.last_mut().expect("a chunk was just made"), copy).push(row);
        index
    }

    #[cold]
    #[inline(never)]
    fn add_chunk(&mut self) {
        self.chunks.push(Rc::default());
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

/// Something for changing that may be shared; then its copy. Nearly always nobody shares it, which is seen without a call.
#[inline(always)]
pub fn own<T>(shared: &mut Rc<T>, copy: impl FnOnce(&T) -> Rc<T>) -> &mut T {
    if Rc::get_mut(shared).is_none() {
        *shared = copy(shared);
    }
    Rc::get_mut(shared).expect("there are no weak references")
}

#[cold]
#[inline(never)]
fn copy<T: Clone>(chunk: &Chunk<T>) -> Rc<Chunk<T>> {
    let mut copy = Rc::<Chunk<T>>::default();
    Rc::get_mut(&mut copy).expect("it was just made").extend(chunk.iter().cloned());
    copy
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(Rc::ptr_eq(&table.chunks[0], &snapshot.chunks[0]));
        assert_eq!(snapshot.iter().copied().max(), Some(199));
    }
}
