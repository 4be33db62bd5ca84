//! Journals: what a run was is enough to repeat it, and what is no journal is refused with its own message.
#![allow(clippy::disallowed_methods, reason = "the test reads files of the project")]

mod replaying;

use lumen_playground::runtime::{ClockKind, Progress};
use lumen_playground::trace::journal::{JournalProblem, Opened, read, write};
use lumen_playground::trace::{Entry, Execution, Mode, Options, Strictness, prepare};
use lumen_playground::vm::Value;
use lumen_playground::world::Provided;
use replaying::{finish, recorded, replayed_differences, text_of, workers};
use std::path::Path;

/// Two fibers that are ready together once.
const PAIR: &str = "@deterministic true
cell name(text: String) -> String = text
cell main() -> Any = await parallel(name(\"a\"), name(\"b\"))
";

/// Asks the host, and waits for whatever comes first.
const LIVE: &str = r#"
use tool ask as Ask

cell question(n: Int) -> Any
  return Ask(n: n)
end

cell main() -> Any
  let first = await race(question(1), question(2))
  let late = await timeout(20, question(3))
  print("{first} {late} at {now()}")
  return await question(4)
end
"#;

fn opened(text: &str) -> Opened {
    read(text).unwrap_or_else(|problem| panic!("{problem}\n{text}"))
}

fn random_run(seed: u64) -> Execution {
    let prepared = prepare(&workers(4)).unwrap();
    recorded(&prepared, &Options { mode: Some(Mode::Random), seed, ..Options::default() })
}

/// The shortest journal with a choice.
fn small_text() -> String {
    let prepared = prepare(PAIR).unwrap();
    let runs =
        (0..20).map(|seed| recorded(&prepared, &Options { mode: Some(Mode::Random), seed, ..Options::default() }));
    let texts = runs.filter(|run| !run.journal().choices.is_empty()).map(|run| text_of(&run));
    texts.min_by_key(String::len).expect("one of twenty seeds lets the second go first")
}

/// A run whose host answers out of order, with every kind of value, on the real clock.
fn live_run() -> Execution {
    let prepared = prepare(LIVE).unwrap();
    let options = Options { clock: ClockKind::Real, ..Options::default() };
    let provided = Provided { tools: ["ask".to_owned()].into_iter().collect(), ..Provided::default() };
    let mut run = Execution::new(&prepared, &options, provided);
    run.run(i64::MAX);
    let first: Vec<_> = run.take_host_calls().into_iter().map(|call| call.id).collect();
    assert_eq!(first.len(), 2);
    run.advance_to(7);
    run.answer(first[1], Ok(strange_value()));
    run.run(i64::MAX);
    assert_eq!(run.take_aborts(), [first[0]]);
    run.answer(first[0], Ok(Value::text("too late")));
    run.advance_to(30);
    run.run(i64::MAX);
    let last = run.take_host_calls().pop().expect("the fourth question").id;
    run.answer(last, Err("no \"luck\"\n".to_owned()));
    assert_eq!(run.run(i64::MAX), Progress::Finished);
    run
}

/// What JSON alone would lose.
fn strange_value() -> Value {
    Value::list(vec![
        Value::Null,
        Value::Bool(true),
        Value::Int(i64::MIN),
        Value::Int(i64::MAX),
        Value::Float(0.1),
        Value::Float(-0.0),
        Value::Float(1e300),
        Value::Float(f64::INFINITY),
        Value::Float(3.0),
        Value::text("\u{0}\"\\é😀"),
        Value::Bytes(vec![0, 255, 7].into()),
        Value::tuple(vec![Value::Int(1), Value::tuple(Vec::new())]),
        Value::set([Value::Int(2), Value::text("x")].into()),
        Value::map([(Value::Int(1), Value::Null), (Value::text("map"), Value::list(Vec::new()))].into()),
        Value::ok(Value::err(Value::Int(3))),
    ])
}

#[test]
fn a_schedule_is_repeated() {
    for seed in 0..20 {
        let run = random_run(seed);
        assert!(!run.journal().choices.is_empty(), "seed {seed} always took the first in line");
        assert_eq!(replayed_differences(&run), Vec::<String>::new());
    }
}

#[test]
fn a_run_that_took_the_first_in_line_has_no_choices_in_its_journal() {
    let run = recorded(&prepare(&workers(4)).unwrap(), &Options::default());
    assert_eq!(text_of(&run).lines().count(), 2, "{}", text_of(&run));
    assert!(run.journal().end.choices > 0);
}

#[test]
fn a_call_of_a_cell_is_repeated_with_its_arguments() {
    let prepared = prepare("cell pause(ms: Int, what: Any) -> Any\n  await sleep(ms)\n  return what\nend\n").unwrap();
    let entry = Entry { cell: "pause".into(), arguments: vec![Value::Int(7), strange_value()] };
    let run = recorded(&prepared, &Options { entry: Some(entry), ..Options::default() });
    assert_eq!(run.machine().now_ms(), 7);
    assert_eq!(replayed_differences(&run), Vec::<String>::new());
}

#[test]
fn a_live_run_is_repeated_without_its_host() {
    let run = live_run();
    let inputs = text_of(&run).lines().filter(|line| line.starts_with("{\"record\":\"answer\"")).count();
    assert_eq!(inputs, 3, "{}", text_of(&run));
    assert_eq!(replayed_differences(&run), Vec::<String>::new());
}

#[test]
fn a_run_stopped_in_the_middle_of_a_turn_is_repeated() {
    let prepared = prepare("cell main()\n  let mut n = 0\n  while true\n    n += 1\n  end\nend\n").unwrap();
    let mut run = Execution::new(&prepared, &Options::default(), Provided::default());
    for _ in 0..3 {
        assert_eq!(run.run(5_000), Progress::MoreWork);
    }
    assert!(run.machine().is_in_turn());
    run.stop("by hand");
    finish(&mut run, 1000);
    assert_eq!(run.machine().error().map(|error| error.message.to_string()).as_deref(), Some("by hand"));
    assert_eq!(replayed_differences(&run), Vec::<String>::new());
}

#[test]
fn a_run_under_way_has_a_journal() {
    let prepared = prepare(&workers(4)).unwrap();
    let mut run =
        Execution::new(&prepared, &Options { mode: Some(Mode::Random), ..Options::default() }, Provided::default());
    run.run(50);
    let opened = opened(&text_of(&run));
    assert_eq!(opened.journal.end.status, "open");
    let mut replay = Execution::replay(&opened, Strictness::Strict);
    finish(&mut replay, i64::MAX);
    assert_eq!(replay.divergence(), None);
    assert_eq!(replay.journal().end.status, "ok");
}

#[test]
fn a_strict_replay_stops_before_a_choice_that_does_not_fit() {
    let run = random_run(3);
    let text = text_of(&run);
    let digest = run.journal().choices[2].ready;
    let changed = text.replacen(&format!("{digest:016x}"), "0123456789abcdef", 1);
    let opened = opened(&changed);
    let first = opened.journal.choices.iter().find(|choice| choice.ready == 0x0123_4567_89ab_cdef).unwrap();
    let mut replay = Execution::replay(&opened, Strictness::Strict);
    finish(&mut replay, i64::MAX);
    let divergence = replay.divergence().expect("it noticed");
    assert_eq!(divergence.seq, first.seq, "nothing happened after the choice");
    let taken =
        format!("choice {} of {} `{}` was made among others: ready are 0.", first.number, first.pick, first.operation);
    assert!(
        divergence.message.starts_with(&taken) && divergence.message.contains("(line 12)"),
        "{}",
        divergence.message
    );
    assert_eq!(replay.machine().status().word(), "limit");

    let mut lenient = Execution::replay(&opened, Strictness::Lenient);
    finish(&mut lenient, i64::MAX);
    assert_eq!(lenient.divergence().map(|it| it.seq), Some(first.seq));
    assert_eq!(lenient.machine().status().word(), "ok");
}

#[test]
fn a_strict_replay_notices_what_is_missing_and_what_is_too_much() {
    let live = text_of(&live_run());
    let without = |kind: &str| {
        let starts = format!("{{\"record\":\"{kind}\"");
        live.lines().filter(|line| !line.starts_with(&starts)).map(|line| format!("{line}\n")).collect::<String>()
    };
    let message = |text: &str| {
        let mut replay = Execution::replay(&opened(text), Strictness::Strict);
        finish(&mut replay, i64::MAX);
        replay.divergence().expect("it noticed").message.clone()
    };
    assert!(
        message(&without("answer")).contains("the run waits for `ask` of 0.1.1.1"),
        "{}",
        message(&without("answer"))
    );
    let random = text_of(&random_run(1));
    let far = "{\"record\":\"choice\",\"seq\":900,\"number\":900,\"index\":1,\"ready\":\"0000000000000000\",\
               \"pick\":\"0\",\"operation\":\"\"}\n{\"record\":\"end\"";
    assert_eq!(message(&random.replace("{\"record\":\"end\"", far)), "the run ended and the journal goes on");
    let other = live.replace("\"name\":\"ask\"", "\"name\":\"tell\"");
    assert_eq!(message(&other), "the journal answers `tell` for 0.1.2.1, where `ask` is called");
    let hash = format!("{:016x}", random_run(1).journal().end.check.hash);
    let elsewhere = random.replace(&hash, "0123456789abcdef");
    assert!(message(&elsewhere).contains("something on the way was different"));
}

#[test]
fn an_edited_program_follows_the_journal_as_far_as_it_fits() {
    let text = text_of(&random_run(5));
    let comment = prepare(&workers(4).replace("let log", "# a comment\n  let log")).unwrap();
    let mut same = Execution::replay_edited(&comment, &opened(&text));
    finish(&mut same, i64::MAX);
    assert_eq!(same.divergence().map(|it| it.seq), None);
    let edited = prepare(&workers(4).replace("      worker(\"c{n}\", log)\n", "")).unwrap();
    let mut run = Execution::replay_edited(&edited, &opened(&text));
    finish(&mut run, i64::MAX);
    assert!(run.divergence().is_some());
    assert_eq!(run.machine().status().word(), "ok");
}

#[test]
fn each_problem_has_its_message() {
    let text = text_of(&random_run(1));
    let problem = |text: &str| read(text).err();
    assert_eq!(problem(""), Some(JournalProblem::Foreign));
    assert_eq!(problem("hello\n"), Some(JournalProblem::Foreign));
    assert_eq!(problem("{\"record\":\"x\"}\n"), Some(JournalProblem::Foreign));
    assert_eq!(problem(&text.replace("\"format\":1", "\"format\":2")), Some(JournalProblem::Newer(2)));
    let never = JournalProblem::Damaged { line: 1, what: "there was no format 0".into() };
    assert_eq!(problem(&text.replace("\"format\":1", "\"format\":0")), Some(never));
    let broken = text.replacen("{\"record\":\"lumen-journal\",", "{\"record\":\"lumen-journal\",,", 1);
    let said = problem(&broken).map(|problem| problem.to_string()).unwrap_or_default();
    assert!(said.starts_with("this journal is damaged in line 1: column 27: expected"), "{said}");
    let later = u64::MAX.to_string();
    let late = text.replace("\"seed\":\"1\"", &format!("\"seed\":\"{later}\""));
    assert!(matches!(problem(&late), Some(JournalProblem::Damaged { line: 1, .. })), "no report can say {later}");
    assert_eq!(problem(&text.replace("\"semantics\":1", "\"semantics\":9")), Some(JournalProblem::OtherSemantics(9)));
    assert_eq!(problem(&text.replace("0..4", "0..5")), Some(JournalProblem::OtherProgram));
    assert_eq!(problem(&text.replace("shared([])", "# é\\n  shared([])")).map(|_| ()), None, "comments may change");
    assert!(matches!(
        problem(&text.replace("\"index\":1", "\"index\":0")),
        Some(JournalProblem::ImpossibleChoice { .. })
    ));
    assert!(matches!(problem(&text.replace("\"index\":1", "\"index\":-1")), Some(JournalProblem::Damaged { .. })));
    assert!(matches!(problem(&text.replace("\"turn\":", "\"turn\":1e")), Some(JournalProblem::Damaged { .. })));
    assert!(matches!(problem(&format!("{text}{{}}\n")), Some(JournalProblem::Extra { .. })));
    let deep = format!("{}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(problem(&deep), Some(JournalProblem::Foreign)));
    assert!(matches!(
        problem(&text.replace("{\"record\":\"end\"", &format!("{deep}{{\"record\":\"end\""))),
        Some(JournalProblem::Damaged { .. })
    ));
}

#[test]
fn damage_is_an_error_or_leaves_a_run() {
    let text = small_text();
    for end in 0..text.len() {
        if text.is_char_boundary(end) {
            assert!(read(&text[..end]).is_err(), "cut at {end}");
        }
    }
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1 << (at % 7);
        let Ok(damaged) = String::from_utf8(bytes) else { continue };
        if let Ok(opened) = read(&damaged) {
            let mut replay = Execution::replay(&opened, Strictness::Strict);
            for _ in 0..100 {
                replay.run(10_000);
            }
        }
    }
}

/// Where the numbers stand in what follows a journal's first line.
fn numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    let body = text.find('\n').unwrap_or(text.len());
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, _) in text.char_indices().filter(|(at, c)| *at > body && c.is_ascii_digit()) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

#[test]
fn absurd_numbers_are_an_error_or_leave_a_run() {
    let mut opened_count = 0;
    for text in [small_text(), text_of(&live_run())] {
        for place in numbers(&text) {
            for number in ["0", "9223372036854775807"] {
                let mut changed = text.clone();
                changed.replace_range(place.clone(), number);
                let Ok(opened) = read(&changed) else { continue };
                opened_count += 1;
                for strictness in [Strictness::Strict, Strictness::Lenient] {
                    let mut replay = Execution::replay(&opened, strictness);
                    for _ in 0..50 {
                        replay.run(10_000);
                    }
                }
            }
        }
    }
    assert!(opened_count > 20, "only {opened_count} journals could be opened");
}

/// Journals of format 1 as they were first written. They must replay for ever.
#[test]
fn old_journals_replay() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals");
    let is_blessing = std::env::var_os("LUMEN_BLESS_JOURNALS").is_some();
    for (name, run) in [("schedule-1.jsonl", random_run(1)), ("live-1.jsonl", live_run())] {
        let path = folder.join(name);
        if is_blessing && !path.exists() {
            std::fs::write(&path, text_of(&run)).unwrap();
        }
        let text = std::fs::read_to_string(path).expect("fixtures are part of the project");
        let opened = opened(&text);
        let mut replay = Execution::replay(&opened, Strictness::Strict);
        finish(&mut replay, i64::MAX);
        assert_eq!(replay.divergence(), None, "{name}");
        let hash_now = replay.trace_hash();
        let text = text.replace(&opened.journal.end.trace_hash, &hash_now);
        assert_eq!(write(&replay.journal(), replay.machine().program()), text, "{name}");
    }
}
