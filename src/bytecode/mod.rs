//! Bytecode: what the machine executes.
//!
//! A [`Program`] is one array of fixed-width [`Op`]s for all functions, one after the other, with a parallel array of source spans, and
//! tables of constants, functions, shapes and plans. `compile` turns a checked program into it. Registers are numbered
//! per function and belong to one frame; a frame's registers are a window of its fiber's register stack.
//! Idea of register windows that overlap at calls: R. Ierusalimschy et al., "The Implementation of Lua 5.0", section 7.
//! Knows nothing of fibers or time.

mod compile;
mod disassemble;
mod op;
mod program;

pub use compile::compile;
pub use disassemble::disassemble;
pub use op::{Op, Reg};
pub use program::{
    BranchPlan, CellShape, ClosurePlan, CodeOffset, CompositePlan, Constant, ExternShape, Function, FunctionIndex,
    FutureKind, PlacePlan, PlaceStepPlan, Program, RecordShape, SymbolId, ToolShape, TypeTest, VariantIndex,
    VariantShape,
};
