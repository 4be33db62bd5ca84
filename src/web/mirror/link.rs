//! A link's payload as JavaScript sees it.

use crate::web::link::Link;
use serde::{Deserialize, Serialize};

/// `LumenLinkPayload`
#[derive(Serialize, Deserialize)]
pub struct LinkMirror {
    source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mode: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    clock: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cursor: Option<u64>,
}

impl From<Link> for LinkMirror {
    fn from(Link { source, mode, clock, seed, cursor }: Link) -> LinkMirror {
        LinkMirror { source, mode, clock, seed, cursor }
    }
}

impl From<LinkMirror> for Link {
    fn from(LinkMirror { source, mode, clock, seed, cursor }: LinkMirror) -> Link {
        Link { source, mode, clock, seed, cursor }
    }
}
