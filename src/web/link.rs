//! Links: a document and its settings in a URL's fragment.
//!
//! `#v1.` + kind letter + base64url(deflate-raw(payload)). The payload of kind `p` (a program) is one line of settings and
//! then the document:
//!
//! ```text
//! 1a2b3c4d&mode=fifo&seed=7
//! cell main() …
//! ```
//!
//! Kind `j` is a recorded run: the document's place is taken by the text of its journal. The first word is a checksum of all that follows it, so that a damaged link is noticed and not opened as another
//! program; a setting stands there only when it differs from its default. Links of this version keep opening: what
//! cannot be said in it gets a new version or a new kind letter. Knows nothing of what a document means.

use crate::trace::SEED_MAX;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use xxhash_rust::xxh3::xxh3_64;

/// What every link of this version begins with.
const VERSION: &str = "v1.";

/// The kind letter of a program with settings.
const PROGRAM: char = 'p';

/// The kind letter of a recorded run.
const JOURNAL: char = 'j';

/// A document of 1 MB is already beyond what the editor is made for; chosen by feel, against links that unpack without end.
const PAYLOAD_BYTES_MAX: usize = 4 << 20;

/// What the other settings take at most.
const SETTINGS_BYTES_MAX: usize = 1024;

/// miniz's slowest level: links are made rarely and short ones are better.
const DEFLATE_LEVEL: u8 = 10;

/// A document and what differs from the defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The document.
    pub source: String,
    /// `eager`, `fifo` or `random`; none follows the program.
    pub mode: Option<String>,
    /// `virtual` or `real`.
    pub clock: Option<String>,
    /// The seed.
    pub seed: Option<u64>,
    /// The playback position.
    pub cursor: Option<u64>,
    /// The schedule, in its short form.
    pub choices: Option<String>,
    /// What answers `fetch` and tools, instead of the document's world.
    pub world: Option<String>,
    /// The lesson that the program is an attempt at: its name in the course, or the lesson's own document.
    pub lesson: Option<String>,
    /// The text of the journal of a run that a schedule does not tell; it then says everything but the cursor.
    pub journal: Option<String>,
}

/// Why a link cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It was never one of ours.
    Foreign,
    /// It was made by a later version.
    Newer,
    /// It was cut off or changed on its way.
    Damaged,
    /// It unpacks to more than any document.
    TooLarge,
}

impl Link {
    /// Whether it holds more than any link may.
    pub fn is_too_large(&self) -> bool {
        let len = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        // Every character of a world or a lesson may become an escape of three.
        let escaped = 3 * (len(&self.world) + len(&self.lesson));
        let texts = self.source.len() + len(&self.journal) + len(&self.choices) + escaped;
        texts > PAYLOAD_BYTES_MAX - SETTINGS_BYTES_MAX
    }
}

impl LinkError {
    /// A sentence for people.
    pub fn sentence(&self) -> &'static str {
        match self {
            LinkError::Foreign => "This is not a link of the Lumen playground.",
            LinkError::Newer => "This link was made by a newer version of the playground: reload the page to get it.",
            LinkError::Damaged => {
                "This link is damaged: a part of it was cut off or changed on its way. Ask for it again."
            }
            LinkError::TooLarge => "This link holds more than a document can be.",
        }
    }
}

/// The fragment of a link, `#` included.
pub fn encode(link: &Link) -> String {
    let mut rest = String::new();
    let mut setting = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            rest.push_str(&format!("&{name}={value}"));
        }
    };
    setting("mode", link.mode.clone());
    setting("clock", link.clock.clone());
    setting("seed", link.seed.map(|seed| seed.to_string()));
    setting("cursor", link.cursor.map(|cursor| cursor.to_string()));
    setting("choices", link.choices.clone());
    setting("world", link.world.as_deref().map(escaped));
    setting("lesson", link.lesson.as_deref().map(escaped));
    rest.push('\n');
    let (kind, body) = match &link.journal {
        Some(journal) => (JOURNAL, journal),
        None => (PROGRAM, &link.source),
    };
    rest.push_str(body);
    let payload = format!("{}{rest}", checksum(&rest));
    let packed = miniz_oxide::deflate::compress_to_vec(payload.as_bytes(), DEFLATE_LEVEL);
    format!("#{VERSION}{kind}{}", BASE64_URL_SAFE_NO_PAD.encode(packed))
}

