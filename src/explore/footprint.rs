//! What a turn touches, and whether two turns could change places.

use crate::base::sort_by;
use crate::bytecode::FutureKind;
use crate::runtime::{Event, EventKind, How, MAIN, Machine, Part, TimerClass, Touch, Waits};
use crate::vm::FutureId;

/// The parts that a turn touches, sorted, each once. What the turn itself made is left out: nobody else knows of it.
#[derive(Clone, Debug, Default)]
pub struct Footprint(Vec<(Part, How)>);

/// What is seen of a piece of a run, or of several.
#[derive(Debug, Default)]
pub struct Seen {
    /// The fiber whose turn began.
    pub picked: Option<FutureId>,
    /// Fibers that became ready.
    pub readied: Vec<FutureId>,
    /// Whether a timer fired.
    pub has_fired: bool,
    /// Whether a wait would have closed a cycle.
    pub has_cycle: bool,
    /// Whether everything was cancelled before this.
    pub is_ending: bool,
    /// Fibers that did something after everything was cancelled.
    pub cleaning: Vec<FutureId>,
    /// What happened and is not taken in yet.
    pub events: Vec<Event>,
    parts: Vec<(Part, How)>,
    /// What is new: the first future, channel and shared cell.
    made: Vec<Part>,
}

/// Of what there is a total order only where it has shown that it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Care {
    /// In which order futures are made: fibers of one depth are cancelled in it, and of several failures that nobody saw the first one's is told.
    pub births: bool,
    /// Who begins to wait for whom: the last one to do so closes a cycle.
    pub waits: bool,
}

impl Seen {
    /// Nothing seen yet.
    pub fn new(is_ending: bool) -> Seen {
        Seen { is_ending, ..Seen::default() }
    }

    /// Takes in what happened and what the machine noted.
    pub fn take_in(&mut self, touches: Vec<Touch>, machine: &Machine) {
        for event in std::mem::take(&mut self.events) {
            self.see(&event, machine);
        }
        for touch in touches {
            match touch {
                Touch::Picked(id) => {
                    self.picked = Some(id);
                    self.touch_turn(id);
                }
                Touch::Readied(id) => self.readied.push(id),
                Touch::Fired => self.has_fired = true,
                Touch::Cycle => {
                    self.has_cycle = true;
                    self.parts.push((Part::Waits, How::Writes));
                }
                Touch::Made(part) => {
                    self.made.push(part);
                    self.parts.push((Part::Numbers, How::Writes));
                }
                Touch::Touched(part, how) => self.parts.push((part, how)),
            }
        }
    }

    /// Takes in the rules of the world that counted a call.
    pub fn note_rules(&mut self, rules: Vec<usize>) {
        self.parts.extend(rules.into_iter().map(|rule| (Part::Rule(rule), How::Writes)));
    }

    fn touch_turn(&mut self, id: FutureId) {
        self.parts.extend([(Part::Fiber(id), How::Writes), (Part::Run, How::Reads)]);
    }

    fn see(&mut self, event: &Event, machine: &Machine) {
        self.see_cleaning(event);
        let id = event.future;
        match &event.kind {
            EventKind::Created { .. } => {
                self.made.push(Part::Future(id));
                self.parts.push((Part::Births, How::Writes));
            }
            EventKind::Started => self.touch_turn(id),
            EventKind::Resumed { by } => {
                self.touch_turn(id);
                self.parts.extend(by.map(|by| (Part::Future(by), How::Takes)));
            }
            EventKind::AwaitsOne(_) | EventKind::AwaitsAll(_) => {
                if let Some(Waits::Futures(awaited)) = event.kind.waits() {
                    self.parts.extend(awaited.iter().map(|id| (Part::Future(*id), How::Reads)));
                }
                self.parts.push((Part::Waits, How::Writes));
            }
            EventKind::AwaitsChannel { channel, .. }
            | EventKind::Sent { channel, .. }
            | EventKind::Received { channel, .. } => self.parts.push((Part::Channel(*channel), How::Writes)),
            // What decides a composite is noted where its branches tell it.
            EventKind::Completed if matches!(machine.future(id).kind, FutureKind::Composite(_)) => {}
            EventKind::Completed | EventKind::Failed(_) | EventKind::Cancelled { .. } => {
                self.parts.push((Part::Future(id), How::Writes));
            }
            EventKind::TimerSet { deadline_ms } => {
                self.parts.push((Part::Timers(*deadline_ms, TimerClass::Sleep), How::Writes));
            }
            EventKind::SharedRead { shared, .. } => self.parts.push((Part::Shared(*shared), How::Reads)),
            EventKind::SharedWritten { shared, .. } => self.parts.push((Part::Shared(*shared), How::Writes)),
            EventKind::Printed(_) => self.parts.push((Part::Output, How::Writes)),
            _ => {}
        }
    }

