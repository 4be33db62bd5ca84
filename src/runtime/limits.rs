//! Limits: each is a clear failure instead of a hang (rule R28).

/// The limits of a run. Chosen by feel: far above what a program for people needs, low enough to end within seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Instructions in all.
    pub steps: u64,
    /// Turns of fibers within one instant, so that `sleep(0)` cannot starve the timers for ever.
    pub instant_steps: u64,
    /// Futures in all.
    pub futures: u64,
    /// Fibers alive at one time.
    pub fibers: u64,
    /// How deep fibers may be made inside each other. A hierarchical id has a number for each level, so that ids grow with it.
    pub depth: u64,
    /// Frames of one fiber.
    pub frames: u64,
    /// Elements of one value; a text may have four bytes for each.
    pub value_size: u64,
    /// Printed lines.
    pub output_lines: u64,
    /// Entries of the event log.
    pub events: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            steps: 500_000_000,
            instant_steps: 1_000_000,
            futures: 2_000_000,
            fibers: 500_000,
            depth: 3_000,
            frames: 10_000,
            value_size: 16_000_000,
            output_lines: 100_000,
            events: 10_000_000,
        }
    }
}

/// A limit as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitRow {
    /// The option's name.
    pub name: &'static str,
    /// What it counts.
    pub counts: &'static str,
    /// Its value.
    pub value: u64,
}

impl Limits {
    /// All limits with their names.
    pub fn rows(&self) -> [LimitRow; 9] {
        let row = |name, counts, value| LimitRow { name, counts, value };
        [
            row("steps", "instructions in all", self.steps),
            row("instant_steps", "turns of fibers within one instant", self.instant_steps),
            row("futures", "futures in all", self.futures),
            row("fibers", "fibers alive at one time", self.fibers),
            row("depth", "fibers made inside each other", self.depth),
            row("frames", "frames of one fiber", self.frames),
            row("value_size", "elements of one value", self.value_size),
            row("output_lines", "printed lines", self.output_lines),
            row("events", "entries of the event log", self.events),
        ]
    }

    /// Sets a limit by its name; false when there is none of that name.
    pub fn set(&mut self, name: &str, value: u64) -> bool {
        let place = match name {
            "steps" => &mut self.steps,
            "instant_steps" => &mut self.instant_steps,
            "futures" => &mut self.futures,
            "fibers" => &mut self.fibers,
            "depth" => &mut self.depth,
            "frames" => &mut self.frames,
            "value_size" => &mut self.value_size,
            "output_lines" => &mut self.output_lines,
            "events" => &mut self.events,
            _ => return false,
        };
        *place = value;
        true
    }

    /// The message for a limit that was reached.
    pub fn message(name: &str, value: u64) -> String {
        let what = Limits::default().rows().iter().find(|row| row.name == name).map_or("", |row| row.counts);
        let what = if value == 1 { singular(what) } else { what.to_owned() };
        format!("limit `{name}` reached: more than {value} {what}; raise the limit `{name}` to go on")
    }
}

/// What a row counts, of one: its first plural is the noun.
fn singular(counts: &str) -> String {
    let noun = counts.split(' ').find(|word| word.ends_with('s')).unwrap_or_default();
    let one = noun.strip_suffix("ies").map_or_else(|| noun.trim_end_matches('s').to_owned(), |stem| format!("{stem}y"));
    counts.replacen(noun, &one, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_counted_in_the_singular() {
        let ones: Vec<String> = Limits::default().rows().iter().map(|row| singular(row.counts)).collect();
        assert_eq!(ones[0], "instruction in all");
        assert_eq!(ones[1], "turn of fibers within one instant");
        assert_eq!(ones[7..], ["printed line", "entry of the event log"]);
        assert!(Limits::message("frames", 2).contains("more than 2 frames of one fiber"));
    }

    #[test]
    fn every_row_can_be_set_by_its_name() {
        let mut limits = Limits::default();
        for row in Limits::default().rows() {
            assert!(limits.set(row.name, 7));
        }
        assert!(limits.rows().iter().all(|row| row.value == 7));
        assert!(!limits.set("nonsense", 7));
    }
}
