//! Tests of fibers with programs written op by op.

mod awaits;
mod bench_shapes;
mod calls;
mod exits;
mod guests;
pub(super) mod harness;
