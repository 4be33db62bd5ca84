//! A link's payload as JavaScript sees it.

use crate::web::link::Link;
use serde::Serialize;

/// `LumenLinkPayload`
#[derive(Serialize)]
pub struct LinkMirror {
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clock: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    world: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lesson: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    journal: Option<String>,
}

impl From<Link> for LinkMirror {
    fn from(Link { source, mode, clock, seed, cursor, choices, world, lesson, journal }: Link) -> LinkMirror {
        LinkMirror { source, mode, clock, seed, cursor, choices, world, lesson, journal }
    }
}
