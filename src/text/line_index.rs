//! Byte offsets to lines, columns and UTF-16 offsets.

/// A place for people: both numbers count from 1, columns count Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in Unicode scalar values.
    pub column: u32,
}

/// Where each line of one text begins, in bytes and in UTF-16 code units.
#[derive(Clone, Debug)]
pub struct LineIndex<'s> {
    text: &'s str,
    /// (byte offset, UTF-16 offset) of each line's first character.
    starts: Vec<(u32, u32)>,
}

impl<'s> LineIndex<'s> {
    /// Scans `text` once.
    pub fn new(text: &'s str) -> LineIndex<'s> {
        let mut starts = vec![(0, 0)];
        let mut utf16 = 0;
        for (offset, ch) in text.char_indices() {
            utf16 += ch.len_utf16() as u32;
            if ch == '\n' {
                starts.push((offset as u32 + 1, utf16));
            }
        }
        LineIndex { text, starts }
    }

    /// The line and column of a byte offset; offsets behind the end mean the end.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let line = self.line_of(offset);
        let column = self.before(line, offset).chars().count() as u32 + 1;
        LineColumn { line: line as u32 + 1, column }
    }

    /// The UTF-16 offset of a byte offset.
    pub fn utf16(&self, offset: u32) -> u32 {
        let line = self.line_of(offset);
        self.starts[line].1 + self.before(line, offset).chars().map(|ch| ch.len_utf16() as u32).sum::<u32>()
    }

    /// The byte offset of a UTF-16 offset; inside of a character its start, behind the end the end.
    pub fn byte_offset(&self, utf16: u32) -> u32 {
        let line = self.starts.partition_point(|&(_, start)| start <= utf16) - 1;
        let (mut offset, mut passed) = self.starts[line];
        for ch in self.text[offset as usize..].chars() {
            passed += ch.len_utf16() as u32;
            if passed > utf16 {
                break;
            }
            offset += ch.len_utf8() as u32;
        }
        offset
    }

    /// The text of a line (counted from 1) without its line break; empty when there is no such line.
    pub fn line_text(&self, line: u32) -> &'s str {
        let Some(&(start, _)) = self.starts.get(line as usize - 1) else { return "" };
        let end = self.starts.get(line as usize).map_or(self.text.len(), |next| next.0 as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r'])
    }

    fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&(start, _)| start <= offset) - 1
    }

    /// The part of `line` (counted from 0) that stands before `offset`, cut down to a character border.
    fn before(&self, line: usize, offset: u32) -> &'s str {
        let start = self.starts[line].0 as usize;
        let mut end = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        &self.text[start..end.max(start)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_offsets_lead_back_to_bytes() {
        let text = "aé😀b\nx";
        let index = LineIndex::new(text);
        for (offset, _) in text.char_indices() {
            assert_eq!(index.byte_offset(index.utf16(offset as u32)), offset as u32);
        }
        assert_eq!(index.byte_offset(3), "aé".len() as u32);
        assert_eq!(index.byte_offset(99), text.len() as u32);
    }

    #[test]
    fn columns_count_scalar_values_and_editors_get_utf16() {
        let index = LineIndex::new("aé😀b\nx");
        let b = "aé😀".len() as u32;
        assert_eq!(index.line_column(b), LineColumn { line: 1, column: 4 });
        assert_eq!(index.utf16(b), 4);
        assert_eq!(index.line_column(b + 2), LineColumn { line: 2, column: 1 });
        assert_eq!(index.line_column(9999), LineColumn { line: 2, column: 2 });
        assert_eq!(index.line_text(1), "aé😀b");
    }
}
