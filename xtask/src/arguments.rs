//! The command line: one command and its few options.

/// What is printed for `help` and after wrong usage.
pub const USAGE: &str = "\
usage: cargo xtask COMMAND [OPTIONS]

  serve    build what is missing or stale, serve the playground, print its address
             --port N      port to serve on (default 8080)
             --no-open     do not open a browser window
  test     run every test: native, wasm in Node, units of the page, the page in a browser
             --only PART   native, node, unit or page; may be repeated
  build    fill pkg/ and www/dist/
  check    format, lint, layering, types
  bench    measure beside other interpreters, in wasm under Node
  bless    refresh the expectations of the tests

  --profile NAME   a profile of wasm-pack.toml (default: the one it names)";

/// A command of `cargo xtask`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Prints the usage.
    Help,
    /// Builds and serves the page.
    Serve,
    /// Runs every test.
    Test,
    /// Fills `pkg/` and `www/dist/`.
    Build,
    /// Formats, lints, layers, types.
    Check,
    /// Measures speed and size.
    Bench,
    /// Refreshes expectations.
    Bless,
}

/// A parsed command line.
#[derive(Debug, PartialEq, Eq)]
pub struct Arguments {
    /// What to do.
    pub command: Command,
    /// The port of `serve`.
    pub port: u16,
    /// Whether `serve` opens a browser window.
    pub open: bool,
    /// The build profile, if not the recipe's own.
    pub profile: Option<String>,
    /// The parts of `test` to run; empty for all.
    pub only: Vec<String>,
}

impl Arguments {
    /// Reads the words after `cargo xtask`.
    ///
    /// # Errors
    /// One sentence about the first word that cannot be understood.
    pub fn parse(words: impl IntoIterator<Item = String>) -> Result<Arguments, String> {
        let mut words = words.into_iter();
        let command = command(words.next().as_deref().unwrap_or("help"))?;
        let mut arguments = Arguments { command, port: 8080, open: true, profile: None, only: Vec::new() };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            match word.as_str() {
                "--port" => arguments.port = port(&value()?)?,
                "--no-open" => arguments.open = false,
                "--profile" => arguments.profile = Some(value()?),
                "--only" => arguments.only.push(part(value()?)?),
                _ => return Err(format!("unknown option {word}")),
            }
        }
        Ok(arguments)
    }

    /// Whether `test` runs this part.
    pub fn wants(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == part)
    }
}

fn command(word: &str) -> Result<Command, String> {
    match word {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "serve" => Ok(Command::Serve),
        "test" => Ok(Command::Test),
        "build" => Ok(Command::Build),
        "check" => Ok(Command::Check),
        "bench" => Ok(Command::Bench),
        "bless" => Ok(Command::Bless),
        _ => Err(format!("unknown command {word}")),
    }
}

fn port(word: &str) -> Result<u16, String> {
    word.parse().map_err(|_| format!("--port needs a number from 0 to 65535, not {word}"))
}

fn part(word: String) -> Result<String, String> {
    let known = ["native", "node", "unit", "page"];
    if known.contains(&word.as_str()) { Ok(word) } else { Err(format!("--only takes one of {}", known.join(", "))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, String> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn serve_has_its_defaults() {
        let arguments = parse("serve").unwrap();
        assert_eq!((arguments.port, arguments.open), (8080, true));
    }

    #[test]
    fn serve_takes_its_options() {
        let arguments = parse("serve --port 9000 --no-open").unwrap();
        assert_eq!((arguments.port, arguments.open), (9000, false));
    }

    #[test]
    fn wrong_words_are_named() {
        assert_eq!(parse("sevre").unwrap_err(), "unknown command sevre");
        assert_eq!(parse("serve --prt").unwrap_err(), "unknown option --prt");
        assert!(parse("serve --port x").unwrap_err().contains("not x"));
        assert!(parse("serve --port").unwrap_err().contains("needs a value"));
        assert!(parse("test --only wasm").unwrap_err().contains("native, node"));
    }

    #[test]
    fn test_runs_every_part_unless_told() {
        assert!(parse("test").unwrap().wants("page"));
        let only = parse("test --only native --only node").unwrap();
        assert!(only.wants("node") && !only.wants("page"));
    }
}
