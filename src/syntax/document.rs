//! Markdown: which parts of a document are program and which are world.
//!
//! A text in which a line opens a fence for `lumen` is a Markdown document: its `lumen` blocks, one after the other, are
//! the program. Any other text is a program as it stands. Fences follow the CommonMark specification ("Fenced code
//! blocks"): at least three backticks or tildes, closed by at least as many. Knows nothing of what is inside.

use crate::diag::Diagnostic;
use crate::text::Span;

/// A document and its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Whether it is Markdown; if not, the whole text is the program.
    pub is_markdown: bool,
    /// All fenced blocks in order, in a Markdown document.
    pub blocks: Vec<FencedBlock>,
    /// The content of the first `world` block.
    pub world: Option<Span>,
}

/// One fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FencedBlock {
    /// The first word of the info string: `lumen`, `world`, `check` …
    pub language: String,
    /// The rest of the info string, trimmed.
    pub info: String,
    /// The lines between the fences.
    pub content: Span,
    /// The block with its fences.
    pub span: Span,
    /// Whether a closing fence was found.
    pub closed: bool,
}

impl Document {
    /// Finds the parts of `source`.
    pub fn of(source: &str) -> Document {
        let blocks = if source.contains("```lumen") || source.contains("~~~lumen") || source.contains("``` lumen") {
            fenced_blocks(source)
        } else {
            Vec::new()
        };
        if !blocks.iter().any(|block| block.language == "lumen") {
            return Document::default();
        }
        let world = blocks.iter().find(|block| block.language == "world").map(|block| block.content);
        Document { is_markdown: true, blocks, world }
    }

    /// The parts of `source` that are the program, in order.
    pub fn program(&self, source: &str) -> Vec<Span> {
        if !self.is_markdown {
            return vec![Span::new(0, source.len() as u32)];
        }
        self.blocks.iter().filter(|block| block.language == "lumen").map(|block| block.content).collect()
    }

    /// A complaint about each program or world block that is never closed.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let ours = |block: &&FencedBlock| matches!(block.language.as_str(), "lumen" | "world");
        self.blocks.iter().filter(|block| !block.closed).filter(ours).map(unterminated_fence).collect()
    }
}

fn unterminated_fence(block: &FencedBlock) -> Diagnostic {
    let opener = Span::new(block.span.start, block.content.start.saturating_sub(1).max(block.span.start));
    Diagnostic::warning("unterminated-fence", opener, format!("this `{}` block is never closed", block.language))
        .help("close it with a line of three backticks: ```")
}

/// An opening fence: its character, its length, the info string.
struct Fence<'s> {
    mark: u8,
    len: usize,
    info: &'s str,
}

impl<'s> Fence<'s> {
    /// Reads a line as a fence.
    fn of_line(line: &'s str) -> Option<Fence<'s>> {
        let text = line.trim_start_matches(' ');
        let mark = *text.as_bytes().first()?;
        let len = text.bytes().take_while(|&byte| byte == mark).count();
        let info = text[if mark.is_ascii() { len } else { 0 }..].trim();
        let opens = matches!(mark, b'`' | b'~') && len >= 3 && line.len() - text.len() <= 3;
        (opens && !(mark == b'`' && info.contains('`'))).then_some(Fence { mark, len, info })
    }

    fn closes(&self, opener: &Fence<'_>) -> bool {
        self.mark == opener.mark && self.len >= opener.len && self.info.is_empty()
    }
}

fn fenced_blocks(source: &str) -> Vec<FencedBlock> {
    let mut blocks = Vec::new();
    let mut open: Option<(Fence<'_>, u32, u32)> = None;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let (start, end) = (at, at + line.len() as u32);
        at = end;
        let fence = Fence::of_line(line.trim_end_matches(['\n', '\r']));
        match (&open, fence) {
            (None, Some(fence)) => open = Some((fence, start, end)),
            (Some((opener, from, content)), Some(fence)) if fence.closes(opener) => {
                blocks.push(block(opener, Span::new(*from, end), Span::new(*content, start), true));
                open = None;
            }
            _ => {}
        }
    }
    if let Some((opener, from, content)) = open {
        blocks.push(block(&opener, Span::new(from, at), Span::new(content, at), false));
    }
    blocks
}

fn block(opener: &Fence<'_>, span: Span, content: Span, closed: bool) -> FencedBlock {
    let border = opener.info.find(|ch: char| !(ch.is_alphanumeric() || matches!(ch, '-' | '_' | '+')));
    let (language, info) = opener.info.split_at(border.unwrap_or(opener.info.len()));
    FencedBlock { language: language.to_owned(), info: info.trim().to_owned(), content, span, closed }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(source: &str) -> Vec<&str> {
        Document::of(source).program(source).into_iter().map(|span| span.text(source)).collect()
    }

    #[test]
    fn a_plain_text_is_a_program() {
        assert_eq!(program("let x = 1\n"), ["let x = 1\n"]);
        assert!(!Document::of("# title\n```python\nx\n```\n").is_markdown);
    }

    #[test]
    fn lumen_blocks_are_the_program_and_the_first_world_block_its_world() {
        let source = "# A\n```lumen\na()\n```\ntext\n```world\nroute\n```\n```lumen hidden\nb()\n```\n";
        assert_eq!(program(source), ["a()\n", "b()\n"]);
        let document = Document::of(source);
        assert_eq!(document.world.unwrap().text(source), "route\n");
        assert_eq!(document.blocks[2].info, "hidden");
    }

    #[test]
    fn a_longer_fence_hides_what_is_in_it() {
        assert_eq!(program("````md\n```lumen\nno()\n```\n````\n```lumen\nyes()\n```"), ["yes()\n"]);
    }

    #[test]
    fn an_open_block_runs_to_the_end_and_is_named() {
        let document = Document::of("```lumen\na()\n");
        assert_eq!(document.diagnostics()[0].code, "unterminated-fence");
        assert_eq!(program("```lumen\na()\n"), ["a()\n"]);
    }
}
