//! `cargo xtask COMMAND`: everything that builds, tests, checks and serves the playground.
//!
//! One module per concern; this file only reads the command line and hands over. Nothing here knows the language.

mod apt;
mod arguments;
mod bench;
mod bless;
mod browser;
mod check;
mod extras;
mod npm;
mod paths;
mod process;
mod recipe;
mod say;
mod serve;
mod stamp;
mod tally;
mod test;
mod toolchain;
mod wasm;
mod www;

use arguments::{Arguments, Command};
use say::Outcome;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", arguments::USAGE);
            return ExitCode::from(3);
        }
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Outcome<()> {
    match arguments.command {
        Command::Help => {
            println!("{}", arguments::USAGE);
            Ok(())
        }
        Command::Serve => serve::run(arguments),
        Command::Test => test::run(arguments),
        Command::Build => www::build(arguments),
        Command::Check => check::run(arguments),
        Command::Bench => bench::run(arguments),
        Command::Bless => bless::run(),
    }
}
