//! Patterns in which `*` stands for any text, the empty one too.

/// Whether the whole text has the form of the pattern. Takes at most length times length steps.
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    // Behind the last star, and where the text stood when it was tried.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        if pattern.get(p) == Some(&b'*') {
            p += 1;
            star = Some((p, t));
        } else if pattern.get(p) == Some(&text[t]) {
            (p, t) = (p + 1, t + 1);
        } else if let Some((behind, tried)) = star {
            star = Some((behind, tried + 1));
            (p, t) = (behind, tried + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|&byte| byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, text) in [("*", ""), ("a*", "a"), ("a*c*", "abcbc"), ("*.b", "x.a.b"), ("é*", "éa"), ("", "")] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("a", ""), ("a*c", "ab"), ("*.b", "b"), ("", "a"), ("ab", "a")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }
}
