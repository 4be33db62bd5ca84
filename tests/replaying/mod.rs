//! Records a run, writes its journal down, and repeats the run from it.
#![allow(dead_code, reason = "each test uses a part of it")]

use lumen_playground::runtime::Progress;
use lumen_playground::trace::journal::{Choices, Journal, read, write};
use lumen_playground::trace::{Execution, Options, Prepared, Strictness};
use lumen_playground::world::Provided;

/// Instructions of a slice of a replay: it must not matter that the recorded run was not cut like that.
const SLICE: i64 = 777;

/// Three workers are ready together in each of so many rounds; the order in which they write decides the value.
pub fn workers(rounds: usize) -> String {
    WORKERS.replace("ROUNDS", &rounds.to_string())
}

const WORKERS: &str = r#"
@deterministic true

cell worker(name: String, log: Shared[Any])
  log.set(push(log.get(), name))
end

cell main() -> Any
  let log = shared([])
  for n in 0..ROUNDS
    await parallel
      worker("a{n}", log)
      worker("b{n}", log)
      worker("c{n}", log)
    end
  end
  return log.get()
end
"#;

/// Runs to the end, without a host.
pub fn recorded(prepared: &Prepared, options: &Options) -> Execution {
    let mut execution = Execution::new(prepared, options, Provided::default());
    finish(&mut execution, i64::MAX);
    execution
}

/// Runs on in slices until nothing is left.
pub fn finish(execution: &mut Execution, slice: i64) {
    while execution.run(slice) == Progress::MoreWork {}
}

/// What is different when the run is repeated from its journal.
pub fn differences(prepared: &Prepared, options: &Options) -> Vec<String> {
    let run = recorded(prepared, options);
    let mut found = replayed_differences(&run);
    found.extend(short_form_differences(prepared, options, &run));
    found
}

/// What is different when a recorded run is replayed.
pub fn replayed_differences(run: &Execution) -> Vec<String> {
    let text = text_of(run);
    let opened = match read(&text) {
        Ok(opened) => opened,
        Err(problem) => return vec![format!("its journal cannot be read: {problem}\n{text}")],
    };
    let mut found = Vec::new();
    if write(&opened.journal, &opened.prepared.program) != text {
        found.push(format!("its journal reads as another one\n{text}"));
    }
    let mut replay = Execution::replay(&opened, Strictness::Strict);
    finish(&mut replay, SLICE);
    found.extend(replay.divergence().map(|divergence| format!("{}\n{text}", divergence.sentence())));
    if replay.trace_hash() != run.trace_hash() {
        found.push("a replay gave another event log".to_owned());
    }
    if text_of(&replay) != text {
        found.push(format!("a replay gave another journal\n{text}\n{}", text_of(&replay)));
    }
    found
}

fn short_form_differences(prepared: &Prepared, options: &Options, run: &Execution) -> Vec<String> {
    let short = Choices(run.journal().schedule()).encode();
    let Some(choices) = Choices::decode(&short) else { return vec![format!("`{short}` cannot be read")] };
    let again = recorded(prepared, &Options { choices: Some(choices.0), ..options.clone() });
    let is_same = again.trace_hash() == run.trace_hash();
    if is_same { Vec::new() } else { vec![format!("the schedule `{short}` gave another event log")] }
}

/// The text of a run's journal.
pub fn text_of(run: &Execution) -> String {
    let journal: Journal = run.journal();
    write(&journal, run.machine().program())
}
