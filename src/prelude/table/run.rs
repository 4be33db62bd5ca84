//! Printing, time, randomness, futures.

use super::{Builtin, row};

pub(super) const ROWS: &[Builtin] = &[
    row(
        "print",
        "(...values: list[Any]) -> Null",
        "Prints the values on one line, with blanks between.",
        r#"print("hi")  # null"#,
    ),
    row("debug", "(value: T) -> T", "Prints the value as source would write it, and gives it back.", "debug(1)  # 1"),
    row("now", "() -> Int", "Milliseconds since the run began.", "now()  # 0"),
    row(
        "timestamp",
        "() -> Float",
        "Seconds since 1970 on the run's clock, which begins with the year 2026.",
        "timestamp()  # 1767225600.0",
    ),
    row("timestamp_ms", "() -> Int", "Milliseconds since 1970 on the run's clock.", "timestamp_ms()  # 1767225600000"),
    row(
        "random",
        "() -> Float",
        "A random number from 0.0 up to, without, 1.0; the same for the same seed.",
        "random() < 1.0  # true",
    ),
    row(
        "random_int",
        "(low: Int, high: Int) -> Int",
        "A random integer from `low` to `high`, both included.",
        "random_int(3, 3)  # 3",
    ),
    row("shuffle", "(items: list[T]) -> list[T]", "The items in random order.", "shuffle([1])  # [1]"),
    row("choice", "(items: list[T]) -> T?", "A random item; null for an empty list.", r#"choice(["a"])  # a"#),
    row("uuid", "() -> String", "A random UUID of version 4.", "len(uuid())  # 36"),
    row(
        "uuid_v4",
        "() -> String",
        "A random UUID of version 4 (another name of `uuid`).",
        "substring(uuid_v4(), 14, 15)  # 4",
    ),
    row(
        "sleep",
        "(ms: Int) -> Future[Null]",
        "A future that completes with null after so many milliseconds.",
        "await sleep(10)  # null",
    ),
    row(
        "fetch",
        "(url: String, options: Any = null) -> Future[Any]",
        "A future of the world's answer to a request.",
        r#"spawn(fetch("https://example.com")) != null  # true"#,
    ),
    row(
        "channel",
        "(capacity: Int? = null) -> Channel[Any]",
        "A channel: without capacity, send waits for a receiver; with one, it buffers so many values.",
        "channel(capacity: 2).len()  # 0",
    ),
    row("shared", "(value: T) -> Shared[T]", "A cell with a value that futures share.", "shared(1).get()  # 1"),
];
