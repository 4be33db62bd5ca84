//! Calls: arguments go into the topmost registers, then one op says what is called and what becomes of it.

use super::callee::{Arg, Arrangement, Callee, arrange, builtin_params, param_names};
use super::collections::spread;
use super::{Compiler, Shape};
use crate::bytecode::{FunctionIndex, Op, Reg};
use crate::check::{CellId, EnumId, ExternId, FieldInfo, RecordId};
use crate::prelude::{BuiltinId, builtin};
use crate::syntax::tree::{Argument, Expr, ExprKind, Name};
use crate::text::Span;

/// What becomes of a call.
#[derive(Clone, Copy)]
pub enum Usage {
    /// It is made, its value goes into the register.
    Value(Reg),
    /// It becomes a fiber's body, the future goes into the register.
    Spawn(Reg),
    /// It is the whole body of a branch, which ends with it.
    Branch,
}

impl<'a> Compiler<'a> {
    /// `f(a, b)`
    pub fn call_into(&mut self, callee: &'a Expr, arguments: &'a [Argument], dst: Reg) {
        self.call(callee, Arg::list(arguments), Usage::Value(dst));
    }

    /// `a |> f(b)`: `f(a, b)`
    pub fn pipe(&mut self, span: Span, left: &'a Expr, right: &'a Expr, dst: Reg) {
        let (callee, arguments) = piped(left, right);
        self.at(span, |this| this.call(callee, arguments, Usage::Value(dst)));
    }

    /// A call of any form, for any use.
    pub fn call(&mut self, callee: &'a Expr, mut arguments: Vec<Arg<'a>>, usage: Usage) {
        let (target, receiver) = self.callee(callee);
        if let Some(receiver) = receiver {
            arguments.insert(0, Arg::plain(receiver));
        }
        self.temporarily(|this| match target {
            Callee::Cell(id) => this.call_cell(callee, id, &arguments, usage),
            Callee::Closure(id) => this.call_closure(callee, id, &arguments, usage),
            Callee::Builtin(id) => this.call_builtin(callee, id, &arguments, usage),
            Callee::Record(id) => this.construct_record(id, &arguments, usage),
            Callee::Variant(..) if arguments.iter().any(Arg::is_spread) => this.call_spread(callee, &arguments, usage),
            Callee::Variant(of, index) => this.construct_variant(of, index, &arguments, usage),
            Callee::Tool(id) => this.call_tool(id.0 as u16, &arguments, usage),
            Callee::Extern(id) => this.call_extern(id, &arguments, usage),
            Callee::Method { object, name, optional } => this.call_method(object, name, optional, &arguments, usage),
            Callee::Value => this.call_value(callee, &arguments, usage),
        });
    }

