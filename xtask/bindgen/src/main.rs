//! `xtask-bindgen INPUT.wasm OUT_DIR OUT_NAME`: writes the JavaScript and type declarations of a compiled module.
//!
//! Its own crate, so that the other commands do not wait for its dependencies. It knows nothing of where its
//! arguments come from.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, out_dir, out_name] = arguments.as_slice() else {
        eprintln!("usage: xtask-bindgen INPUT.wasm OUT_DIR OUT_NAME");
        return ExitCode::from(3);
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(out_name)
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    match bindgen.web(true).and_then(|bindgen| bindgen.generate(out_dir)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}
