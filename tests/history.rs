//! Going back: any moment of a run can be looked at, in any order, and looking changes nothing.
#![allow(clippy::disallowed_methods, reason = "the tests read the examples")]

use lumen_playground::runtime::{ClockKind, Driver, EventKind, Progress};
use lumen_playground::trace::{AwaitedText, Execution, History, Inspection, Log, Options, prepare};
use lumen_playground::vm::Value;
use lumen_playground::world::Provided;
use std::fs;
use std::path::Path;

fn finished(source: &str) -> Execution {
    let prepared = prepare(source).expect("the program compiles");
    let mut execution = Execution::new(&prepared, &Options::default(), Provided::default());
    while execution.run(i64::MAX) == Progress::MoreWork {}
    execution
}

fn history(source: &str) -> History {
    finished(source).history()
}

/// `name = value` of all variables of a future's frames, innermost first, behind the cell and its line.
fn frames(inspection: &Inspection, id: &str, source: &str) -> Vec<String> {
    let future = inspection.futures.iter().find(|future| future.id == id).expect("the future is open");
    let line = |start: u32| source[..start as usize].matches('\n').count() + 1;
    let frame = |frame: &lumen_playground::trace::FrameState| {
        let variables: Vec<String> = frame.variables.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        format!("{} line {}: {}", frame.cell, line(frame.span.start), variables.join(", "))
    };
    future.frames.iter().map(frame).collect()
}

/// The number of events up to the first whose sentence holds `text`.
fn events_until(source: &str, text: &str) -> u64 {
    let run = finished(source);
    let mut events = run.log().events();
    let position = events.position(|event| lumen_playground::trace::describe(&event, run.machine()).contains(text));
    position.unwrap_or_else(|| panic!("no event says {text}")) as u64 + 1
}

fn examples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/examples");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<(String, String)> =
        files.map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect();
    found.sort();
    assert!(found.len() >= 21);
    found
}

const STEPS: &str = r#"cell inner(n: Int) -> Int
  let doubled = n * 2
  await sleep(10)
  return doubled
end

cell outer(name: String) -> Int
  let first = inner(3)
  let second = inner(first)
  return second
end

cell main() -> Int
  let word = "hello"
  let future = spawn(outer(word))
  print("one")
  let more = 1
  print("two")
  return await future + more
end
"#;

#[test]
fn a_moment_shows_frames_and_variables() {
    let mut history = history(STEPS);
    let one = events_until(STEPS, "printed: one");
    let at_one = history.inspect(one, None);
    assert_eq!(frames(&at_one, "0", STEPS), ["main line 17: word = \"hello\", future = <future 0.1 pending>"]);
    assert_eq!(frames(&at_one, "0.1", STEPS), ["inner line 3: n = 3, doubled = 6", "outer line 8: name = \"hello\""]);
    let at_two = history.inspect(events_until(STEPS, "printed: two"), None);
    assert_eq!(
        frames(&at_two, "0", STEPS)[0],
        "main line 19: word = \"hello\", future = <future 0.1 pending>, more = 1"
    );
}

#[test]
fn it_says_who_waits_for_what_and_since_when() {
    let second = events_until(STEPS, "waits for 0.1.2");
    let mut history = history(STEPS);
    let later = history.inspect(second, None);
    let outer = later.futures.iter().find(|future| future.id == "0.1").unwrap();
    assert_eq!((outer.state, outer.since_ms), ("waiting", Some(10)));
    assert_eq!(outer.awaited, Some(AwaitedText::Futures(vec!["0.1.2".into()])));
    let sleep = later.futures.iter().find(|future| future.id == "0.1.2").unwrap();
    assert_eq!((sleep.label.as_str(), &sleep.awaited), ("sleep(10)", &Some(AwaitedText::Clock(20))));
}

#[test]
fn channels_and_shared_cells_show_what_they_hold() {
    let source = r#"cell main() -> Null
  let c = channel(capacity: 2)
  let total = shared(41)
  await c.send("a")
  await c.send("b")
  let third = c.send("c")
  total.update(fn(n: Int) -> Int => n + 1)
  print("now")
  await c.receive()
  await third
end
"#;
    let now = history(source).inspect(events_until(source, "printed: now"), None);
    let channel = &now.channels[0];
    assert_eq!((channel.id, channel.capacity, channel.is_closed), (1, 2, false));
    assert_eq!(channel.buffered, ["\"a\"", "\"b\""]);
    assert_eq!(channel.senders, [("0.3".to_string(), "\"c\"".to_string())]);
    assert_eq!(now.shared, [(1, "42".to_string())]);
}