    fn call_cell(&mut self, callee: &'a Expr, id: CellId, arguments: &[Arg<'a>], usage: Usage) {
        let info = &self.checked.cells[id.0 as usize];
        let Some(arrangement) = arrange(&param_names(&info.params), arguments) else {
            return self.call_spread(callee, arguments, usage);
        };
        let args = self.f.registers.alloc_many(arrangement.count);
        self.place(&arrangement, args, false);
        self.call_function(self.cell_function(id), info.is_async, args, usage);
    }

    /// Calls a function whose arguments stand in `args`.
    pub fn call_function(&mut self, function: FunctionIndex, is_async: bool, args: Reg, usage: Usage) {
        match usage {
            Usage::Value(dst) if is_async => self.emit(Op::Spawn { dst, args, function }),
            Usage::Spawn(dst) => self.emit(Op::Spawn { dst, args, function }),
            Usage::Value(dst) => self.emit(Op::Call { dst, args, function }),
            Usage::Branch => self.branch_value(|dst| Op::Call { dst, args, function }),
        }
    }

    /// Ends a branch with the value of a call.
    fn branch_value(&mut self, call: impl FnOnce(Reg) -> Op) {
        let dst = self.f.alloc();
        self.emit(call(dst));
        self.emit(Op::Return { src: dst });
    }

    /// Puts arguments where the arrangement wants them. A left-out one is marked, or null where there is no mark.
    fn place(&mut self, arrangement: &Arrangement<'a>, first: Reg, marks_as_null: bool) {
        let at = |index: usize| Reg(first.0.saturating_add(index as u16));
        for (index, value) in &arrangement.given {
            self.expr_into(value, at(*index));
        }
        if let Some((index, rest)) = &arrangement.rest {
            self.rest_list(rest, at(*index));
        }
        for index in &arrangement.absent {
            let dst = at(*index);
            self.emit(if marks_as_null { Op::Null { dst } } else { Op::Absent { dst } });
        }
    }

    /// A list of arguments, spread ones among them.
    fn rest_list(&mut self, items: &[&'a Expr], list: Reg) {
        if items.len() <= 64 && items.iter().all(|item| spread(item).is_none()) {
            return self.temporarily(|this| {
                let first = this.f.registers.alloc_many(items.len());
                for (offset, item) in items.iter().enumerate() {
                    this.expr_into(item, Reg(first.0.saturating_add(offset as u16)));
                }
                this.emit(Op::List { dst: list, first, count: items.len() as u16 });
            });
        }
        self.emit(Op::List { dst: list, first: list, count: 0 });
        for item in items {
            self.temporarily(|this| {
                let value = this.f.alloc();
                this.expr_into(item, value);
                this.emit(match spread(item) {
                    Some(_) => Op::Extend { list, src: value },
                    None => Op::Push { list, value },
                });
            });
        }
    }

    /// Arguments by position; the first register and how many.
    fn positional(&mut self, arguments: &[Arg<'a>]) -> (Reg, u8) {
        let first = self.f.registers.alloc_many(arguments.len());
        for (offset, argument) in arguments.iter().enumerate() {
            self.expr_into(argument.value, Reg(first.0.saturating_add(offset as u16)));
        }
        (first, self.argument_count(arguments.len()))
    }

    fn argument_count(&mut self, count: usize) -> u8 {
        u8::try_from(count).unwrap_or_else(|_| {
            self.too_large(self.f.span, "a call with more than 255 arguments");
            u8::MAX
        })
    }

    /// A call with `...xs`: callee and list of arguments are values.
    fn call_spread(&mut self, callee: &'a Expr, arguments: &[Arg<'a>], usage: Usage) {
        let args = self.f.registers.alloc_many(2);
        let list = Reg(args.0.saturating_add(1));
        self.expr_into(callee, args);
        let values: Vec<&'a Expr> = arguments.iter().map(|argument| argument.value).collect();
        self.rest_list(&values, list);
        match usage {
            Usage::Value(dst) => self.emit(Op::CallList { dst, args }),
            Usage::Branch => self.branch_value(|dst| Op::CallList { dst, args }),
            Usage::Spawn(dst) => {
                let function = self.spreading_function();
                self.emit(Op::Spawn { dst, args, function });
            }
        }
    }

    /// A nested cell with captures: its closure is called, with all parameters filled in.
    fn call_closure(&mut self, callee: &'a Expr, id: CellId, arguments: &[Arg<'a>], usage: Usage) {
        let info = &self.checked.cells[id.0 as usize];
        let Some(arrangement) = arrange(&param_names(&info.params), arguments) else {
            return self.call_spread(callee, arguments, usage);
        };
        let args = self.f.registers.alloc_many(arrangement.count + 1);
        self.expr_into(callee, args);
        self.place(&arrangement, Reg(args.0.saturating_add(1)), false);
        let argc = self.argument_count(arrangement.count);
        self.call_value_in(argc, args, usage);
    }

    fn call_value(&mut self, callee: &'a Expr, arguments: &[Arg<'a>], usage: Usage) {
        if arguments.iter().any(Arg::is_spread) {
            return self.call_spread(callee, arguments, usage);
        }
        let args = self.f.alloc();
        self.expr_into(callee, args);
        let (_, argc) = self.positional(arguments);
        self.call_value_in(argc, args, usage);
    }

    fn call_value_in(&mut self, argc: u8, args: Reg, usage: Usage) {
        match usage {
            Usage::Value(dst) => self.emit(Op::CallValue { argc, dst, args }),
            Usage::Spawn(dst) => self.emit(Op::SpawnValue { argc, dst, args }),
            Usage::Branch => self.branch_value(|dst| Op::CallValue { argc, dst, args }),
        }
    }

    fn call_builtin(&mut self, callee: &'a Expr, id: BuiltinId, arguments: &[Arg<'a>], usage: Usage) {
        if arguments.iter().any(Arg::is_spread) {
            return self.call_spread(callee, arguments, usage);
        }
        let (args, argc) = match arguments.iter().any(|argument| argument.name.is_some()) {
            true => self.named_builtin_arguments(id, arguments),
            false => self.positional(arguments),
        };
        match usage {
            Usage::Value(dst) => self.emit(Op::CallBuiltin { argc, dst, args, builtin: id }),
            Usage::Spawn(dst) => self.emit(Op::SpawnBuiltin { argc, dst, args, builtin: id }),
            Usage::Branch if gives_future(id) => self.emit(Op::BecomeBuiltin { argc, args, builtin: id }),
            Usage::Branch => self.branch_value(|dst| Op::CallBuiltin { argc, dst, args, builtin: id }),
        }
    }

    /// A builtin gets no more arguments than the last one that is given; what is left out before it is null.
    fn named_builtin_arguments(&mut self, id: BuiltinId, arguments: &[Arg<'a>]) -> (Reg, u8) {
        let names = builtin_params(id);
        let params: Vec<(&str, bool)> = names.iter().map(|name| (name.as_str(), false)).collect();
        let Some(mut arrangement) = arrange(&params, arguments) else { return self.positional(arguments) };
        let count = arrangement.given.iter().map(|(index, _)| index + 1).max().unwrap_or(0);
        arrangement.absent.retain(|index| *index < count);
        let first = self.f.registers.alloc_many(count);
        self.place(&arrangement, first, true);
        (first, self.argument_count(count))
    }

    fn call_method(&mut self, object: &'a Expr, name: &Name, optional: bool, arguments: &[Arg<'a>], usage: Usage) {
        let symbol = self.symbol(&name.text);
        self.called_methods.insert(symbol);
        let args = self.f.alloc();
        self.expr_into(object, args);
        let done = self.f.label();
        if let (true, Usage::Value(dst)) = (optional, usage) {
            self.null_when_null(args, dst, done);
        }
        let (_, argc) = self.positional(arguments);
        match usage {
            Usage::Value(dst) => self.emit(Op::CallMethod { argc, dst, args, name: symbol }),
            Usage::Spawn(dst) => self.emit(Op::SpawnMethod { argc, dst, args, name: symbol }),
            Usage::Branch => self.emit(Op::BecomeMethod { argc, args, name: symbol }),
        }
        self.f.bind(done);
    }

    /// A tool gets a map of its named arguments; one without name is kept under its position.
    fn call_tool(&mut self, tool: u16, arguments: &[Arg<'a>], usage: Usage) {
        let args = self.f.alloc();
        self.temporarily(|this| {
            let first = this.f.registers.alloc_many(arguments.len() * 2);
            for (offset, argument) in arguments.iter().enumerate() {
                let key = Reg(first.0.saturating_add(2 * offset as u16));
                match argument.name {
                    Some(name) => this.text_constant(&name.text, key),
                    None => this.text_constant(&offset.to_string(), key),
                }
                this.expr_into(argument.value, Reg(key.0.saturating_add(1)));
            }
            this.emit(Op::Map { dst: args, first, count: arguments.len() as u16 });
        });
        match usage {
            Usage::Value(dst) => self.emit(Op::CallTool { dst, args, tool }),
            Usage::Spawn(dst) => self.emit(Op::SpawnTool { dst, args, tool }),
            Usage::Branch => self.branch_value(|dst| Op::CallTool { dst, args, tool }),
        }
    }

    fn call_extern(&mut self, id: ExternId, arguments: &[Arg<'a>], usage: Usage) {
        let params = param_names(&self.checked.externs[id.0 as usize].params);
        let function = id.0 as u16;
        let args = self.f.alloc();
        match arrange(&params, arguments) {
            Some(arrangement) => self.temporarily(|this| {
                let first = this.f.registers.alloc_many(arrangement.count);
                this.place(&arrangement, first, true);
                this.emit(Op::List { dst: args, first, count: arrangement.count as u16 });
            }),
            None => {
                let values: Vec<&'a Expr> = arguments.iter().map(|argument| argument.value).collect();
                self.rest_list(&values, args);
            }
        }
        match usage {
            Usage::Value(dst) => self.emit(Op::CallExtern { dst, args, function }),
            Usage::Spawn(dst) => self.emit(Op::SpawnExtern { dst, args, function }),
            Usage::Branch => self.branch_value(|dst| Op::CallExtern { dst, args, function }),
        }
    }

    fn construct_record(&mut self, id: RecordId, arguments: &[Arg<'a>], usage: Usage) {
        let fields = &self.checked.records[id.0 as usize].fields;
        let (base, arguments) = match arguments.split_first() {
            Some((first, rest)) if first.is_spread() => (spread(first.value), rest),
            _ => (None, arguments),
        };
        let of = Constructed { shape: Shape::Record(id), fields, base };
        self.construct(of, arguments, usage, |dst, first| Op::Record { dst, first, record: id.0 as u16 });
    }

    /// Takes the fields that no argument gives from `base`.
    fn take_over(&mut self, base: &'a Expr, fields: &[FieldInfo], absent: &[usize], first: Reg) {
        self.temporarily(|this| {
            let object = this.f.alloc();
            this.expr_into(base, object);
            for index in absent {
                let name = this.symbol(&fields[*index].name);
                this.emit(Op::Field { dst: Reg(first.0.saturating_add(*index as u16)), object, name });
            }
        });
    }

    fn construct_variant(&mut self, of: EnumId, index: u16, arguments: &[Arg<'a>], usage: Usage) {
        let fields = &self.checked.enums[of.0 as usize].variants[usize::from(index)].fields;
        let variant = self.variant(of, index);
        let of = Constructed { shape: Shape::Variant(of, index), fields, base: None };
        self.construct(of, arguments, usage, |dst, first| Op::Variant { dst, first, variant });
    }

    /// Builds a value from its fields, by its constructor function if it has one. A spawned construction is a value (rule R2e).
    fn construct(
        &mut self,
        of: Constructed<'a>,
        arguments: &[Arg<'a>],
        usage: Usage,
        build: impl FnOnce(Reg, Reg) -> Op,
    ) {
        let names: Vec<(&str, bool)> = of.fields.iter().map(|field| (field.name.as_str(), false)).collect();
        let Some(mut arrangement) = arrange(&names, arguments) else { return };
        let first = self.f.registers.alloc_many(arrangement.count.max(1));
        if let Some(base) = of.base {
            self.take_over(base, of.fields, &std::mem::take(&mut arrangement.absent), first);
        }
        self.place(&arrangement, first, false);
        let dst = if let Usage::Value(dst) = usage { dst } else { first };
        match self.constructors.get(&of.shape) {
            Some(function) => self.emit(Op::Call { dst, args: first, function: *function }),
            None => self.emit(build(dst, first)),
        }
        match usage {
            Usage::Value(_) => {}
            Usage::Spawn(dst) => self.emit(Op::SpawnAny { dst, src: first }),
            Usage::Branch => self.emit(Op::Return { src: first }),
        }
    }
}

/// A record or variant that is built.
struct Constructed<'a> {
    shape: Shape,
    fields: &'a [FieldInfo],
    /// The record whose fields are taken where no argument gives one.
    base: Option<&'a Expr>,
}

/// Callee and arguments of `left |> right`.
pub fn piped<'a>(left: &'a Expr, right: &'a Expr) -> (&'a Expr, Vec<Arg<'a>>) {
    match &right.unparen().kind {
        ExprKind::Call { callee, arguments } => {
            let mut all = vec![Arg::plain(left)];
            all.extend(Arg::list(arguments));
            (callee, all)
        }
        _ => (right, vec![Arg::plain(left)]),
    }
}

/// Whether a call of the builtin gives a future.
pub fn gives_future(id: BuiltinId) -> bool {
    ["sleep", "fetch"].iter().any(|name| builtin(name) == Some(id))
}
