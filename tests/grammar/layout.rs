//! How a program stands in its text: indented or flat, with comments and blank lines, in a Markdown document.

use super::choices::Choices;

/// The text of some declarations.
pub fn laid_out(items: &[String], choices: &mut Choices<'_>) -> String {
    let is_flat = choices.one_in(4);
    let has_comments = choices.one_in(3);
    let items: Vec<String> = items.iter().map(|item| lines(item, is_flat, has_comments, choices)).collect();
    match choices.one_in(4) {
        true => document(&items, choices),
        false => items.join(if is_flat { "" } else { "\n" }),
    }
}

fn lines(item: &str, is_flat: bool, has_comments: bool, choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    for line in item.lines() {
        if has_comments {
            text.push_str(["", "", "", "\n", "# alone\n", "    # far right\n\n"][choices.below(6)]);
        }
        text.push_str(if is_flat { line.trim_start() } else { line });
        let is_role = line.trim_start().starts_with("role ");
        text.push_str(if has_comments && !is_role && choices.one_in(6) { "   # behind é\n" } else { "\n" });
    }
    text
}

const WORLD: &str = "```world
[[tool]]
name = \"llm.*\"
latency = 5
answer = \"told {prompt}\"

[[fetch]]
url = \"*\"
latency = 3
answer = \"page\"
```
";

fn document(items: &[String], choices: &mut Choices<'_>) -> String {
    let mut text = "# A document\n\nProse with `code`.\n\n".to_owned();
    if choices.one_in(2) {
        text.push_str(WORLD);
    }
    text.push_str("```lumen\n");
    for item in items {
        text.push_str(item);
        if choices.one_in(3) {
            text.push_str("```\n\nMore *prose*: end end (\n\n~~~ lumen hidden\n~~~\n``` lumen\n");
        }
    }
    text + "```\n"
}
