//! Names that other languages use, and what is written here instead.
//!
//! Edit distance finds slips; this table finds habits. It knows only words, nothing of where they stand.

/// What to write instead of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Another name, which can stand in its place.
    Name(&'static str),
    /// Something that has to be said.
    Words(&'static str),
}

use crate::prelude::{BUILTINS, builtin};
use Habit::{Name, Words};

/// Values, functions and methods.
const NAMES: &[(&[&str], Habit)] = &[
    (&["None", "nil", "undefined", "NULL", "nullptr", "Nothing"], Name("null")),
    (&["True", "TRUE"], Name("true")),
    (&["False", "FALSE"], Name("false")),
    (&["println", "printf", "puts", "echo", "print_line", "writeln"], Name("print")),
    (&["console", "System"], Words("`print(…)` writes a line")),
    (&["Math", "math"], Words("these functions stand alone: `sqrt(2)`, `floor(x)`, `pi()`")),
    (&["JSON", "json"], Words("`parse_json(text)` reads JSON, `to_json(value)` writes it")),
    (&["ord", "codePointAt", "charCodeAt", "code_point"], Name("char_code")),
    (&["chr", "fromCharCode", "from_code_point"], Name("from_char_code")),
    (&["to_bytes", "encode", "encode_utf8"], Name("bytes")),
    (&["sorted", "toSorted"], Name("sort")),
    (&["sortBy", "sortedBy", "order_by", "sort_by_key"], Name("sort_by")),
    (&["reversed"], Name("reverse")),
    (&["parseInt", "toInt", "strtol"], Name("parse_int")),
    (&["parseFloat", "toFloat", "to_double"], Name("parse_float")),
    (&["Number"], Words("`to_int(x)` and `to_float(x)` convert; they give null for what is no number")),
    (&["toString", "to_str", "repr", "String"], Name("to_string")),
    (&["typeof", "instanceof", "isinstance", "type"], Words("`x is Int` asks for a type, `type_of(x)` names it")),
    (&["toUpperCase", "to_upper", "to_uppercase", "uppercase", "upcase"], Name("upper")),
    (&["toLowerCase", "to_lower", "to_lowercase", "lowercase", "downcase"], Name("lower")),
    (&["strip", "trimmed"], Name("trim")),
    (&["lstrip", "trimStart", "trim_left", "trimLeft"], Name("trim_start")),
    (&["rstrip", "trimEnd", "trim_right", "trimRight"], Name("trim_end")),
    (&["includes", "contains_key", "containsKey"], Name("contains")),
    (&["startsWith", "startswith", "has_prefix"], Name("starts_with")),
    (&["endsWith", "endswith", "has_suffix"], Name("ends_with")),
    (&["padStart", "rjust", "lpad", "pad_start"], Name("pad_left")),
    (&["padEnd", "ljust", "rpad", "pad_end"], Name("pad_right")),
    (&["replaceAll", "replace_all", "gsub"], Name("replace")),
    (&["forEach", "foreach"], Name("each")),
    (&["flatMap", "concat_map", "flatmap"], Name("flat_map")),
    (&["foldl", "foldLeft", "inject", "accumulate"], Name("fold")),
    (&["groupBy"], Name("group_by")),
    (&["distinct", "dedup", "uniq"], Name("unique")),
    (&["windowed", "windows", "sliding"], Name("window")),
    (&["chunks", "chunked"], Name("chunk")),
    (&["some", "exists", "any_of"], Name("any")),
    (&["every", "all_of"], Name("all")),
    (&["findIndex", "index_where"], Name("find_index")),
    (&["indexOf"], Name("index_of")),
    (&["items", "entrySet", "iteritems", "pairs"], Name("entries")),
    (&["pop"], Words("lists are values: `last(xs)` looks at the last item, `xs = drop_last(xs, 1)` takes it off")),
    (
        &["shift", "popleft", "pop_front"],
        Words("lists are values: `let [head, ...rest] = xs`, or `first(xs)` and `drop(xs, 1)`"),
    ),
    (&["unshift", "push_front", "appendleft"], Name("prepend")),
    (
        &["dict", "Map", "HashMap", "Object", "mapOf", "mutableMapOf"],
        Words("a map is written `{\"key\": value}`, an empty one `{}`"),
    ),
    (
        &["Set", "HashSet", "setOf", "mutableSetOf"],
        Words("a set is written `{1, 2}`, an empty one `set[]`; `to_set(items)` makes one"),
    ),
    (&["set"], Words("a set is written `{1, 2}`, an empty one `set[]`; `to_set(items)` makes one")),
    (
        &["Array", "Vec", "listOf", "mutableListOf", "ArrayList", "list"],
        Words("a list is written `[1, 2]`; `to_list(items)` makes one"),
    ),
    (&["randint", "rand", "random_range"], Name("random_int")),
    (
        &["setTimeout", "delay", "wait"],
        Words("`await sleep(ms)` waits; `spawn(fn() … end)` runs something beside the rest"),
    ),
    (&["Promise", "go", "launch", "create_task"], Words("`spawn(work())` makes a future, `await` waits for it")),
    (
        &["gather", "awaitAll"],
        Words("`await parallel … end` runs its entries beside each other; `await [a, b]` waits for all"),
    ),
    (&["Date", "datetime", "time"], Words("`now()` gives the run's milliseconds, `timestamp()` seconds since 1970")),
    (
        &["input", "readline", "prompt", "readLine"],
        Words("a program has no keyboard; write what it reads into the program"),
    ),
    (&["panic", "exit", "die", "throw", "raise", "error"], Words("`halt(message)` ends the program with a failure")),
    (&["Some", "Just", "Optional"], Words("nothing wraps a value that may be missing: it is the value, or null")),
    (&["this"], Words("a cell of an enum gets its value as `self`")),
    (&["self"], Words("`self` is the first parameter of a cell inside an `enum`")),
    (&["new", "super"], Words("a record is made by its name: `Point(x: 1, y: 2)`")),
    (&["Exception", "ValueError"], Words("`halt(message)` fails, `err(value)` is a result that callers handle")),
];

/// `object.name` of the libraries of other languages.
const PATHS: &[(&[&str], Habit)] = &[
    (
        &["console.log", "console.info", "console.warn", "console.error", "console.debug", "fmt.Println", "fmt.Printf"],
        Name("print"),
    ),
    (&["Promise.all", "Promise.allSettled", "asyncio.gather"], Name("parallel")),
    (&["Promise.race", "Promise.any"], Name("race")),
    (&["asyncio.create_task"], Name("spawn")),
    (&["JSON.parse", "json.loads"], Name("parse_json")),
    (&["JSON.stringify", "json.dumps"], Name("to_json")),
    (&["Object.keys"], Name("keys")),
    (&["Object.values"], Name("values")),
    (&["Object.entries"], Name("entries")),
    (&["Array.from"], Name("to_list")),
    (&["Date.now", "performance.now"], Name("now")),
    (&["Math.PI", "math.pi"], Words("write `pi()`")),
    (&["asyncio.sleep", "time.sleep", "time.Sleep"], Words("write `await sleep(ms)`; it counts milliseconds")),
    (&["asyncio.wait_for"], Words("write `await timeout(ms, …)`")),
    (&["asyncio.run"], Words("write `await …`, or nothing: the program waits for what `main` gives")),
    (&["Promise.resolve"], Words("write the value itself: `await` of a value gives the value")),
    (&["Promise.reject"], Words("write `halt(message)`")),
];

/// Methods of futures.
const OF_FUTURES: &[(&[&str], Habit)] = &[
    (&["then"], Words("`await` gives the value: `let value = await …`, and go on with it")),
    (&["catch"], Words("a `match await …` with an arm `err(e) -> …` takes failures")),
    (&["finally"], Words("`defer … end` runs when the cell is left, whatever happened")),
];

/// Methods of channels.
const OF_CHANNELS: &[(&[&str], Habit)] = &[
    (&["recv", "get", "read", "next", "take", "pop"], Name("receive")),
    (&["put", "write", "push", "add", "emit"], Name("send")),
    (&["poll", "try_recv"], Name("try_receive")),
    (&["size", "length", "count"], Name("len")),
];

/// Methods of shared cells.
const OF_SHARED: &[(&[&str], Habit)] = &[
    (&["read", "load", "value", "lock", "borrow"], Name("get")),
    (&["write", "store", "put"], Name("set")),
    (&["modify", "change", "swap", "fetch_update"], Name("update")),
];

/// Types.
const TYPES: &[(&[&str], Habit)] = &[
    (&["str", "string", "char", "Char", "text", "Text", "Str"], Name("String")),
    (&["bool", "boolean", "Boolean"], Name("Bool")),
    (&["int", "integer", "Integer", "Long", "long", "i32", "i64", "u64", "usize", "uint"], Name("Int")),
    (&["float", "double", "Double", "number", "Number", "num", "f64", "f32", "real"], Name("Float")),
    (&["void", "Void", "unit", "Unit", "None", "nil"], Name("Null")),
    (&["any", "object", "Object", "dynamic", "unknown"], Name("Any")),
    (&["byte", "bytes", "Buffer"], Name("Bytes")),
    (&["dict", "Dict", "Map", "HashMap", "hash", "Record"], Name("map")),
    (&["List", "Array", "array", "Vec", "vector", "Sequence"], Name("list")),
    (&["Set", "HashSet"], Name("set")),
    (&["Tuple", "Pair"], Name("tuple")),
    (&["Option", "Optional", "Maybe"], Words("what may be null is written with a question mark: `Int?`")),
    (&["Result", "Either"], Name("result")),
    (&["Promise", "Task", "Deferred", "Coroutine"], Name("Future")),
    (&["chan", "Chan", "Queue"], Name("Channel")),
    (&["Mutex", "Atomic"], Name("Shared")),
    (&["Function", "Callable", "Fn"], Words("a function's type is written `fn(Int) -> String`")),
];

/// What to write instead of a name that is usual elsewhere.
pub fn of_name(name: &str) -> Option<Habit> {
    find(NAMES, name)
}

/// What to write instead of `object.name` of another language's library.
pub fn of_path(object: &str, name: &str) -> Option<Habit> {
    find(PATHS, &format!("{object}.{name}")).or_else(|| {
        let id = builtin(name).filter(|_| object == "Math" || object == "math")?;
        Some(Name(BUILTINS[id.0 as usize].name))
    })
}

/// What to write instead of a method that futures have elsewhere.
pub fn of_future(name: &str) -> Option<Habit> {
    find(OF_FUTURES, name)
}

/// What to write instead of a method that channels have elsewhere.
pub fn of_channel(name: &str) -> Option<Habit> {
    find(OF_CHANNELS, name)
}

/// What to write instead of a method that shared cells have elsewhere.
pub fn of_shared(name: &str) -> Option<Habit> {
    find(OF_SHARED, name)
}

/// What to write instead of a type that is usual elsewhere.
pub fn of_type(name: &str) -> Option<Habit> {
    find(TYPES, name)
}

fn find(table: &[(&[&str], Habit)], name: &str) -> Option<Habit> {
    table.iter().find(|(names, _)| names.contains(&name)).map(|(_, habit)| *habit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::PRELUDE_SOURCE;

    #[test]
    fn what_is_suggested_exists() {
        for (names, habit) in NAMES.iter().chain(PATHS) {
            let Name(instead) = habit else { continue };
            let is_word = ["null", "true", "false", "parallel", "race", "spawn"].contains(instead);
            let is_cell = PRELUDE_SOURCE.contains(&format!("cell {instead}("));
            assert!(is_word || is_cell || builtin(instead).is_some(), "{names:?}: {instead}");
        }
    }

    #[test]
    fn no_habit_is_a_builtin() {
        let is_known = |name: &&&str| builtin(name).is_some() || PRELUDE_SOURCE.contains(&format!("cell {name}("));
        let known: Vec<_> = NAMES.iter().flat_map(|(names, _)| names.iter()).filter(is_known).collect();
        assert_eq!(known, [&""; 0]);
    }
}
