//! The name that was probably meant.

/// The candidate nearest to `name` by edit distance, if one is near enough to be a likely slip.
pub fn nearest<'n>(name: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let wanted: Vec<char> = name.chars().collect();
    let limit = if wanted.len() < 2 { 0 } else { (wanted.len() / 3).max(1) };
    let mut search = Search { name, wanted, limit, best: None };
    candidates.into_iter().for_each(|candidate| search.look_at(candidate));
    search.best.map(|(_, candidate)| candidate.to_string())
}

/// A search under way, apart from where the candidates come from.
struct Search<'s, 'n> {
    name: &'s str,
    wanted: Vec<char>,
    limit: usize,
    best: Option<(usize, &'n str)>,
}

impl<'n> Search<'_, 'n> {
    #[inline(never)]
    fn look_at(&mut self, candidate: &'n str) {
        if candidate == self.name || !is_worth_comparing(self.name, candidate) {
            return;
        }
        let found = distance(&self.wanted, &candidate.chars().collect::<Vec<_>>(), self.limit);
        if let Some(found) = found
            && self.best.is_none_or(|(least, text)| (found, candidate) < (least, text))
        {
            self.best = Some((found, candidate));
        }
    }
}

/// Very short names have many neighbours: they must at least begin alike.
fn is_worth_comparing(name: &str, candidate: &str) -> bool {
    name.len() > 2
        || name.chars().next().map(|c| c.to_ascii_lowercase())
            == candidate.chars().next().map(|c| c.to_ascii_lowercase())
}

/// Insertions, deletions, replacements and swaps of neighbours between two names, letter case aside; none when more
/// than `limit`. (Damerau's distance with optimal string alignment.)
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let same = |i: usize, j: usize| a[i].to_lowercase().eq(b[j].to_lowercase());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let change = above[j] + usize::from(!same(i, j));
            let mut cost = change.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && same(i, j - 1) && same(i - 1, j) {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|cost| *cost <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_nothing_far_away() {
        let names = ["print", "push", "parse_int", "Pending"];
        assert_eq!(nearest("pirnt", names).as_deref(), Some("print"));
        assert_eq!(nearest("pending", names).as_deref(), Some("Pending"));
        assert_eq!(nearest("parse_itn", names).as_deref(), Some("parse_int"));
        assert_eq!(nearest("fetch", names), None);
        assert_eq!(nearest("xs", ["es"]), None);
    }
}
