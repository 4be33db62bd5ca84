//! What the lexer hands to the grammar.

use crate::text::Span;

/// The kinds of tokens. Words that mean something only in certain places (`cell`, `race`, `state` …) are [`T::Name`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum T {
    /// Stands once, behind the last token.
    EndOfInput,
    Name,
    Int,
    Float,
    Bytes,

    /// Opening quotes with their prefix; empty before the text of a `role` line.
    StringStart,
    /// Text without escapes.
    Text,
    /// One escape sequence.
    Escape,
    /// `{` inside a string.
    InterpolationStart,
    /// The format spec with its colon.
    Spec,
    /// `}` inside a string.
    InterpolationEnd,
    /// Closing quotes; empty at the end of a `role` line or of an unterminated string.
    StringEnd,

    /// `@name value` at the start of a line, the whole line.
    Directive,
    /// `@name` elsewhere.
    Label,

    // Reserved words
    And,
    As,
    Await,
    Break,
    Continue,
    Defer,
    Else,
    End,
    False,
    Fn,
    For,
    If,
    In,
    Is,
    Let,
    Loop,
    Match,
    Not,
    Null,
    Or,
    Return,
    Then,
    True,
    Try,
    When,
    While,

    // Brackets and punctuation
    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,
    LeftBrace,
    RightBrace,
    Comma,
    Colon,
    Semicolon,
    Dot,
    Arrow,
    FatArrow,
    Ellipsis,

    // Operators
    Plus,
    Minus,
    Star,
    Slash,
    SlashSlash,
    Percent,
    StarStar,
    ShiftLeft,
    ShiftRight,
    DotDot,
    DotDotEqual,
    PlusPlus,
    Pipe,
    PipeArrow,
    TildeArrow,
    Tilde,
    Ampersand,
    Caret,
    EqualEqual,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    QuestionQuestion,
    QuestionDot,
    QuestionBracket,
    Question,
    Bang,

    // Assignment
    Equal,
    PlusEqual,
    MinusEqual,
    StarEqual,
    SlashEqual,
    SlashSlashEqual,
    PercentEqual,
    StarStarEqual,
    AmpersandEqual,
    PipeEqual,
    CaretEqual,
    PlusPlusEqual,
    ShiftLeftEqual,
    ShiftRightEqual,
    QuestionQuestionEqual,
}

/// The reserved words; few, so that programs keep their names.
const RESERVED: [(&str, T); 26] = [
    ("and", T::And),
    ("as", T::As),
    ("await", T::Await),
    ("break", T::Break),
    ("continue", T::Continue),
    ("defer", T::Defer),
    ("else", T::Else),
    ("end", T::End),
    ("false", T::False),
    ("fn", T::Fn),
    ("for", T::For),
    ("if", T::If),
    ("in", T::In),
    ("is", T::Is),
    ("let", T::Let),
    ("loop", T::Loop),
    ("match", T::Match),
    ("not", T::Not),
    ("null", T::Null),
    ("or", T::Or),
    ("return", T::Return),
    ("then", T::Then),
    ("true", T::True),
    ("try", T::Try),
    ("when", T::When),
    ("while", T::While),
];

/// For each letter, where the reserved words begin that begin with it, or would.
const STARTS: [u8; 27] = {
    let (mut starts, mut at) = ([RESERVED.len() as u8; 27], RESERVED.len());
    while at > 0 {
        at -= 1;
        starts[(RESERVED[at].0.as_bytes()[0] - b'a') as usize] = at as u8;
    }
    let mut letter = 26;
    while letter > 0 {
        letter -= 1;
        if starts[letter] > starts[letter + 1] {
            starts[letter] = starts[letter + 1];
        }
    }
    starts
};

impl T {
    /// The kind of a word: one of the reserved words, or a name.
    pub fn of_word(text: &str) -> T {
        let Some(letter @ b'a'..=b'z') = text.bytes().next() else { return T::Name };
        let letter = usize::from(letter - b'a');
        let candidates = &RESERVED[usize::from(STARTS[letter])..usize::from(STARTS[letter + 1])];
        candidates.iter().find(|(word, _)| *word == text).map_or(T::Name, |(_, kind)| *kind)
    }

    /// Whether it is a reserved word.
    pub fn is_reserved(self) -> bool {
        (T::And..=T::While).contains(&self)
    }

    /// Whether it is a name or a reserved word (what may follow a dot).
    pub fn is_word(self) -> bool {
        self == T::Name || self.is_reserved()
    }

    /// Whether it assigns: `=`, `+=` and so on.
    pub fn is_assignment(self) -> bool {
        self >= T::Equal
    }

    /// Whether an operand must follow, so that the expression goes on behind a line break.
    pub fn wants_more(self) -> bool {
        matches!(self, T::And | T::Or | T::Not | T::In | T::Is | T::As | T::Comma | T::Dot)
            || ((T::Plus..=T::QuestionDot).contains(&self) && self != T::QuestionBracket)
            || self.is_assignment()
    }

    /// Whether an expression can begin with it.
    pub fn starts_expr(self) -> bool {
        use T::*;
        matches!(
            self,
            Name | Int
                | Float
                | Bytes
                | StringStart
                | Await
                | False
                | Fn
                | For
                | If
                | Loop
                | Match
                | Not
                | Null
                | True
                | Try
        ) || matches!(self, When | While | LeftParen | LeftBracket | LeftBrace | Minus | Tilde)
    }
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: T,
    /// Whether it is the first on its line.
    pub starts_line: bool,
    /// Whether the lexer has already complained about it (an unterminated string).
    pub broken: bool,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
    /// Index of the bracket, brace or quote that belongs to it; [`Token::ALONE`] if none does.
    pub partner: u32,
}

impl Token {
    /// No partner.
    pub const ALONE: u32 = u32::MAX;

    /// Its place.
    pub fn span(self) -> Span {
        Span::new(self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_words_are_sorted_and_found() {
        assert!(RESERVED.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(T::of_word("while"), T::While);
        assert_eq!(T::of_word("race"), T::Name);
        assert!(RESERVED.iter().all(|&(word, kind)| kind.is_reserved() && T::of_word(word) == kind));
        for other in ["", "a", "i", "zoo", "ends", "While", "_", "größe"] {
            assert_eq!(T::of_word(other), T::Name, "{other}");
        }
    }

    #[test]
    fn a_token_stays_small() {
        assert_eq!(size_of::<Token>(), 16);
    }
}
