//! Why a journal cannot be opened: a sentence for each case.

use std::fmt;

/// Why a journal cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalProblem {
    /// It is no journal.
    Foreign,
    /// It was written in a later format.
    Newer(i64),
    /// The language meant something else when it was written.
    OtherSemantics(i64),
    /// It is longer than any journal.
    TooLarge,
    /// It stops in the middle.
    Truncated,
    /// A line cannot be read.
    Damaged {
        /// Its number, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// Something follows its end.
    Extra {
        /// The line, from 1.
        line: usize,
    },
    /// Its program is not the one that was recorded.
    OtherProgram,
    /// Its program has errors.
    BrokenProgram(String),
    /// Its world has errors.
    BrokenWorld(String),
    /// A choice that no run can make.
    ImpossibleChoice {
        /// The line, from 1.
        line: usize,
    },
}

impl fmt::Display for JournalProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        use JournalProblem::*;
        match self {
            Foreign => write!(out, "this is not a journal of the Lumen playground"),
            Newer(version) => {
                write!(out, "this journal has format {version}, which a newer version of the playground wrote")
            }
            OtherSemantics(version) => write!(
                out,
                "this journal was recorded under version {version} of the language's rules, which this playground does not have"
            ),
            TooLarge => write!(out, "this journal is larger than a journal can be"),
            Truncated => write!(out, "this journal was cut off: its end is missing"),
            Damaged { line, what } => write!(out, "this journal is damaged in line {line}: {what}"),
            Extra { line } => write!(out, "this journal goes on after its end, in line {line}"),
            OtherProgram => write!(out, "the program in this journal is not the one that was recorded"),
            BrokenProgram(message) => write!(out, "the program in this journal does not compile: {message}"),
            BrokenWorld(message) => write!(out, "the world in this journal cannot be used: {message}"),
            ImpossibleChoice { line } => write!(out, "the choice in line {line} of this journal is impossible"),
        }
    }
}

impl std::error::Error for JournalProblem {}
