//! The words of the language: what each does, with an example that runs.
//!
//! In an example stands, behind two blanks and `#`, what a line prints.

/// A word of the language.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// The word.
    pub word: &'static str,
    /// What it does, in a sentence or two.
    pub doc: &'static str,
    /// A small program.
    pub example: &'static str,
}

/// The word, if it is one of the language's.
pub fn word(text: &str) -> Option<&'static Word> {
    WORDS.iter().find(|row| row.word == text)
}

const fn row(word: &'static str, doc: &'static str, example: &'static str) -> Word {
    Word { word, doc, example }
}

/// All words.
pub static WORDS: &[Word] = &[
    row(
        "await",
        "Waits until a future is settled and gives its value; a list of futures gives the list of values. If the future failed, the failure goes on here, unless a `match` with an `err(…)` arm catches it.",
        "let f = spawn(len(\"abc\"))\nprint(await f)  # 3",
    ),
    row(
        "spawn",
        "Starts a call as a future and goes on at once; `await` gives what the call returns.",
        "let f = spawn(len(\"abc\"))\nprint(await f)  # 3",
    ),
    row(
        "parallel",
        "Runs its branches side by side and gives all values in the order in which they are written. When one fails, the others are cancelled.",
        "let both = await parallel(1 + 1, 2 + 2)\nprint(both)  # [2, 4]",
    ),
    row(
        "race",
        "Runs its branches side by side and gives the value of the first that succeeds; the others are cancelled.",
        "let first = await race\n  sleep(10)\n  \"quick\"\nend\nprint(first)  # quick",
    ),
    row(
        "vote",
        "Runs its branches side by side and gives the value that most of them give; a tie goes to the earlier branch.",
        "print(await vote(\"A\", \"B\", \"A\"))  # A",
    ),
    row(
        "select",
        "Waits for the first branch that completes: its name is bound to the value, the other names to null.",
        "let inbox = channel(1)\nawait inbox.send(\"hi\")\nawait select\n  message = inbox.receive()\n  late = sleep(100)\nend\nprint(message)  # hi",
    ),
    row(
        "timeout",
        "Gives the value of the expression if it is there within so many milliseconds, else null; what is late is cancelled.",
        "print(await timeout(50, sleep(100)))  # null",
    ),
    row(
        "async",
        "A call of an `async cell` gives a future at once; `await` it for the value.",
        "async cell double(n: Int) -> Int\n  return n * 2\nend\n\nprint(await double(4))  # 8",
    ),
    row(
        "defer",
        "Runs its block when the cell around it ends, however it ends: by `return`, a failure or a cancellation. The last one that was registered runs first.",
        "cell work()\n  defer\n    print(\"bye\")  # bye\n  end\nend\n\nwork()",
    ),
    row(
        "cell",
        "A function with a name. Its last expression, or what `return` says, is the result.",
        "cell double(n: Int) -> Int\n  return n * 2\nend\n\nprint(double(4))  # 8",
    ),
    row(
        "fn",
        "A function without a name; what it uses from around it is copied into it.",
        "let double = fn(n) => n * 2\nprint(double(4))  # 8",
    ),
    row(
        "let",
        "Binds a name to a value; with `mut` the name may be assigned later.",
        "let mut n = 1\nn += 1\nprint(n)  # 2",
    ),
    row("mut", "Allows the variable of a `let` to be assigned.", "let mut n = 1\nn += 1\nprint(n)  # 2"),
    row(
        "const",
        "A value with a name that is known everywhere and never changes.",
        "const LIMIT = 3\nprint(LIMIT)  # 3",
    ),
    row(
        "record",
        "A type with named fields; it is made by calling its name with the fields' values.",
        "record Point\n  x: Int\n  y: Int = 0\nend\n\nprint(Point(x: 1).y)  # 0",
    ),
    row(
        "enum",
        "A type whose values are one of several variants, each with what it carries.",
        "enum Shape\n  Dot\n  Circle(radius: Int)\nend\n\nprint(Circle(radius: 2))  # Circle(2)",
    ),
    row(
        "type",
        "A second name for a type.",
        "type Names = list[String]\n\nlet names: Names = [\"Ada\"]\nprint(names)  # [\"Ada\"]",
    ),
    row(
        "where",
        "A condition that a field's value must meet when the record is made.",
        "record Age\n  years: Int where years >= 0\nend\n\nprint(Age(years: 3).years)  # 3",
    ),
    row(
        "use",
        "`use tool` gives a tool of the outside a name; a `world` block or the page answers its calls.",
        "use tool llm.chat as Chat\nprint(1)  # 1",
    ),
    row(
        "grant",
        "Limits what a tool may be asked: times, sizes, addresses.",
        "use tool llm.chat as Chat\ngrant Chat max_tokens 100\nprint(1)  # 1",
    ),
    row(
        "bind",
        "`bind effect` says which tool stands behind an effect.",
        "use tool database.query as Query\nbind effect database to Query\nprint(1)  # 1",
    ),
    row(
        "extern",
        "`extern cell` declares a function that the page provides.",
        "extern cell double(n: Int) -> Int\nprint(1)  # 1",
    ),
    row(
        "role",
        "A line of text that the next tool call takes along.",
        "cell ask()\n  role system: Be brief.\nend\n\nprint(1)  # 1",
    ),
    row(
        "if",
        "Takes its block when the condition is true; as an expression it gives the block's value.",
        "let n = 3\nprint(if n > 2 then \"many\" else \"few\")  # many",
    ),
    row("then", "Stands between condition and value of an `if` on one line.", "print(if true then 1 else 2)  # 1"),
    row("else", "What happens when no condition before it is true.", "print(if false then 1 else 2)  # 2"),
    row(
        "match",
        "Takes the first arm whose pattern fits the value.",
        "match 3\n  1 -> print(\"one\")\n  n -> print(\"other\")  # other\nend",
    ),
    row(
        "when",
        "Takes the first arm whose condition is true.",
        "let n = 3\nwhen\n  n > 2 -> print(\"many\")  # many\n  _ -> print(\"few\")\nend",
    ),
    row("for", "Runs its block once for each element.", "for n in [1]\n  print(n)  # 1\nend"),
    row(
        "in",
        "Between a name and what a `for` goes through; between values, whether a collection holds one.",
        "print(2 in [1, 2])  # true",
    ),
    row(
        "while",
        "Repeats its block as long as the condition is true.",
        "let mut n = 0\nwhile n < 3\n  n += 1\nend\nprint(n)  # 3",
    ),
    row(
        "loop",
        "Repeats its block until a `break`.",
        "let mut n = 0\nloop\n  n += 1\n  if n == 3\n    break\n  end\nend\nprint(n)  # 3",
    ),
    row(
        "break",
        "Leaves the loop, or the loop with the label; a value behind it is the loop's.",
        "let found = for n in [1, 2]\n  if n == 2\n    break n\n  end\nend\nprint(found)  # 2",
    ),
    row(
        "continue",
        "Goes on with the next round of the loop, or of the loop with the label.",
        "for n in [1, 2]\n  if n == 1\n    continue\n  end\n  print(n)  # 2\nend",
    ),
    row("return", "Ends the cell and gives the value.", "cell one() -> Int\n  return 1\nend\n\nprint(one())  # 1"),
    row("end", "Closes the block that was opened last.", "if true\n  print(1)  # 1\nend"),
    row(
        "halt",
        "Fails with a message; whoever awaits the future gets the failure.",
        "cell risky()\n  halt(\"boom\")\nend\n\nmatch await spawn(risky())\n  Error(message) -> print(message)  # boom\nend",
    ),
    row(
        "try",
        "Gives the value of an `ok`; an `err` is returned from the cell, or handled by `else`.",
        "print(try err(\"no\") else 0)  # 0",
    ),
    row(
        "and",
        "True when both are; the right side is not evaluated when the left is false.",
        "print(true and false)  # false",
    ),
    row(
        "or",
        "True when one is; the right side is not evaluated when the left is true.",
        "print(true or false)  # true",
    ),
    row("not", "The opposite of a boolean.", "print(not true)  # false"),
    row("is", "Whether a value is of a type.", "print(1 is Int)  # true"),
    row("as", "Converts a value to a type; behind `use tool`, gives it a name.", "print(1 as Float)  # 1.0"),
    row("null", "No value.", "print(null ?? 1)  # 1"),
    row("true", "The boolean that holds.", "print(1 < 2)  # true"),
    row("false", "The boolean that does not hold.", "print(1 > 2)  # false"),
    row(
        "self",
        "The value that a method was called on.",
        "enum Light\n  On\n  cell name(self) -> String = \"light\"\nend\n\nprint(On.name())  # light",
    ),
    row("emit", "Gives a value to whoever watches the run; it is printed.", "emit 1  # 1"),
    row("step", "How far a range goes with each step.", "print(0..6 step 2)  # [0, 2, 4]"),
    row("comptime", "An expression that needs nothing from the run.", "print(comptime 1 + 1 end)  # 2"),
];
