//! Identities of the things that values point to and the runtime owns.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
    )* };
}

ids! {
    /// A future, numbered in order of creation; the hierarchical id for people (`0.1.2`) is computed from its parents.
    FutureId
    /// A channel, numbered in order of creation.
    ChannelId
    /// A shared cell, numbered in order of creation.
    SharedId
}
