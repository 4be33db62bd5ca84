//! How many tests passed and failed, read from what the test programs print.

/// Counts of passed and failed tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl Tally {
    /// Adds another part's counts.
    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Adds what a line of `cargo test` says: `test result: ok. 5 passed; 0 failed; …`.
    pub fn read_cargo(&mut self, line: &str) {
        if let Some(counts) = line.strip_prefix("test result: ") {
            self.add(words(counts.split_once(". ").map_or(counts, |(_, counts)| counts)));
        }
    }

    /// Adds what a line of `node --test` says: `# pass 5`.
    pub fn read_node(&mut self, line: &str) {
        let mut words = line.split_whitespace().skip(1);
        let (Some(word), Some(Ok(count)), None) = (words.next(), words.next().map(str::parse::<u64>), words.next())
        else {
            return;
        };
        match word {
            "pass" => self.passed += count,
            "fail" | "cancelled" => self.failed += count,
            _ => {}
        }
    }

    /// Adds what a line of vitest says: `Tests  1 failed | 11 passed (12)`.
    pub fn read_vitest(&mut self, line: &str) {
        if let Some(counts) = plain(line).trim().strip_prefix("Tests ") {
            self.add(words(counts));
        }
    }

    /// Adds what a line of Playwright says: `12 passed (5.0s)`, `1 failed`.
    pub fn read_playwright(&mut self, line: &str) {
        let line = plain(line);
        let mut parts = line.split_whitespace();
        let (Some(Ok(count)), Some(word)) = (parts.next().map(str::parse::<u64>), parts.next()) else { return };
        match word {
            "passed" => self.passed += count,
            "failed" | "flaky" | "interrupted" => self.failed += count,
            "did" => self.failed += count,
            _ => {}
        }
    }
}

/// Counts of the form `N passed`, `N failed`, whatever stands between.
fn words(text: &str) -> Tally {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut tally = Tally::default();
    for pair in words.windows(2) {
        let Ok(count) = pair[0].parse::<u64>() else { continue };
        match pair[1] {
            "passed" => tally.passed += count,
            "failed" => tally.failed += count,
            _ => {}
        }
    }
    tally
}

/// The line without terminal colours.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        if c == '\u{1b}' {
            rest.by_ref().find(char::is_ascii_alphabetic);
        } else {
            out.push(c)
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(read: fn(&mut Tally, &str), text: &str) -> (u64, u64) {
        let mut tally = Tally::default();
        text.lines().for_each(|line| read(&mut tally, line));
        (tally.passed, tally.failed)
    }

    #[test]
    fn reads_cargo() {
        let text = "test a ... ok\ntest result: ok. 5 passed; 0 failed; 1 ignored; 0 measured\ntest result: FAILED. 2 passed; 3 failed; 0 ignored";
        assert_eq!(read(Tally::read_cargo, text), (7, 3));
    }

    #[test]
    fn reads_node() {
        assert_eq!(read(Tally::read_node, "# tests 4\n# pass 3\n# fail 1\nℹ pass 2\nok 1 - a pass 7"), (5, 1));
    }

    #[test]
    fn reads_vitest() {
        let text = " Test Files  2 passed (2)\n\u{1b}[2m      Tests \u{1b}[22m 1 failed | 11 passed (12)";
        assert_eq!(read(Tally::read_vitest, text), (11, 1));
    }

    #[test]
    fn reads_playwright() {
        assert_eq!(
            read(Tally::read_playwright, "  1 failed\n    [chromium] x\n  2 did not run\n  12 passed (5.0s)"),
            (12, 3)
        );
    }
}
