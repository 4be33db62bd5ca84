//! Declarations: which names a program has, whatever their order.

use super::checker::{AliasWork, Checker, ConstWork, Progress, Side};
use super::messages::declarations as messages;
use super::nearest::nearest;
use super::{CellId, ConstId, EnumId, EnumInfo, ExternId, FieldInfo, RecordId, RecordInfo, ToolId, Type, VariantInfo};
use crate::base::SortedMap;
use crate::syntax::tree::{Directive, Enum, Field, GenericParam, Item, ItemKind, Name, Record};
use crate::text::Span;

/// What a global name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Global {
    /// A cell.
    Cell(CellId),
    /// A constant.
    Const(ConstId),
    /// A record type and its constructor.
    Record(RecordId),
    /// An enum.
    Enum(EnumId),
    /// A type alias, by its index.
    Alias(usize),
    /// A tool.
    Tool(ToolId),
    /// A host function.
    Extern(ExternId),
}

/// The user's global names.
#[derive(Debug, Default)]
pub struct Globals {
    /// What each name stands for and where it was declared.
    pub names: SortedMap<String, (Global, Span)>,
    /// The user's variants by name, in order of declaration.
    pub variants: SortedMap<String, Vec<(EnumId, u16)>>,
}

impl<'t> Checker<'t> {
    /// `result` and `FutureState`.
    pub fn declare_builtin_enums(&mut self) {
        let generic = |name: &str| Type::Generic(name.to_string());
        self.add_enum("result", &["T", "E"]);
        self.out.enums[0].variants =
            vec![variant("ok", Some(("value", generic("T")))), variant("err", Some(("error", generic("E"))))];
        self.add_enum("FutureState", &["T"]);
        self.out.enums[1].variants = vec![
            variant("Pending", None),
            variant("Completed", Some(("value", generic("T")))),
            variant("Error", Some(("message", Type::String))),
        ];
    }

    fn add_enum(&mut self, name: &str, generics: &[&str]) -> EnumId {
        let id = EnumId(self.out.enums.len() as u32);
        self.out.enums.push(EnumInfo { name: name.to_string(), variants: Vec::new(), methods: Vec::new() });
        self.enum_generics.push(generics.iter().map(|name| name.to_string()).collect());
        id
    }

    /// `@deterministic true` and its like.
    pub fn directives(&mut self, directives: &[Directive]) {
        for directive in directives {
            match (directive.name.text.as_str(), directive.value.as_str()) {
                ("deterministic", "true" | "") => self.out.deterministic = true,
                ("deterministic", "false") => self.out.deterministic = false,
                ("deterministic", value) => self.report(messages::bad_directive_value(directive.value_span, value)),
                (name, _) => {
                    let near = nearest(name, ["deterministic"]);
                    self.report(messages::unknown_directive(directive.name.span, name, near));
                }
            }
        }
    }

    /// All declarations: first the names, then what stands behind them.
    pub fn declare(&mut self, items: &'t [Item]) {
        items.iter().for_each(|item| self.declare_name(item));
        for item in items {
            match &item.kind {
                ItemKind::Record(record) => self.record_fields(record),
                ItemKind::Enum(item) => self.enum_body(item),
                ItemKind::Extern(item) => self.extern_signature(item),
                ItemKind::Grant(grant) => self.grant(grant),
                ItemKind::BindEffect(bind) => self.bind_effect(bind),
                _ => {}
            }
        }
        (0..self.aliases.len()).for_each(|index| {
            self.alias_body(index);
            self.note_unchecked(index);
        });
        for index in 0..self.cells.len() {
            self.fill_signature(CellId(index as u32));
            self.check_self_parameter(CellId(index as u32));
        }
    }

    fn declare_name(&mut self, item: &'t Item) {
        match &item.kind {
            ItemKind::Cell(cell) => {
                let id = self.add_cell(cell, Side::Program, None, cell.name.text.clone());
                self.declare_global(&cell.name, Global::Cell(id));
                self.hint_shadowed_builtin(&cell.name);
            }
            ItemKind::Record(record) => self.declare_record(record),
            ItemKind::Enum(item) => self.declare_enum(item),
            ItemKind::Alias(alias) => {
                self.declare_global(&alias.name, Global::Alias(self.aliases.len()));
                self.aliases.push(AliasWork { alias, progress: Progress::Todo, body: Type::Unknown });
            }
            ItemKind::Const(constant) => {
                let id = ConstId(self.consts.len() as u32);
                self.out.consts.push(constant.id);
                self.consts.push(ConstWork { constant, progress: Progress::Todo, ty: Type::Unknown });
                self.declare_global(&constant.name, Global::Const(id));
            }
            ItemKind::UseTool(tool) => self.declare_tool(tool),
            ItemKind::Extern(item) => self.declare_extern(item),
            _ => {}
        }
    }

    pub fn declare_global(&mut self, name: &Name, global: Global) -> bool {
        if let Some((_, first)) = self.globals.names.get(&name.text) {
            let first = *first;
            self.report(messages::duplicate_declaration(name, first));
            return false;
        }
        self.globals.names.insert(name.text.clone(), (global, name.span));
        true
    }

