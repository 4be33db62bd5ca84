//! A table that is copied in chunks, and only when one of two copies changes: a snapshot costs one pointer for each 64 rows.

use std::rc::Rc;

const CHUNK: usize = 64;

/// A growing table of rows, numbered from 0.
#[derive(Debug)]
pub struct CowTable<T> {
    chunks: Vec<Rc<Vec<T>>>,
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
    pub fn len(&self) -> usize {
        self.len
    }

    /// The row; panics when there is none.
    pub fn get(&self, index: u32) -> &T {
        &self.chunks[index as usize / CHUNK][index as usize % CHUNK]
    }

    /// The row for changing; copies its chunk when a snapshot shares it.
    pub fn get_mut(&mut self, index: u32) -> &mut T {
        &mut own(&mut self.chunks[index as usize / CHUNK])[index as usize % CHUNK]
    }

    /// Adds a row and gives its number. Inlined, so that a row is written where it stays.
    #[inline(always)]
    pub fn push(&mut self, row: T) -> u32 {
        if self.len.is_multiple_of(CHUNK) {
            self.chunks.push(Rc::new(Vec::with_capacity(CHUNK)));
        }
        let index = self.len as u32;
        self.len += 1;
        own(self.chunks.last_mut().expect("a chunk was just made")).push(row);
        index
    }

    /// All rows in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }
}

/// The chunk for changing. Nearly always nobody shares it, which is seen without a call.
#[inline(always)]
fn own<T: Clone>(chunk: &mut Rc<Vec<T>>) -> &mut Vec<T> {
    if Rc::strong_count(chunk) != 1 {
        *chunk = Rc::new(copy(chunk));
    }
    Rc::get_mut(chunk).expect("there are no weak references")
}

/// A copy with room for the rows to come.
#[cold]
fn copy<T: Clone>(chunk: &[T]) -> Vec<T> {
    let mut copy = Vec::with_capacity(CHUNK);
    copy.extend_from_slice(chunk);
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
