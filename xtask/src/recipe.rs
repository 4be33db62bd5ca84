//! `wasm-pack.toml`: how the wasm module is built, as data.

use crate::paths;
use crate::say::{About, Failure, Outcome, fail};
use toml::{Table, Value};

/// What the build needs to know of `wasm-pack.toml`.
#[derive(Debug)]
pub struct Recipe {
    /// The folder of the npm package, relative to the root.
    pub out_dir: String,
    /// The stem of the built files.
    pub out_name: String,
    /// The cargo profile.
    pub cargo_profile: String,
    /// Flags of wasm-opt; none leaves the module as it is.
    pub wasm_opt: Option<Vec<String>>,
    /// The largest size of the module, brotli at its best quality.
    pub module_brotli_bytes_max: u64,
    /// The size it shall come down to.
    pub module_brotli_bytes_goal: u64,
}

impl Recipe {
    /// Reads the recipe in the root, with the profile asked for or its own.
    pub fn read(profile: Option<&str>) -> Outcome<Recipe> {
        Recipe::from_table(&table("wasm-pack.toml")?, profile)
    }

    fn from_table(table: &Table, profile: Option<&str>) -> Outcome<Recipe> {
        let text = |path: &[&str]| {
            look_up(table, path).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| missing(path))
        };
        if text(&["build", "target"])? != "web" {
            return fail("wasm-pack.toml: build.target must be \"web\", the only one this build knows");
        }
        let profile = match profile {
            Some(profile) => profile.to_owned(),
            None => text(&["build", "profile"])?,
        };
        let bytes = |name: &str| {
            let path = ["budget", name];
            let bytes = look_up(table, &path).and_then(Value::as_integer).ok_or_else(|| missing(&path))?;
            u64::try_from(bytes).about(name)
        };
        Ok(Recipe {
            out_dir: text(&["build", "out-dir"])?,
            out_name: text(&["build", "out-name"])?,
            cargo_profile: text(&["profile", &profile, "cargo-profile"])?,
            wasm_opt: flags(look_up(table, &["profile", &profile, "wasm-opt"])),
            module_brotli_bytes_max: bytes("module-brotli-bytes-ceiling")?,
            module_brotli_bytes_goal: bytes("module-brotli-bytes-goal")?,
        })
    }

    /// The folder cargo puts this profile's results in.
    pub fn cargo_profile_dir(&self) -> &str {
        if self.cargo_profile == "dev" { "debug" } else { &self.cargo_profile }
    }
}

/// Reads a TOML file of the root.
fn table(file: &str) -> Outcome<Table> {
    let text = std::fs::read_to_string(paths::at(file)).about(file)?;
    text.parse().about(file)
}

fn look_up<'a>(table: &'a Table, path: &[&str]) -> Option<&'a Value> {
    let (last, folders) = path.split_last()?;
    let mut table = table;
    for folder in folders {
        table = table.get(*folder)?.as_table()?;
    }
    table.get(*last)
}

fn missing(path: &[&str]) -> Failure {
    Failure(format!("wasm-pack.toml: no {}", path.join(".")))
}

fn flags(value: Option<&Value>) -> Option<Vec<String>> {
    let flags = value?.as_array()?;
    Some(flags.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_metadata_of_cargo_toml() {
        let recipe = table("wasm-pack.toml").unwrap();
        let manifest = table("Cargo.toml").unwrap();
        let ours = look_up(&recipe, &["profile"]).and_then(Value::as_table).unwrap();
        let theirs =
            look_up(&manifest, &["package", "metadata", "wasm-pack", "profile"]).and_then(Value::as_table).unwrap();
        assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
        for (name, profile) in ours {
            assert_eq!(profile.get("wasm-opt"), theirs[name].get("wasm-opt"), "profile {name}");
        }
    }

    #[test]
    fn cargo_knows_the_target_features() {
        let recipe = table("wasm-pack.toml").unwrap();
        let config = table(".cargo/config.toml").unwrap();
        let features = look_up(&recipe, &["build", "target-features"]).and_then(Value::as_str).unwrap();
        let flags = flags(look_up(&config, &["target", crate::toolchain::TARGET, "rustflags"])).unwrap();
        assert_eq!(flags, [format!("-Ctarget-feature={features}")]);
    }

    #[test]
    fn the_module_is_named_as_the_library() {
        let manifest = table("Cargo.toml").unwrap();
        let library = look_up(&manifest, &["lib", "name"]).and_then(Value::as_str).unwrap();
        assert_eq!(Recipe::read(None).unwrap().out_name, library);
    }

    #[test]
    fn every_profile_can_be_read() {
        assert_eq!(Recipe::read(Some("dev")).unwrap().cargo_profile_dir(), "debug");
        assert_eq!(Recipe::read(Some("release")).unwrap().cargo_profile_dir(), "release");
        assert!(Recipe::read(Some("nope")).unwrap_err().0.contains("profile.nope"));
    }
}
