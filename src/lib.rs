//! The Lumen async playground.
//!
//! `text ← diag ← syntax ← check ← bytecode ← vm ← runtime ← world ← trace ← web`; a module may use anything to its left.
pub mod bytecode;
pub mod check;
pub mod diag;
pub mod prelude;
pub mod runtime;
pub mod syntax;
pub mod text;
pub mod trace;
pub mod vm;
pub mod web;
pub mod world;
