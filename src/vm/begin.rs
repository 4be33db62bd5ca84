//! The first thing a fiber does when its body is not simply a function: a builtin, a value or a method is called.

use super::here::{Here, Outcome};
use super::invoke::{self, Called, Site};
use super::{Callee, Exit, Halt, Host, WorkCall, methods};
use crate::bytecode::Reg;

/// Makes the call that is the fiber's body.
pub(super) fn begin<H: Host>(here: &mut Here<'_, H>, call: WorkCall) -> Outcome {
    let argc = call.arguments.len();
    here.fiber.registers = call.arguments;
    here.fiber.frames = here.image.spare_frames();
    let site = Site { is_body: true, ..Site::new(0, argc, Reg(0)) };
    let called = match call.callee {
        Callee::Function(function) => invoke::call_function(here, function, site)?,
        Callee::Builtin(builtin) => Called::Value(invoke::call_builtin(here, builtin, site)?),
        Callee::Value(callee) => invoke::call_value(here, &callee, site)?,
        Callee::Method(name) => methods::call_method(here, name, site)?,
    };
    match called {
        Called::Framed => Ok(()),
        Called::Value(value) => Err(Halt::Exited(Exit::Returned(value)).into()),
    }
}