    fn declare_record(&mut self, record: &'t Record) {
        let id = RecordId(self.out.records.len() as u32);
        self.out.records.push(RecordInfo { name: record.name.text.clone(), fields: Vec::new(), scope: Vec::new() });
        self.record_generics.push(names_of(&record.generics));
        self.declare_global(&record.name, Global::Record(id));
    }

    /// The id of a record's own declaration, even when its name was taken.
    pub fn record_id(&self, record: &Record) -> Option<RecordId> {
        match self.globals.names.get(&record.name.text) {
            Some((Global::Record(id), span)) if *span == record.name.span => Some(*id),
            _ => None,
        }
    }

    fn record_fields(&mut self, record: &'t Record) {
        let Some(id) = self.record_id(record) else { return };
        self.report_duplicate_fields(&record.fields);
        let fields = self.field_infos(&record.fields, &names_of(&record.generics));
        self.out.records[id.0 as usize].fields = fields;
    }

    fn field_infos(&mut self, fields: &[Field], generics: &[String]) -> Vec<FieldInfo> {
        let outer = std::mem::replace(&mut self.generics, generics.to_vec());
        let infos = fields.iter().enumerate().map(|(index, field)| self.field_info(index, field)).collect();
        self.generics = outer;
        infos
    }

    fn field_info(&mut self, index: usize, field: &Field) -> FieldInfo {
        FieldInfo {
            name: field.name.as_ref().map_or_else(|| index.to_string(), |name| name.text.clone()),
            ty: self.written(&field.ty),
            has_default: field.default.is_some(),
            has_check: field.check.is_some(),
            span: field.span,
        }
    }

    fn report_duplicate_fields(&mut self, fields: &[Field]) {
        let names: Vec<&Name> = fields.iter().filter_map(|field| field.name.as_ref()).collect();
        self.report_duplicates(&names);
    }

    fn report_duplicates(&mut self, names: &[&Name]) {
        let mut seen: SortedMap<&str, Span> = SortedMap::new();
        for name in names {
            if let Some(first) = seen.insert(&name.text, name.span) {
                self.report(messages::duplicate_declaration(name, first));
            }
        }
    }

    fn declare_enum(&mut self, item: &'t Enum) {
        if item.name.text == "FutureState" {
            return self.merge_future_state(item);
        }
        let generics = names_of(&item.generics);
        let id = self.add_enum(&item.name.text, &generics.iter().map(String::as_str).collect::<Vec<_>>());
        self.out.enums[id.0 as usize].variants = item
            .variants
            .iter()
            .map(|variant| VariantInfo { name: variant.name.text.clone(), fields: Vec::new() })
            .collect();
        if self.declare_global(&item.name, Global::Enum(id)) {
            for (index, variant) in item.variants.iter().enumerate() {
                self.globals.variants.get_or_insert_with(variant.name.text.clone(), Vec::new).push((id, index as u16));
            }
        }
        self.add_methods(item, id);
    }

    fn add_methods(&mut self, item: &'t Enum, id: EnumId) {
        for method in &item.methods {
            let name = format!("{}.{}", item.name.text, method.name.text);
            let cell = self.add_cell(method, Side::Program, Some(id), name);
            self.out.enums[id.0 as usize].methods.push(cell);
        }
    }

    /// The page's own declaration of `FutureState` says what the language already knows.
    fn merge_future_state(&mut self, item: &'t Enum) {
        let own = item.variants.iter().map(|variant| (variant.name.text.as_str(), variant.fields.len()));
        let known = &self.out.enums[EnumId::FUTURE_STATE.0 as usize].variants;
        if !own.eq(known.iter().map(|variant| (variant.name.as_str(), variant.fields.len()))) {
            self.report(messages::other_future_state(item.name.span));
        }
        self.declare_global(&item.name, Global::Enum(EnumId::FUTURE_STATE));
        self.add_methods(item, EnumId::FUTURE_STATE);
    }

    fn enum_body(&mut self, item: &'t Enum) {
        let Some((Global::Enum(id), span)) = self.globals.names.get(&item.name.text).copied() else { return };
        if span != item.name.span {
            return;
        }
        self.report_duplicates(&item.variants.iter().map(|variant| &variant.name).collect::<Vec<_>>());
        for (index, variant) in item.variants.iter().enumerate() {
            self.report_duplicate_fields(&variant.fields);
            let fields = self.field_infos(&variant.fields, &self.enum_generics[id.0 as usize].clone());
            if id != EnumId::FUTURE_STATE {
                self.out.enums[id.0 as usize].variants[index].fields = fields;
            }
        }
    }

    /// A program's own name wins over a builtin's.
    pub fn hint_shadowed_builtin(&mut self, name: &Name) {
        let is_known = crate::prelude::builtin(&name.text).is_some() || self.prelude.contains(&name.text);
        if is_known && self.side == Side::Program {
            self.report(messages::shadows_builtin(name));
        }
    }
}

fn variant(name: &str, field: Option<(&str, Type)>) -> VariantInfo {
    let info = |(name, ty): (&str, Type)| FieldInfo {
        name: name.to_string(),
        ty,
        has_default: false,
        has_check: false,
        span: Span::NOWHERE,
    };
    VariantInfo { name: name.to_string(), fields: field.into_iter().map(info).collect() }
}

/// The generics' names.
pub fn names_of(generics: &[GenericParam]) -> Vec<String> {
    generics.iter().map(|generic| generic.name.text.clone()).collect()
}
