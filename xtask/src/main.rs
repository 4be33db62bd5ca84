//! `cargo xtask <command>`: everything that builds, tests, checks and serves the playground.
fn main() {}
