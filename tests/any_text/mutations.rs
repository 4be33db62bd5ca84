//! Texts that are nearly programs.

use lumen_playground::syntax::{Highlight, highlight};

/// A text after some mutations, each of them described by three bytes: which, where, and how much.
pub fn mutated(source: &str, other: &str, mutations: &[(u8, u16, u8)]) -> String {
    let mut text = source.to_owned();
    for &(kind, place, amount) in mutations {
        text = mutation(&text, other, kind, usize::from(place), usize::from(amount));
    }
    text
}

fn mutation(text: &str, other: &str, kind: u8, place: usize, amount: usize) -> String {
    let at = (place * (text.len() + 1)) >> 16;
    let tokens = highlight(text);
    let token = tokens.get((place * tokens.len()) >> 16);
    match kind % 12 {
        0 => without_bytes(text, at, 1 + amount % 4),
        1 => spliced(text, at, at, STRANGE[amount % STRANGE.len()]),
        2 => spliced(text, at, text.len(), ""),
        3 => spliced(text, 0, at, ""),
        4 => spliced(text, at, text.len(), &other[boundary(other, at)..]),
        5 => spliced(text, at, at, &other[boundary(other, at)..boundary(other, at + amount)]),
        6 => swapped_lines(text, place, amount),
        _ => token.map_or_else(|| text.to_owned(), |token| changed_token(text, token, &tokens, kind, amount)),
    }
}

/// Signs and words that mean something, and characters that nobody expects.
const STRANGE: [&str; 32] = [
    "\0",
    "é",
    "日本",
    "\u{202e}",
    "🦀",
    "\u{301}",
    "\r\n",
    "\t",
    "\n",
    "\"",
    "\"\"\"",
    "{",
    "}",
    "(",
    ")",
    "[",
    "end\n",
    "\nelse\n",
    " -> ",
    "=>",
    "```",
    "```lumen\n",
    "#",
    "@",
    "r\"",
    "b\"",
    "\\",
    "..",
    "...",
    "await ",
    "?",
    "999999999999999999999",
];

fn changed_token(text: &str, token: &Highlight, tokens: &[Highlight], kind: u8, amount: usize) -> String {
    let (start, end) = (token.span.start as usize, token.span.end as usize);
    let other = tokens[amount % tokens.len()].span.text(text);
    match kind % 5 {
        0 => spliced(text, start, end, ""),
        1 => spliced(text, end, end, &format!(" {}", token.span.text(text))),
        2 => spliced(text, start, end, other),
        3 => spliced(text, start, start, &format!("{other} ")),
        _ => spliced(text, start, end, STRANGE[amount % STRANGE.len()]),
    }
}

fn swapped_lines(text: &str, place: usize, amount: usize) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if !lines.is_empty() {
        let (one, two) = (place % lines.len(), (place + 1 + amount) % lines.len());
        lines.swap(one, two);
    }
    lines.concat()
}

/// Bytes are taken out without regard to characters, as a broken transport would.
fn without_bytes(text: &str, at: usize, count: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = at.min(bytes.len());
    bytes.drain(at..(at + count).min(bytes.len()));
    String::from_utf8_lossy(&bytes).into_owned()
}

fn spliced(text: &str, start: usize, end: usize, piece: &str) -> String {
    let (start, end) = (boundary(text, start), boundary(text, end));
    format!("{}{piece}{}", &text[..start], &text[end.max(start)..])
}

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
