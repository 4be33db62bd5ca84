//! Writing.

use super::WIDTH;
use super::atoms::{AtomIndex, Atoms, Kind};
use super::ops::{Op, Ops};
use super::plan::Line;
use crate::text::Span;
use std::ops::Range;

/// How much further a line is indented that goes on with what a comment interrupts.
const HANG: i32 = 2;

/// The text of a sequence of ops.
pub(super) fn write(atoms: &Atoms<'_>, ops: &Ops) -> String {
    let widths = Widths::of(atoms, ops);
    let line_break = if atoms.source.lines_end_in_two() { "\r\n" } else { "\n" };
    let mut writer = Writer {
        atoms,
        line_break,
        text: String::with_capacity(atoms.source.len() + atoms.source.len() / 8),
        column: 0,
        indent: 0,
        fence: 0,
        hang: 0,
        is_fresh: true,
        broken: vec![false; ops.groups.len()],
    };
    for (index, op) in ops.ops.iter().enumerate() {
        if let Op::Open(group) = *op {
            let measure = ops.groups[group];
            writer.broken[group] = measure.forced || writer.position() + widths.between(index, measure.end) > WIDTH;
        }
        writer.op(op);
    }
    writer.text
}

/// How the lines of a text end.
trait LineEnds {
    /// Whether the first line ends as on Windows.
    fn lines_end_in_two(&self) -> bool;
}

impl LineEnds for str {
    fn lines_end_in_two(&self) -> bool {
        self.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r'))
    }
}

/// How wide ops are on one line.
struct Widths {
    /// For each op, the width of all before it.
    before: Vec<u32>,
    /// For each op, the next one at which a line ends in any case.
    next_line: Vec<u32>,
    /// For each op, the next one at which a line may end.
    next_break: Vec<u32>,
}

impl Widths {
    fn of(atoms: &Atoms<'_>, ops: &Ops) -> Widths {
        let len = ops.ops.len();
        let mut widths =
            Widths { before: vec![0; len + 1], next_line: vec![len as u32; len + 1], next_break: Vec::new() };
        for (index, op) in ops.ops.iter().enumerate() {
            widths.before[index + 1] = widths.before[index] + width(atoms, op);
        }
        widths.next_break = widths.next_line.clone();
        for (index, op) in ops.ops.iter().enumerate().rev() {
            let here = index as u32;
            let ends = match op {
                Op::Line { .. } | Op::Comments { .. } => Some(here),
                Op::Atom(atom) if atoms.text(*atom).contains('\n') => Some(here + 1),
                _ => None,
            };
            widths.next_line[index] = ends.unwrap_or(widths.next_line[index + 1]);
            let may_end = ends.or(matches!(op, Op::Break { .. }).then_some(here));
            widths.next_break[index] = may_end.unwrap_or(widths.next_break[index + 1]);
        }
        widths
    }

    /// The width from op `start` to where the line may end behind `end`, or ends before.
    fn between(&self, start: usize, end: usize) -> u32 {
        let end = self.next_break[end].min(self.next_line[start]);
        self.before[end as usize].saturating_sub(self.before[start])
    }
}

fn width(atoms: &Atoms<'_>, op: &Op) -> u32 {
    match op {
        Op::Atom(atom) => {
            let text = atoms.text(*atom);
            text.split('\n').next().unwrap_or(text).chars().count() as u32
        }
        Op::Blank | Op::Break { blank: true, .. } | Op::Semicolon => 1,
        _ => 0,
    }
}

struct Writer<'a, 's> {
    atoms: &'a Atoms<'s>,
    line_break: &'static str,
    text: String,
    /// How many characters stand on the line.
    column: u32,
    /// How far lines are indented, beyond the fence around them.
    indent: i32,
    /// How far the fence is.
    fence: i32,
    /// How much further this line is indented.
    hang: i32,
    /// Whether nothing was written since the last border.
    is_fresh: bool,
    /// For each group, whether its line breaks are made.
    broken: Vec<bool>,
}

impl Writer<'_, '_> {
    fn op(&mut self, op: &Op) {
        match *op {
            Op::Atom(atom) if self.atoms.all[atom].kind == Kind::Border => self.border(atom),
            Op::Atom(atom) => self.put(self.atoms.text(atom)),
            Op::Comments { ref comments, behind, line, hangs } => {
                self.comments(comments.clone(), behind, line, if hangs { HANG } else { 0 });
            }
            Op::Open(_) => {}
            Op::Indent(group, by) => {
                if group.is_none_or(|group| self.broken[group]) {
                    self.indent += i32::from(by);
                }
            }
            Op::Blank => self.put(" "),
            Op::Semicolon => self.put(";"),
            Op::Line { has_blank_line, hangs } => {
                self.end_line(has_blank_line);
                self.hang = if hangs { HANG } else { 0 };
            }
            Op::Break { group, blank, has_blank_line } => match self.broken[group] {
                true => self.end_line(has_blank_line),
                false if blank => self.put(" "),
                false => {}
            },
        }
    }

    /// Markdown between two parts, as it is; what follows is indented as the fence before it.
    fn border(&mut self, atom: AtomIndex) {
        let text = self.atoms.text(atom);
        let opener = text.trim_end().rsplit('\n').next().unwrap_or("");
        self.fence = (opener.len() - opener.trim_start_matches(' ').len()) as i32;
        self.text.push_str(text);
        self.is_fresh = true;
    }

    /// How many characters will stand before what is written next.
    fn position(&self) -> u32 {
        if self.column > 0 { self.column } else { (self.fence + self.indent + self.hang).max(0) as u32 }
    }

    /// Writes on the line at hand.
    fn put(&mut self, text: &str) {
        if self.column == 0 && !text.is_empty() {
            self.column = self.position();
            self.text.extend(std::iter::repeat_n(' ', self.column as usize));
        }
        self.text.push_str(text);
        self.is_fresh &= text.is_empty();
        self.column = match text.rsplit_once('\n') {
            Some((_, last)) => last.chars().count() as u32,
            None => self.column + text.chars().count() as u32,
        };
    }

    /// Ends the line at hand, if there is one.
    fn end_line(&mut self, has_blank_line: bool) {
        if self.column > 0 {
            self.text.push_str(self.line_break);
        }
        if has_blank_line && !self.is_fresh {
            self.text.push_str(self.line_break);
        }
        self.column = 0;
        self.hang = 0;
    }

    /// Comments: one behind what stands on the line, the others on lines of their own.
    fn comments(&mut self, comments: Range<usize>, behind: u32, line: Line, hang: i32) {
        let mut end = behind;
        let mut line = line;
        for index in comments {
            let comment = self.atoms.comments()[index];
            let breaks = Span::new(end, comment.start).text(self.atoms.source).matches('\n').count();
            end = comment.end;
            if breaks == 0 && self.column > 0 {
                self.put("  ");
            } else {
                self.end_line(match line {
                    Line::First => false,
                    Line::Apart => true,
                    Line::Next | Line::Closing => breaks > 1,
                });
                line = Line::Next;
                self.hang = hang;
            }
            self.put(comment.text(self.atoms.source));
        }
    }
}
