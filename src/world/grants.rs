//! What a program allows a tool (`grant`): how long, how many tokens, which domains. Holds for every world that answers.

use super::glob;
use crate::runtime::{Answer, Call};
use crate::vm::Value;

/// Why a call may not be made, if a grant forbids it.
pub fn refusal(call: &Call) -> Option<String> {
    let numbers = ["timeout_ms", "max_tokens"].into_iter().find_map(|key| limit(call, key).err());
    numbers.or_else(|| too_many_tokens(call)).or_else(|| foreign_domain(call))
}

/// The answer, or a failure when it would come after the granted time.
pub fn bounded(call: &Call, answer: Answer) -> Answer {
    match (limit(call, "timeout_ms"), answer) {
        (Ok(Some(granted)), Answer::After { ms, .. }) if ms > granted => {
            Answer::After { ms: granted, result: Err(overdue(call, granted)) }
        }
        (_, answer) => answer,
    }
}

/// How long a call that is not refused may take.
pub fn timeout_ms(call: &Call) -> Option<i64> {
    limit(call, "timeout_ms").ok()?
}

/// The failure's message when a call took longer than that.
pub fn overdue(call: &Call, granted_ms: i64) -> String {
    format!("`{}` did not answer within the granted {granted_ms} ms", call.name)
}

/// The smallest number granted under a key.
fn limit(call: &Call, key: &str) -> Result<Option<i64>, String> {
    let mut least = None;
    for text in granted(call, key) {
        let number = text.parse::<i64>().ok().filter(|number| *number >= 0);
        let number = number.ok_or_else(|| {
            format!("the grant `{key}` of `{}` must be a whole number from 0, found `{text}`", call.name)
        })?;
        least = Some(least.map_or(number, |least: i64| least.min(number)));
    }
    Ok(least)
}

fn granted<'c>(call: &'c Call, key: &str) -> impl Iterator<Item = &'c str> {
    call.grants.iter().filter(move |(known, _)| **known == *key).map(|(_, text)| &**text)
}

fn too_many_tokens(call: &Call) -> Option<String> {
    let most = limit(call, "max_tokens").ok()??;
    match call.argument("max_tokens")? {
        Value::Int(asked) if asked > most => Some(format!(
            "`{}` is granted at most {most} tokens (`max_tokens`), and the call asks for {asked}",
            call.name
        )),
        _ => None,
    }
}

fn foreign_domain(call: &Call) -> Option<String> {
    let patterns: Vec<&str> = granted(call, "domain").collect();
    let Value::Text(url) = call.argument("url")? else { return None };
    let host = host(&url);
    let is_allowed = patterns.iter().any(|pattern| glob::matches(&pattern.to_lowercase(), &host));
    (!patterns.is_empty() && !is_allowed).then(|| {
        let patterns = patterns.iter().map(|pattern| format!("`{pattern}`")).collect::<Vec<_>>().join(", ");
        let goes = if host.is_empty() { "names no host".to_owned() } else { format!("goes to `{host}`") };
        format!("`{}` is granted the domain {patterns}, and the call {goes}", call.name)
    })
}

/// The host of an address in small letters, without user and port; empty if it has none. Browsers read `\` as `/`.
fn host(url: &str) -> String {
    let Some((_, rest)) = url.split_once("://") else { return String::new() };
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or("");
    let host = authority.rsplit('@').next().unwrap_or("");
    let end = host.rfind(':').filter(|_| !host.ends_with(']')).unwrap_or(host.len());
    host[..end].to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_host_is_where_a_browser_would_go() {
        assert_eq!(host("https://Api.Example.com:8080/x?y"), "api.example.com");
        assert_eq!(host("https://good.com@evil.com/"), "evil.com");
        assert_eq!(host("https://evil.com\\.good.com"), "evil.com");
        assert_eq!(host("http://[::1]"), "[::1]");
        assert_eq!(host("/users/7"), "");
    }
}
