//! Declarations of what is answered outside: tools, their limits, host functions.

use super::checker::Checker;
use super::globals::Global;
use super::messages::declarations as messages;
use super::nearest::nearest;
use super::{ExternId, ExternInfo, ToolId, ToolInfo, Type};
use crate::syntax::tree::{BindEffect, Expr, ExprKind, Extern, Fragment, Grant, Name, TypeExpr, UseTool};

impl<'t> Checker<'t> {
    pub fn declare_tool(&mut self, tool: &UseTool) {
        let id = ToolId(self.out.tools.len() as u32);
        self.out.tools.push(ToolInfo {
            alias: tool.alias.text.clone(),
            tool: tool.tool.text.clone(),
            limits: Vec::new(),
        });
        self.declare_global(&tool.alias, Global::Tool(id));
    }

    pub fn declare_extern(&mut self, item: &Extern) {
        let id = ExternId(self.out.externs.len() as u32);
        let info = ExternInfo { name: item.name.text.clone(), params: Vec::new(), result: Type::Unknown };
        self.out.externs.push(info);
        self.declare_global(&item.name, Global::Extern(id));
    }

    pub fn extern_signature(&mut self, item: &Extern) {
        let Some((Global::Extern(id), _)) = self.globals.names.get(&item.name.text).copied() else { return };
        let params = self.param_infos(&item.params, None);
        let result = self.optional_type(item.result.as_ref());
        let info = &mut self.out.externs[id.0 as usize];
        (info.params, info.result) = (params, result);
    }

    fn optional_type(&mut self, ty: Option<&TypeExpr>) -> Type {
        ty.map_or(Type::Unknown, |ty| self.written(ty))
    }

    pub fn grant(&mut self, grant: &Grant) {
        let Some((Global::Tool(id), _)) = self.globals.names.get(&grant.tool.text).copied() else {
            return self.unknown_tool(&grant.tool);
        };
        let limits = grant.limits.iter().map(|(key, value)| (key.text.clone(), literal_text(value)));
        self.out.tools[id.0 as usize].limits.extend(limits);
    }

    pub fn bind_effect(&mut self, bind: &BindEffect) {
        match self.globals.names.get(&bind.tool.text).copied() {
            Some((Global::Tool(id), _)) => self.bind_tool_effect(bind, id),
            _ => self.unknown_tool(&bind.tool),
        }
    }

    fn unknown_tool(&mut self, tool: &Name) {
        let known = nearest(&tool.text, self.out.tools.iter().map(|tool| tool.alias.as_str()));
        self.report(messages::unknown_tool(tool, known));
    }
}

/// The text of a limit: a literal's value, or the bare word.
fn literal_text(value: &Expr) -> String {
    match &value.kind {
        ExprKind::Int(number) => number.to_string(),
        ExprKind::Float(number) => number.to_string(),
        ExprKind::Bool(flag) => flag.to_string(),
        ExprKind::Name(name) => name.text.clone(),
        ExprKind::String(text) => text.fragments.iter().map(fragment_text).collect(),
        _ => String::new(),
    }
}

fn fragment_text(fragment: &Fragment) -> &str {
    match fragment {
        Fragment::Text(text) => text,
        Fragment::Interpolation { .. } => "",
    }
}
