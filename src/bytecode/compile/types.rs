//! Written types as tests at run time.

use super::Compiler;
use crate::bytecode::TypeTest;
use crate::check::{EnumId, Type};
use crate::syntax::tree::NodeId;

impl Compiler<'_> {
    /// The test for the type written at a pattern, `is` or `as`.
    pub fn written_test(&self, node: NodeId) -> TypeTest {
        self.checked.written.get(&node).map_or(TypeTest::Any, test_of)
    }
}

/// The test for values of a type.
pub fn test_of(ty: &Type) -> TypeTest {
    let boxed = |ty: &Type| Box::new(test_of(ty));
    match ty {
        Type::NonNull => TypeTest::NonNull,
        Type::Null => TypeTest::Null,
        Type::Bool => TypeTest::Bool,
        Type::Int => TypeTest::Int,
        Type::Float => TypeTest::Float,
        Type::String => TypeTest::String,
        Type::Bytes => TypeTest::Bytes,
        Type::List(item) => TypeTest::List(boxed(item)),
        Type::Set(item) => TypeTest::Set(boxed(item)),
        Type::Map(key, value) => TypeTest::Map(boxed(key), boxed(value)),
        Type::Tuple(items) => TypeTest::Tuple(items.iter().map(test_of).collect()),
        Type::Record(id, _) => TypeTest::Record(id.0 as u16),
        Type::Enum(EnumId::RESULT, arguments) => result_test(arguments),
        Type::Enum(id, _) => TypeTest::Enum(id.0),
        Type::Future(_) => TypeTest::Future,
        Type::Channel(_) => TypeTest::Channel,
        Type::Shared(_) => TypeTest::Shared,
        Type::Union(members) => TypeTest::Union(members.iter().map(test_of).collect()),
        Type::Function(..) => TypeTest::Function,
        Type::Unknown | Type::Any | Type::Generic(_) | Type::Json | Type::Fields(_) | Type::Never => TypeTest::Any,
    }
}

fn result_test(arguments: &[Type]) -> TypeTest {
    let argument = |index: usize| Box::new(arguments.get(index).map_or(TypeTest::Any, test_of));
    TypeTest::Result(argument(0), argument(1))
}
