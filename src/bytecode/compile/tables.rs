//! The program's tables while they are being filled: each entry once, found again by its content.

use crate::base::SortedMap;
use crate::bytecode::{Constant, FunctionIndex, PlacePlan, Program, RecordShape, SymbolId, TypeTest, VariantIndex};
use crate::prelude::BuiltinId;
use std::rc::Rc;

/// A constant's content as a key; a float by its bits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum ConstantKey {
    Int(i64),
    Float(u64),
    Text(Rc<str>),
    Bytes(Rc<[u8]>),
    Function(FunctionIndex),
    Builtin(BuiltinId),
    Record(u16),
    Variant(VariantIndex),
}

/// Finds entries of a program's tables by their content.
#[derive(Default)]
pub struct Tables {
    constants: SortedMap<ConstantKey, u32>,
    symbols: SortedMap<Rc<str>, SymbolId>,
    /// Name of the first table that has more entries than its indexes can number.
    pub overflow: Option<&'static str>,
}

impl Tables {
    /// The index of a constant.
    #[inline(never)]
    pub fn constant(&mut self, program: &mut Program, constant: Constant) -> u32 {
        let key = key_of(&constant);
        if let Some(index) = self.constants.get(&key) {
            return *index;
        }
        let index = program.constants.len() as u32;
        program.constants.push(constant);
        self.constants.insert(key, index);
        index
    }

    /// The index of a constant that an op holds in 16 bits.
    pub fn short_constant(&mut self, program: &mut Program, constant: Constant) -> u16 {
        let index = self.constant(program, constant);
        self.index("constants", index as usize)
    }

    /// The symbol of a field's or method's name.
    #[inline(never)]
    pub fn symbol(&mut self, program: &mut Program, name: &str) -> SymbolId {
        if let Some(id) = self.symbols.get(name) {
            return *id;
        }
        let text: Rc<str> = name.into();
        let id = SymbolId(self.index("field and method names", program.symbols.len()));
        program.symbols.push(text.clone());
        self.symbols.insert(text, id);
        id
    }

    /// The index of a type test.
    pub fn test(&mut self, program: &mut Program, test: TypeTest) -> u16 {
        self.find_or_push("type tests", &mut program.tests, test)
    }

    /// The index of an assignment's steps.
    pub fn place(&mut self, program: &mut Program, plan: PlacePlan) -> u16 {
        self.find_or_push("assignments", &mut program.places, plan)
    }

    /// The index of a record shape that is used once.
    pub fn record(&mut self, program: &mut Program, shape: RecordShape) -> u16 {
        self.push("record types", &mut program.records, shape)
    }

    fn find_or_push<T: PartialEq>(&mut self, what: &'static str, table: &mut Vec<T>, entry: T) -> u16 {
        match table.iter().position(|known| *known == entry) {
            Some(index) => self.index(what, index),
            None => self.push(what, table, entry),
        }
    }

    /// Appends an entry.
    pub fn push<T>(&mut self, what: &'static str, table: &mut Vec<T>, entry: T) -> u16 {
        let index = self.index(what, table.len());
        table.push(entry);
        index
    }

    /// `index` in 16 bits; notes when it does not fit.
    #[inline(never)]
    pub fn index(&mut self, what: &'static str, index: usize) -> u16 {
        u16::try_from(index).unwrap_or_else(|_| {
            self.overflow.get_or_insert(what);
            u16::MAX
        })
    }
}

fn key_of(constant: &Constant) -> ConstantKey {
    match constant {
        Constant::Int(value) => ConstantKey::Int(*value),
        Constant::Float(value) => ConstantKey::Float(value.to_bits()),
        Constant::Text(text) => ConstantKey::Text(text.clone()),
        Constant::Bytes(bytes) => ConstantKey::Bytes(bytes.clone()),
        Constant::Function(index) => ConstantKey::Function(*index),
        Constant::Builtin(id) => ConstantKey::Builtin(*id),
        Constant::RecordConstructor(index) => ConstantKey::Record(*index),
        Constant::VariantConstructor(index) => ConstantKey::Variant(*index),
    }
}