/// Reads a fragment, with or without `#` or the address before it.
///
/// # Errors
/// One of the four of [`LinkError`].
pub fn decode(text: &str) -> Result<Link, LinkError> {
    let text = text.trim();
    let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
    let Some(body) = fragment.strip_prefix(VERSION) else {
        return Err(if is_versioned(fragment) { LinkError::Newer } else { LinkError::Foreign });
    };
    let kind = body.chars().next().ok_or(LinkError::Damaged)?;
    if ![PROGRAM, JOURNAL].contains(&kind) {
        return Err(if kind.is_ascii_alphabetic() { LinkError::Newer } else { LinkError::Damaged });
    }
    let payload = unpack(&body[kind.len_utf8()..])?;
    let (sum, rest) = payload.split_at_checked(8).ok_or(LinkError::Damaged)?;
    if sum != checksum(rest) {
        return Err(LinkError::Damaged);
    }
    let (settings, source) = rest.split_once('\n').ok_or(LinkError::Damaged)?;
    let mut link = match kind {
        JOURNAL => Link { journal: Some(source.to_owned()), ..Link::default() },
        _ => Link { source: source.to_owned(), ..Link::default() },
    };
    for setting in settings.split('&').filter(|setting| !setting.is_empty()) {
        read_setting(&mut link, setting)?;
    }
    Ok(link)
}

fn read_setting(link: &mut Link, setting: &str) -> Result<(), LinkError> {
    let (name, value) = setting.split_once('=').ok_or(LinkError::Newer)?;
    match (name, value) {
        ("mode", "eager" | "fifo" | "random") => link.mode = Some(value.to_owned()),
        ("clock", "virtual" | "real") => link.clock = Some(value.to_owned()),
        ("seed", _) => link.seed = Some(number(value)?),
        ("cursor", _) => link.cursor = Some(number(value)?),
        ("choices", _) => link.choices = Some(value.to_owned()),
        ("world", _) => link.world = Some(unescaped(value)),
        ("lesson", _) => link.lesson = Some(unescaped(value)),
        _ => return Err(LinkError::Newer),
    }
    Ok(())
}

/// A number that JavaScript has, too.
fn number(value: &str) -> Result<u64, LinkError> {
    value.parse().ok().filter(|number| *number <= SEED_MAX).ok_or(LinkError::Newer)
}

/// What would end a setting, in a form that does not.
const ESCAPES: [(&str, &str); 3] = [("%", "%25"), ("&", "%26"), ("\n", "%0A")];

fn escaped(text: &str) -> String {
    ESCAPES.iter().fold(text.to_owned(), |text, (plain, escape)| text.replace(plain, escape))
}

fn unescaped(text: &str) -> String {
    ESCAPES.iter().rev().fold(text.to_owned(), |text, (plain, escape)| text.replace(escape, plain))
}

fn unpack(body: &str) -> Result<String, LinkError> {
    use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
    let packed = BASE64_URL_SAFE_NO_PAD.decode(body).map_err(|_| LinkError::Damaged)?;
    let payload = decompress_to_vec_with_limit(&packed, PAYLOAD_BYTES_MAX).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => LinkError::TooLarge,
        _ => LinkError::Damaged,
    })?;
    String::from_utf8(payload).map_err(|_| LinkError::Damaged)
}

