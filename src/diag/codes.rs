//! Every code that a diagnostic may have: how grave it is at most, and where the index of the pages lists it.
//!
//! A code is stable: links, lessons and other people's tools name it. Each has a page of its own, `docs/diagnostics/CODE.md`,
//! which `tests/diagnostics.rs` executes; a new code begins with a row here and a page there.

use super::Code;
use super::Severity::{self, Error, Hint, Warning};
use Group::*;

/// Where the index of the pages lists a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// How a program is written down.
    Writing,
    /// What a name stands for.
    Names,
    /// What a value is.
    Types,
    /// Patterns and arms.
    Matching,
    /// Futures, `spawn` and `await`.
    Futures,
    /// `parallel`, `race`, `vote`, `select` and `timeout`.
    Composites,
    /// Effects and tools.
    Outside,
    /// Documents, their fences, their worlds.
    Documents,
    /// What goes wrong while a program runs.
    Running,
}

impl Group {
    /// All of them, in the order of the index.
    pub const ALL: [Group; 9] = [Writing, Names, Types, Matching, Futures, Composites, Outside, Documents, Running];

    /// Its heading in the index.
    pub fn title(self) -> &'static str {
        match self {
            Writing => "Writing",
            Names => "Names",
            Types => "Types",
            Matching => "Matching",
            Futures => "Futures and awaits",
            Composites => "Composites",
            Outside => "Effects and tools",
            Documents => "Documents and worlds",
            Running => "Running",
        }
    }
}

/// What is known of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeInfo {
    /// The code.
    pub code: Code,
    /// How grave it is at most; some are milder where less depends on it.
    pub severity: Severity,
    /// Where it is listed.
    pub group: Group,
}

const fn row(code: Code, severity: Severity, group: Group) -> CodeInfo {
    CodeInfo { code, severity, group }
}

