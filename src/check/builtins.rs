//! The builtins' signatures as types, each read from the table when it is first asked for.

use super::patterns::single_name;
use super::types::signature_type;
use super::{ParamInfo, Type};
use crate::prelude::{BUILTINS, BuiltinId};
use crate::syntax::parse_signature;
use crate::syntax::tree::{Param, PatternKind};
use crate::text::Span;
use std::sync::OnceLock;

/// Parameters and result of a builtin.
#[derive(Clone, Debug)]
pub struct BuiltinSignature {
    /// Parameters in order.
    pub params: Vec<ParamInfo>,
    /// What a call gives.
    pub result: Type,
}

/// The signature of a builtin; none when its row in the table cannot be read.
pub fn signature(id: BuiltinId) -> Option<&'static BuiltinSignature> {
    static SIGNATURES: OnceLock<Vec<OnceLock<Option<BuiltinSignature>>>> = OnceLock::new();
    let index = usize::from(id.0);
    let signatures = SIGNATURES.get_or_init(|| vec![OnceLock::new(); BUILTINS.len()]);
    signatures.get(index)?.get_or_init(|| read(BUILTINS[index].signature)).as_ref()
}

/// Reads `(items: list[T]) -> Int`.
pub fn read(text: &str) -> Option<BuiltinSignature> {
    let signature = parse_signature(text)?;
    let params = signature
        .params
        .iter()
        .map(|param| ParamInfo {
            name: single_name(&param.pattern).map_or_else(String::new, |name| name.text.clone()),
            ty: written_type(param),
            has_default: param.default.is_some(),
            variadic: param.variadic,
            span: Span::NOWHERE,
            effects: None,
        })
        .collect();
    Some(BuiltinSignature { params, result: signature.result.as_ref().map_or(Type::Null, signature_type) })
}

/// The parser reads `name: Type` of a parameter as its type, or as a typed pattern.
fn written_type(param: &Param) -> Type {
    match (&param.ty, &param.pattern.kind) {
        (Some(ty), _) | (None, PatternKind::Typed { ty, .. }) => signature_type(ty),
        _ => Type::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_read() {
        for (index, row) in BUILTINS.iter().enumerate() {
            assert!(signature(BuiltinId(index as u16)).is_some(), "{}{}", row.name, row.signature);
        }
    }
}