/// Whether the text begins like `v2.`.
fn is_versioned(fragment: &str) -> bool {
    let digits = fragment.strip_prefix('v').and_then(|rest| rest.split_once('.'));
    digits.is_some_and(|(digits, _)| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
}

/// Eight hexadecimal digits.
fn checksum(text: &str) -> String {
    format!("{:08x}", xxh3_64(text.as_bytes()) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> Link {
        let source = "@deterministic true\n\ncell main() -> Int\n  return 42 # é😀\nend\n".to_owned();
        Link {
            source,
            mode: Some("fifo".into()),
            clock: Some("real".into()),
            seed: Some(7),
            cursor: Some(12),
            ..Link::default()
        }
    }

    #[test]
    fn opens_what_it_wrote() {
        let world = "[[fetch]]\nurl = \"a?b&c=%26\"\n".to_owned();
        let choices = Link { choices: Some("BQEA".into()), world: Some(world), ..link() };
        let journal = Link { journal: Some("{\"record\":1}\n{}\n".into()), cursor: Some(3), ..Link::default() };
        let lesson = Link { lesson: Some("---\ntitle: A & B\n---\n".into()), ..link() };
        let odd = Link { source: "\n&mode=x\r\n".into(), ..Link::default() };
        for link in [link(), choices, journal, lesson, Link::default(), odd] {
            assert_eq!(decode(&encode(&link)), Ok(link));
        }
    }

    #[test]
    fn opens_a_whole_address() {
        let fragment = encode(&link());
        assert_eq!(decode(&format!(" https://example.org/play/?embed=1{fragment}\n")), Ok(link()));
        assert_eq!(decode(&fragment[1..]), Ok(link()));
    }

    /// A link as this version wrote it on its first day. It must open for ever.
    #[test]
    fn opens_the_first_link_there_was() {
        let first = "#v1.pSzJMtkhMMUlUy81PSbVNy0zL5ypLzClNVbBVKCjKzCsBAA";
        let link = Link { source: "value = print".into(), mode: Some("fifo".into()), ..Link::default() };
        assert_eq!(decode(first), Ok(link));
    }

    #[test]
    fn notices_damage_wherever_it_is() {
        let fragment = encode(&link());
        for end in 5..fragment.len() {
            assert_eq!(decode(&fragment[..end]), Err(LinkError::Damaged), "cut at {end}");
        }
        for at in 5..fragment.len() {
            let mut bytes = fragment.clone().into_bytes();
            bytes[at] = if bytes[at] == b'Q' { b'w' } else { b'Q' };
            let outcome = decode(std::str::from_utf8(&bytes).unwrap());
            // The last digit may carry padding bits only; then nothing was lost.
            assert!(outcome.is_err() || outcome == Ok(link()), "changed at {at}");
        }
    }

    #[test]
    fn says_kindly_what_it_cannot_open() {
        assert_eq!(decode("#v2.pabc"), Err(LinkError::Newer));
        assert_eq!(decode("#v1.qabc"), Err(LinkError::Newer));
        assert_eq!(decode("#installation"), Err(LinkError::Foreign));
        assert_eq!(decode(""), Err(LinkError::Foreign));
        assert_eq!(decode("#v1."), Err(LinkError::Damaged));
        assert_eq!(decode("#v1.é"), Err(LinkError::Damaged));
    }

    #[test]
    fn refuses_to_unpack_without_end() {
        let packed = miniz_oxide::deflate::compress_to_vec(&vec![b' '; PAYLOAD_BYTES_MAX + 1], 6);
        assert!(packed.len() < 8 * 1024);
        let fragment = format!("#v1.p{}", BASE64_URL_SAFE_NO_PAD.encode(packed));
        assert_eq!(decode(&fragment), Err(LinkError::TooLarge));
    }

    #[test]
    fn what_is_not_too_large_opens() {
        let of = |bytes: usize| Link { journal: Some("x".repeat(bytes)), ..link() };
        let most = PAYLOAD_BYTES_MAX - SETTINGS_BYTES_MAX - link().source.len();
        assert!(!of(most).is_too_large() && of(most + 1).is_too_large());
        assert!(decode(&encode(&of(most))).is_ok());
        let worlds = Link { world: Some("&".repeat(most / 3)), ..link() };
        assert!(!worlds.is_too_large() && decode(&encode(&worlds)).is_ok());
    }

    #[test]
    fn a_program_of_3_kb_fits_a_short_link() {
        let source: String =
            (0..60).map(|n| format!("cell step_{n}(x: Int) -> Int\n  return x + {n}\nend\n")).collect();
        assert!(source.len() > 2800);
        assert!(encode(&Link { source, ..Link::default() }).len() <= 2000);
    }
}
