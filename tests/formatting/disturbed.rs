//! Another layout of the same program: lines joined and split where the language allows it, blank space, blank lines and comments.

use lumen_playground::diag::Diagnostic;
use lumen_playground::syntax::{HighlightKind, highlight, parse};

use super::sameness::shape;

/// How often a few changes are tried together, and how many; chosen by feel: about half of the tries give the same program.
const ROUNDS: u32 = 24;
const CHANGES: u64 = 2;

/// Changes what stands between the tokens of a program, in many places at random, as long as it stays the same program.
pub fn disturbed(source: &str, seed: u64) -> String {
    let mut random = Random(seed | 1);
    let Some(before) = readable_shape(source) else { return source.to_owned() };
    let mut text = source.to_owned();
    for _ in 0..ROUNDS {
        let changed = once(&text, &mut random);
        if readable_shape(&changed).as_ref() == Some(&before) {
            text = changed;
        }
    }
    text
}

fn readable_shape(source: &str) -> Option<String> {
    let parsed = parse(source);
    // What a declaration's comment says is part of the tree, and comments come in.
    let without_docs =
        |text: String| text.split("doc: ").map(|part| part.trim_start_matches("None")).collect::<String>();
    (!parsed.diagnostics.iter().any(Diagnostic::is_error)).then(|| without_docs(shape(&parsed.tree)))
}

/// Changes the gaps between a few neighbouring tokens.
fn once(text: &str, random: &mut Random) -> String {
    let pieces: Vec<_> = highlight(text).into_iter().filter(|piece| piece.kind != HighlightKind::Prose).collect();
    let rarity = (pieces.len() as u64 / CHANGES).max(1);
    let mut out = String::new();
    let mut end = 0;
    for piece in pieces {
        let gap = &text[end..piece.span.start as usize];
        let is_gap = gap.chars().all(char::is_whitespace);
        match is_gap && end > 0 && random.below(rarity) == 0 {
            true => out.push_str(&random.gap(gap)),
            false => out.push_str(gap),
        }
        out.push_str(piece.span.text(text));
        end = piece.span.end as usize;
    }
    out + &text[end..]
}

struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn gap(&mut self, gap: &str) -> String {
        match self.below(8) {
            0 => "\n".to_owned(),
            1 => "\n\n\n\t ".to_owned(),
            2 => format!(" # c{}\n", self.below(100)),
            3 => format!("\n  # c{}\n\n", self.below(100)),
            4 => format!(";{gap}"),
            5 => " ".to_owned(),
            6 => format!("{gap}# c{}\n# {}\n", self.below(100), self.below(100)),
            _ => String::new(),
        }
    }
}