/// All codes in alphabetical order.
#[rustfmt::skip]
pub const CODES: &[CodeInfo] = &[
    row("abandoned-defer", Warning, Running),
    row("alias-cycle", Error, Types),
    row("ambiguous-failure-arm", Hint, Futures),
    row("arm-body", Error, Writing),
    row("assigned-capture", Warning, Names),
    row("assignment-in-condition", Error, Writing),
    row("await-in-loop", Hint, Futures),
    row("bad-directive", Error, Writing),
    row("bare-entry", Hint, Composites),
    row("brace-block", Error, Writing),
    row("break-out-of-branch", Error, Composites),
    row("break-outside-loop", Error, Writing),
    row("capital-binding", Warning, Matching),
    row("colon-before-block", Error, Writing),
    row("colon-before-result", Error, Writing),
    row("const-cycle", Error, Names),
    row("deadlock", Error, Running),
    row("defer-block", Error, Writing),
    row("duplicate-argument", Error, Names),
    row("duplicate-binding", Error, Names),
    row("duplicate-declaration", Error, Names),
    row("empty-composite", Error, Composites),
    row("empty-interpolation", Error, Writing),
    row("empty-parens", Error, Writing),
    row("expected-expression", Error, Writing),
    row("expected-line-end", Error, Writing),
    row("expected-name", Error, Writing),
    row("expected-new-line", Error, Writing),
    row("expected-pattern", Error, Writing),
    row("expected-token", Error, Writing),
    row("expected-type", Error, Writing),
    row("failure-or-value", Hint, Futures),
    row("float-overflow", Error, Writing),
    row("foreign-arrow", Error, Writing),
    row("foreign-cell", Error, Writing),
    row("foreign-comment", Error, Writing),
    row("foreign-else-if", Error, Writing),
    row("foreign-for", Error, Writing),
    row("foreign-form", Error, Writing),
    row("foreign-let", Error, Writing),
    row("foreign-match", Error, Writing),
    row("foreign-operator", Error, Writing),
    row("foreign-pattern", Error, Matching),
    row("future-as-value", Error, Futures),
    row("future-state-mismatch", Error, Futures),
    row("halt-arguments", Error, Writing),
    row("immutable-assignment", Error, Names),
    row("impossible-pattern", Warning, Matching),
    row("integer-overflow", Error, Writing),
    row("internal-compiler", Error, Running),
    row("interpolated-pattern", Error, Matching),
    row("interpolation-leftover", Error, Writing),
    row("invalid-assignment", Error, Writing),
    row("invalid-bytes", Error, Writing),
    row("let-in-composite", Error, Composites),
    row("limit", Error, Running),
    row("loose-pair", Error, Writing),
    row("main-has-parameters", Error, Names),
    row("malformed-number", Error, Writing),
    row("maybe-null", Warning, Types),
    row("method-without-self", Error, Names),
    row("misplaced-declaration", Error, Writing),
    row("misplaced-directive", Error, Writing),
    row("misplaced-spread", Error, Types),
    row("missing-arm", Error, Matching),
    row("missing-effect", Hint, Outside),
    row("missing-end", Error, Writing),
    row("missing-field", Error, Names),
    row("missing-map-value", Error, Writing),
    row("missing-return", Warning, Types),
    row("more-diagnostics", Hint, Writing),
    row("named-closure", Error, Writing),
    row("named-entry", Error, Composites),
    row("named-entry-without-await", Error, Composites),
    row("needless-await", Hint, Futures),
    row("needless-try", Hint, Types),
    row("nondeterministic", Error, Futures),
    row("not-assignable", Error, Names),
    row("not-before-comparison", Warning, Writing),
    row("not-callable", Error, Types),
    row("not-iterable", Error, Types),
    row("not-text", Error, Documents),
    row("open-range", Error, Writing),
    row("operand-types", Error, Types),
    row("or-pattern-names", Error, Matching),
    row("parens-around-loop", Error, Writing),
    row("pattern-parts", Error, Matching),
    row("program-too-large", Error, Running),
    row("race-without-limit", Hint, Composites),
    row("recursive-capture", Error, Names),
    row("reserved-word", Error, Writing),
    row("rest-not-last", Error, Matching),
    row("return-in-defer", Error, Writing),
    row("second-rest", Error, Matching),
    row("sequential-awaits", Hint, Futures),
    row("shadowed-name", Hint, Names),
    row("shadows-builtin", Hint, Names),
    row("single-quotes", Error, Writing),
    row("spawn-arguments", Error, Futures),
    row("spawn-of-value", Warning, Futures),
    row("stray-bracket", Error, Writing),
    row("stray-comma", Error, Writing),
    row("stray-else", Error, Writing),
    row("stray-end", Error, Writing),
    row("takes-no-failure", Hint, Futures),
    row("timeout-arguments", Error, Composites),
    row("timeout-limit", Error, Composites),
    row("too-deep", Error, Writing),
    row("too-large", Error, Documents),
    row("tool-as-value", Error, Outside),
    row("try-outside-result", Error, Types),
    row("tuple-of-one", Error, Writing),
    row("type-arguments", Error, Types),
    row("type-as-value", Error, Types),
    row("uncaught-failure", Error, Running),
    row("unclosed-bracket", Error, Writing),
    row("unhandled-failure", Error, Running),
    row("unknown-argument", Error, Names),
    row("unknown-character", Error, Writing),
    row("unknown-directive", Hint, Writing),
    row("unknown-escape", Error, Writing),
    row("unknown-field", Error, Names),
    row("unknown-label", Error, Writing),
    row("unknown-method", Error, Names),
    row("unknown-name", Error, Names),
    row("unknown-tool", Error, Outside),
    row("unknown-type", Error, Types),
    row("unknown-variant", Error, Names),
    row("unquoted-key", Error, Names),
    row("unreachable-arm", Warning, Matching),
    row("unreachable-code", Hint, Writing),
    row("unsupported-form", Error, Writing),
    row("unterminated-fence", Warning, Documents),
    row("unterminated-interpolation", Error, Writing),
    row("unterminated-string", Error, Writing),
    row("unused-comparison", Warning, Writing),
    row("unused-future", Warning, Futures),
    row("unused-result", Warning, Writing),
    row("unused-shadow", Warning, Names),
    row("unused-variable", Hint, Names),
    row("used-after-failure", Error, Futures),
    row("word-before-block", Error, Writing),
    row("world-missing-key", Error, Documents),
    row("world-syntax", Error, Documents),
    row("world-unknown-key", Error, Documents),
    row("world-wrong-kind", Error, Documents),
    row("world-wrong-value", Error, Documents),
    row("wrong-argument-type", Error, Types),
    row("wrong-arity", Error, Types),
    row("wrong-type", Error, Types),
];

/// What is known of a code; none if it is not in the table.
pub fn code_info(code: &str) -> Option<&'static CodeInfo> {
    CODES.binary_search_by_key(&code, |info| info.code).ok().map(|at| &CODES[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_found_in() {
        assert!(CODES.is_sorted_by(|a, b| a.code < b.code));
        assert!(CODES.iter().all(|info| code_info(info.code) == Some(info)));
        assert_eq!(code_info("no-such-code"), None);
    }
}
