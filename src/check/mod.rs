//! From tree to meaning: names, arity, types, and where a failure may be caught.
//!
//! [`check`] never fails: it gives a [`Checked`] program and all diagnostics; only a program without errors is compiled.
//! Knows the tree and the prelude's table; knows nothing of bytecode or of running.

mod checked;
mod node_map;

pub use checked::{
    Capture, CaptureList, Catch, CellId, CellInfo, Checked, ConstId, EnumId, EnumInfo, ExternId, ExternInfo, FieldInfo,
    LocalId, LocalInfo, ParamInfo, RecordId, RecordInfo, Resolution, ToolId, ToolInfo, Type, VariantInfo,
};
pub use node_map::NodeMap;
