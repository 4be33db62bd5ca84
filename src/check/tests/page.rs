//! The snippets of the page, completed so that every name exists.

use super::{checked, clean, hints};

#[test]
fn spawn_then_other_work() {
    clean(
        "cell long_running_task() -> Int = 1\nlet future = spawn(long_running_task())\nlet result = await future\nprint(result)\n",
    );
}

#[test]
fn spawn_with_closure() {
    clean(
        "cell compute_step_1() -> Int = 1\ncell compute_step_2(a: Int) -> String = \"{a}\"\nlet future = spawn(fn() -> String\n  let a = compute_step_1()\n  let b = compute_step_2(a)\n  return b\nend)\nprint(await future)\n",
    );
}

#[test]
fn future_state_redeclared_is_the_builtin_one() {
    let source = "cell work() -> Int = 1\nenum FutureState\n  Pending\n  Completed(value: T)\n  Error(message: String)\nend\nlet future = spawn(work())\nmatch future.state\n  Pending -> \"Still running\"\n  Completed(v) -> \"Done: {v}\"\n  Error(msg) -> \"Failed: {msg}\"\nend\n";
    clean(source);
    assert_eq!(checked(source).0.enums.len(), 2);
}

#[test]
fn deterministic_example() {
    let source = "@deterministic true\n\ncell task_a() -> Int = 1\ncell task_b() -> Int = 2\ncell example() -> list[Int]\n  let f1 = spawn(task_a())  # Queued\n  let f2 = spawn(task_b())  # Queued\n  return [await f1, await f2]\nend\n";
    clean(source);
    assert!(checked(source).0.deterministic);
}

#[test]
fn parallel_block_binds_its_names() {
    clean(
        "cell fetch_a() -> list[Int] = [1]\ncell fetch_b() -> list[Int] = [2]\ncell fetch_c() -> list[Int] = [3]\ncell all() -> list[Int]\n  await parallel\n    a = fetch_a()\n    b = fetch_b()\n    c = fetch_c()\n  end\n  return a ++ b ++ c\nend\n",
    );
}

#[test]
fn failures_in_match() {
    let source = "cell risky_operation() -> String = \"fine\"\nlet future = spawn(risky_operation())\n\nmatch await future\n  value: T -> print(\"Success: {value}\")\n  error: String -> print(\"Failed: {error}\")\nend\n";
    clean(source);
    assert_eq!(checked(source).0.catches.len(), 1);
}

#[test]
fn safe_fetch() {
    let source = "record Data\n  text: String\nend\ncell fetch_data() -> Data = Data(text: \"a\")\ncell safe_fetch() -> result[Data, String]\n  let future = spawn(fetch_data())\n  let result = await future\n  match result\n    data: Data -> return ok(data)\n    err: String -> return err(err)\n  end\nend\n";
    clean(source);
    let (checked, _) = checked(source);
    assert_eq!(checked.catches.values().next().and_then(|catch| catch.failure_arm), Some(1));
}

#[test]
fn query_ensemble() {
    let source = "record Answer\n  answer: String\nend\nrecord Consensus\n  answer: String\n  models: list[Answer]\nend\nuse tool llm.chat as Chat\n\nasync cell query_ensemble(question: String) -> Consensus / {llm}\n  let answers = await parallel\n    gpt4 = query_model(\"gpt-4o\", question)\n    claude = query_model(\"claude-3-opus\", question)\n    gemini = query_model(\"gemini-pro\", question)\n  end\n\n  let consensus = await vote\n    gpt4.answer\n    claude.answer\n    gemini.answer\n  end\n\n  return Consensus(\n    answer: consensus,\n    models: [gpt4, claude, gemini]\n  )\nend\n\ncell query_model(model: String, question: String) -> Answer / {llm}\n  role system: You are a helpful assistant.\n  role user: {question}\n  return Chat(prompt: question, model: model)\nend\n";
    clean(source);
    assert!(hints(source).is_empty());
}

#[test]
fn timeout_with_a_null_arm() {
    clean(
        "cell slow_operation() -> Int = 1\nlet result = await timeout(5000, slow_operation())\nmatch result\n  v: T -> print(\"Got {v}\")\n  null -> print(\"Timed out\")\nend\n",
    );
}
