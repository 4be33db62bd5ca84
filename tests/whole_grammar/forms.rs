//! Which forms of the tree exist, read from its source, and which occur in a program, read from its debug text.

use std::collections::{BTreeMap, BTreeSet};

/// What a place of the tree holds: `Let.mutable=true`, `BinaryOp.Add`, `Range.low=None`.
pub type Forms = BTreeSet<String>;

/// Every form that the sources of the tree declare: each variant where its enum stands, each bool and option both ways, each list
/// with and without elements.
pub fn declared(sources: &[String]) -> Forms {
    let enums: BTreeMap<String, Vec<String>> = sources.iter().flat_map(|text| variants(text)).collect();
    let mut forms = Forms::new();
    for (owner, field, ty) in sources.iter().flat_map(|text| fields(text)) {
        let words: Vec<&str> = match ty.as_str() {
            "bool" => vec!["true", "false"],
            _ if ty.starts_with("Option<") => vec!["Some", "None"],
            _ if ty.starts_with("Vec<") => vec!["[]", "[…]"],
            _ => enums.get(&ty).into_iter().flatten().map(String::as_str).collect(),
        };
        forms.extend(words.iter().map(|word| format!("{owner}.{field}={word}")));
    }
    forms
}

/// The enums of a source with their variants.
fn variants(source: &str) -> Vec<(String, Vec<String>)> {
    let mut enums: Vec<(String, Vec<String>)> = Vec::new();
    let mut is_inside = false;
    for line in source.lines() {
        if let Some(name) = line.strip_prefix("pub enum ") {
            enums.push((name.trim_end_matches(" {").to_owned(), Vec::new()));
            is_inside = true;
        } else if line == "}" {
            is_inside = false;
        } else if is_inside && line.trim_start().starts_with(char::is_uppercase) {
            enums.last_mut().expect("an enum is open").1.push(first_word(line.trim_start()).to_owned());
        }
    }
    enums
}

/// The named fields of structs and variants, each with its owner's name and its type without boxes.
fn fields(source: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut owner = String::new();
    for line in source.lines().map(str::trim_start) {
        if let Some(name) = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum ")) {
            owner = first_word(name).to_owned();
        } else if let Some((name, ty)) = line.strip_prefix("pub ").and_then(|text| text.split_once(": ")) {
            found.push((owner.clone(), name.to_owned(), unboxed(ty)));
        } else if let Some((variant, inside)) =
            line.trim_end_matches(" },").split_once(" { ").filter(|_| line.starts_with(char::is_uppercase))
        {
            let of_variant = inside.split(", ").filter_map(|field| field.split_once(": "));
            found.extend(of_variant.map(|(name, ty)| (variant.to_owned(), name.to_owned(), unboxed(ty))));
        }
    }
    found
}

fn first_word(text: &str) -> &str {
    text.split(|ch: char| !ch.is_alphanumeric()).next().unwrap_or_default()
}

fn unboxed(ty: &str) -> String {
    ty.trim_end_matches(',').trim_start_matches("Box<").to_owned().replace("Kind>", "Kind").replace(">>", ">")
}

/// The forms in a debug text, which names each struct and variant before its braces and each field before its value.
pub fn occurring(debug: &str, forms: &mut Forms) {
    let mut owners = vec![String::new()];
    let (mut word, mut field) = (String::new(), String::new());
    let mut chars = debug.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '"' => skip_string(&mut chars),
            'a'..='z' | 'A'..='Z' | '_' => {
                word = ch.to_string();
                while let Some(next) = chars.next_if(|next| next.is_alphanumeric() || *next == '_') {
                    word.push(next);
                }
                if chars.peek() != Some(&':') && !field.is_empty() {
                    forms.insert(format!("{}.{field}={word}", owners.last().expect("never empty")));
                    field.clear();
                }
            }
            ':' => field = std::mem::take(&mut word),
            '[' => {
                let list = if chars.peek() == Some(&']') { "[]" } else { "[…]" };
                forms.insert(format!("{}.{field}={list}", owners.last().expect("never empty")));
                field.clear();
                owners.push(String::new());
            }
            '{' | '(' => {
                owners.push(std::mem::take(&mut word));
                field.clear();
            }
            '}' | ')' | ']' => {
                owners.pop();
            }
            ',' => field.clear(),
            _ => {}
        }
    }
}

fn skip_string(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    while let Some(ch) = chars.next() {
        match ch {
            '\\' => drop(chars.next()),
            '"' => return,
            _ => {}
        }
    }
}
