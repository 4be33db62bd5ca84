//! All orders of a program: which outcomes there are, how often each, and a recording of the simplest order that shows it.
//!
//! An order is the answers to all choices of a run, a choice being a point where more than one fiber could go next. Fibers touch each other only
//! through futures, channels, shared cells, output and timers, so orders that differ in the places of turns which touch nothing in common are
//! one and the same; of such a class one order is run. That is dynamic partial-order reduction (C. Flanagan, P. Godefroid, "Dynamic
//! Partial-Order Reduction for Model Checking Software", POPL 2005) with the source sets of P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas ("Optimal
//! Dynamic Partial Order Reduction", POPL 2014) and sleep sets (P. Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems",
//! 1996). Where there are too many, orders are drawn: by priorities (S. Burckhardt et al., "A Randomized Scheduler with Probabilistic Guarantees of Finding
//! Bugs", ASPLOS 2010), or each choice for itself.
//!
//! An [`Explorer`] works in slices of any size and can be asked at any time how far it is. Knows nothing of files, links and JavaScript.

mod chance;
mod explorer;
mod footprint;
mod outcome;
mod path;
mod search;
mod shrink;
mod trial;
mod walker;

pub use explorer::{Exploration, Explorer};
pub use outcome::{Found, Outcome};

use crate::runtime::Limits;

/// How orders are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strategy {
    /// One of each class of orders that cannot be told apart.
    #[default]
    Reduced,
    /// Drawn by priorities that change at a few points.
    Priorities,
    /// Drawn, each choice for itself.
    Random,
}

/// How far to go.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How orders are found.
    pub strategy: Strategy,
    /// Runs at most.
    pub runs_max: u64,
}

impl Default for Bounds {
    /// As many runs as a small program takes seconds for.
    fn default() -> Bounds {
        Bounds { strategy: Strategy::default(), runs_max: 10_000 }
    }
}

impl Strategy {
    /// The strategy of the contract's word.
    pub fn of_word(word: &str) -> Option<Strategy> {
        match word {
            "dpor" => Some(Strategy::Reduced),
            "pct" => Some(Strategy::Priorities),
            "random" => Some(Strategy::Random),
            _ => None,
        }
    }
}

/// The limits of one run: an order that never ends must not take the time of the others. Chosen by feel.
fn bounded(limits: &Limits) -> Limits {
    Limits {
        steps: limits.steps.min(5_000_000),
        instant_steps: limits.instant_steps.min(5_000),
        futures: limits.futures.min(100_000),
        events: limits.events.min(1_000_000),
        ..*limits
    }
}