    fn see_cleaning(&mut self, event: &Event) {
        let is_action = matches!(
            event.kind,
            EventKind::DeferredRan
                | EventKind::Printed(_)
                | EventKind::Sent { .. }
                | EventKind::Received { .. }
                | EventKind::SharedRead { .. }
                | EventKind::SharedWritten { .. }
                | EventKind::TimerSet { .. }
                | EventKind::ToolCalled(_)
        );
        if self.is_ending && is_action {
            self.cleaning.push(event.future);
        }
    }

    /// Whether everything is cancelled now.
    pub fn ends_all(&self) -> bool {
        self.is_ending || self.parts.contains(&(Part::Run, How::Writes))
    }

    /// Adds what was seen later of the same turn.
    pub fn extend(&mut self, later: Seen) {
        self.is_ending = later.is_ending;
        self.readied.extend(later.readied);
        self.has_cycle |= later.has_cycle;
        self.cleaning.extend(later.cleaning);
        self.parts.extend(later.parts);
        self.made.extend(later.made);
    }

    /// The footprint of what was seen.
    pub fn footprint(&self, care: Care) -> Footprint {
        let is_kept = |part: &Part| match part {
            Part::Births => care.births,
            Part::Waits => care.waits,
            known => !self.made.iter().any(|made| is_at_or_after(known, made)),
        };
        let mut parts: Vec<(Part, How)> = self.parts.iter().filter(|(part, _)| is_kept(part)).copied().collect();
        sort_by(&mut parts, Ord::cmp);
        parts.dedup_by(|later, first| {
            let is_same = first.0 == later.0;
            if is_same {
                first.1 = both(first.1, later.1);
            }
            is_same
        });
        Footprint(parts)
    }
}

/// Whether a part was made with another one or after it: numbers ascend.
fn is_at_or_after(part: &Part, made: &Part) -> bool {
    match (part, made) {
        (Part::Future(id) | Part::Fiber(id), Part::Future(made)) => id >= made,
        (Part::Channel(id), Part::Channel(made)) => id >= made,
        (Part::Shared(id), Part::Shared(made)) => id >= made,
        _ => false,
    }
}

/// Two touches as one; the first is the lesser.
fn both(lesser: How, greater: How) -> How {
    if lesser < How::Adds && greater == How::Adds { How::Writes } else { lesser.max(greater) }
}

/// Whether the order of two touches of the same part matters.
fn matters(one: How, other: How) -> bool {
    one.max(other) >= How::Adds && (one, other) != (How::Adds, How::Adds)
}

/// How two turns depend on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// The later one could not have come without the earlier one.
    Needed,
    /// They could have come in the other order.
    Race,
}

impl Footprint {
    /// Whether the order of two turns matters.
    pub fn clashes(&self, other: &Footprint) -> bool {
        self.common(other).any(|(_, one, other)| matters(one, other))
    }

    /// Whether a fiber is no more what it was.
    pub fn changes(&self, fiber: FutureId) -> bool {
        self.0.binary_search(&(Part::Fiber(fiber), How::Writes)).is_ok()
    }

    /// How a later turn of the fiber `own` depends on this one, if it does; `has_woken` says that this one came no later than the one that
    /// made the fiber ready.
    pub fn clash(&self, later: &Footprint, own: FutureId, has_woken: bool) -> Option<Clash> {
        let mut clash = None;
        for (part, first, second) in self.common(later).filter(|(_, first, second)| matters(*first, *second)) {
            let is_own = part == Part::Fiber(own) && first == How::Adds;
            if !(has_woken && (is_own || second == How::Takes)) {
                return Some(Clash::Race);
            }
            clash = Some(Clash::Needed);
        }
        clash
    }

    /// The parts that both touch, and how each does.
    fn common<'f>(&'f self, other: &'f Footprint) -> impl Iterator<Item = (Part, How, How)> {
        let mut rest = other.0.iter().peekable();
        self.0.iter().filter_map(move |(part, how)| {
            while rest.next_if(|(other, _)| other < part).is_some() {}
            rest.peek().filter(|(other, _)| other == part).map(|(_, other)| (*part, *how, *other))
        })
    }
}

/// Whether the order in which futures were made shows at a run's end: fibers that did something after everything was cancelled stand at one
/// depth with different makers, or failures that nobody saw have different makers.
pub fn births_matter<'c>(cleaning: impl Iterator<Item = &'c FutureId>, machine: &Machine) -> bool {
    let maker = |id: &FutureId| machine.future(*id).parent().unwrap_or(MAIN);
    let mut places: Vec<_> = cleaning.map(|id| (machine.future(*id).depth, maker(id))).collect();
    sort_by(&mut places, Ord::cmp);
    places.dedup();
    let unseen = machine.unhandled();
    places.windows(2).any(|pair| pair[0].0 == pair[1].0)
        || unseen.windows(2).any(|pair| maker(&pair[0]) != maker(&pair[1]))
}