#[test]
fn one_future_can_be_asked_for() {
    let mut history = history(STEPS);
    let one = events_until(STEPS, "printed: one");
    let only = history.inspect(one, Some("0.1"));
    assert_eq!(only.futures.iter().map(|future| &*future.id).collect::<Vec<_>>(), ["0.1"]);
    assert!(history.inspect(one, Some("0.9")).futures.is_empty());
}

#[test]
fn moments_are_the_same_in_any_order() {
    for (name, source) in examples() {
        let count = finished(&source).log().len() as u64;
        let mut forward = history(&source);
        let there: Vec<Inspection> = (0..=count).map(|events| forward.inspect(events, None)).collect();
        let mut backward = history(&source);
        for events in (0..=count).rev() {
            assert_eq!(backward.inspect(events, None), there[events as usize], "{name} after {events} events");
        }
    }
}

#[test]
fn a_machine_that_paused_goes_on_as_if_it_had_not() {
    for (name, source) in examples() {
        let prepared = prepare(&source).expect("the program compiles");
        let straight = finished(&source);
        for events in 0..straight.log().len() as u64 {
            let options = Options::default();
            let (mut machine, mut log) = (prepared.machine(&options), Log::default());
            let (mut policy, mut world) = (prepared.policy(&options), prepared.world(&options));
            let mut driver = Driver { policy: &mut policy, world: &mut world, observer: &mut log };
            machine.pause_after(Some(events));
            while machine.event_count() < events {
                machine.run(&mut driver, i64::MAX);
            }
            machine.pause_after(None);
            while machine.run(&mut driver, i64::MAX) == Progress::MoreWork {}
            assert_eq!(log.hash(&machine), straight.trace_hash(), "{name}, paused after {events} events");
        }
    }
}

/// The answers and times of a live run are in its history.
#[test]
fn a_live_run_can_be_looked_at() {
    let source = r#"use tool clock.ask as Ask

cell main() -> String
  let first = Ask(number: 1)
  print("first is {first}")
  await sleep(50)
  let second = Ask(number: 2)
  return first ++ second
end
"#;
    let prepared = prepare(source).expect("the program compiles");
    let options = Options { clock: ClockKind::Real, ..Options::default() };
    let provided = Provided { tools: ["clock.ask".to_string()].into_iter().collect(), ..Provided::default() };
    let mut execution = Execution::new(&prepared, &options, provided);
    for (ms, answer) in [(7, "a"), (90, "b")] {
        while execution.run(i64::MAX) != Progress::Finished {
            let calls = execution.take_host_calls();
            if let [call] = &calls[..] {
                execution.advance_to(ms);
                execution.answer(call.id, Ok(Value::text(answer)));
                break;
            }
            execution.advance_to(80);
        }
    }
    while execution.run(i64::MAX) == Progress::MoreWork {}
    assert_eq!(execution.machine().output().next().map(|line| &*line.text), Some("first is a"));
    let mut history = execution.history();
    let calls = execution.log().events().zip(1..).filter(|(event, _)| matches!(event.kind, EventKind::ToolCalled(_)));
    let (_, second) = calls.last().unwrap();
    let seen = history.inspect(second, None);
    assert_eq!(frames(&seen, "0", source), ["main line 7: first = \"a\""]);
    assert_eq!((seen.ms, seen.futures[1].awaited.clone()), (80, Some(AwaitedText::Outside("clock.ask".into()))));
    assert_eq!(history.inspect(u64::MAX, None).events, execution.log().len() as u64);
}

#[test]
fn a_moment_is_not_far_behind_its_event() {
    for (name, source) in examples() {
        let run = finished(&source);
        let mut history = history(&source);
        for events in 1..run.log().len() as u64 {
            let seen = history.inspect(events, None);
            let later = run.log().events_from(events as usize);
            let bound = later.take_while(|event| event.ms == seen.ms).count() as u64;
            assert!(
                seen.events >= events && seen.events - events <= bound.min(8),
                "{name}: {} for {events}",
                seen.events
            );
        }
    }
}

/// A hundred thousand events: looking at one takes as many steps as lie between two copies, not as many as the run has.
#[test]
fn a_long_run_can_be_looked_at_anywhere() {
    let source = r#"cell work(n: Int) -> Int
  await sleep(1)
  return n
end

cell main() -> Int
  let mut total = 0
  for i in 0..12000
    total = total + await spawn(work(i))
  end
  return total
end
"#;
    let mut history = history(source);
    let count = finished(source).log().len() as u64;
    assert!(count > 100_000);
    for part in [9, 2, 7, 1, 5] {
        let events = count / 10 * part;
        let seen = history.inspect(events, None);
        assert!(seen.events >= events && seen.events < events + 8);
        let longest = history.longest_stretch();
        assert!(longest <= count / 8, "{longest} events between two copies of {count}");
    }
}
