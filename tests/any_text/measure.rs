//! How much memory a piece of work takes: an allocator that counts, for each thread by itself.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator with counters.
pub struct Counting;

thread_local! {
    static HELD: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

fn note(change: isize) {
    let held = HELD.get() + change;
    HELD.set(held);
    PEAK.set(PEAK.get().max(held));
    ASKED.set(ASKED.get() + change.max(0) as usize);
}

// SAFETY: everything is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(layout.size() as isize);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        note(-(layout.size() as isize));
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// What a piece of work took.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// The most bytes that were held at a time.
    pub peak: usize,
    /// All bytes that were ever asked for: a measure of the work that is the same on every machine.
    pub asked: usize,
}

/// Does a piece of work and says what it took.
pub fn taken(work: impl FnOnce()) -> Taken {
    HELD.set(0);
    PEAK.set(0);
    ASKED.set(0);
    work();
    Taken { peak: PEAK.get().max(0) as usize, asked: ASKED.get() }
}
