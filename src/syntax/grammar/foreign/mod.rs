//! What people write who know other languages, and what to tell them.
//!
//! Each function recognises one habit or slip whose meaning is plain, reports it with a repair, and lets the grammar go on
//! as if the right thing stood there. The words are chosen here; the grammar only says where it looked.

mod block;
mod expr;
mod pattern;
mod stmt;

pub(super) use block::*;
pub(super) use expr::*;
pub(super) use pattern::*;
pub(super) use stmt::*;
