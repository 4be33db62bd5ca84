//! A table by node.

use crate::syntax::tree::NodeId;

/// A dense map from [`NodeId`] to `T`.
#[derive(Clone, Debug)]
pub struct NodeMap<T> {
    slots: Vec<Option<T>>,
}

impl<T> Default for NodeMap<T> {
    fn default() -> NodeMap<T> {
        NodeMap { slots: Vec::new() }
    }
}

impl<T> NodeMap<T> {
    /// What is known of `node`.
    pub fn get(&self, node: NodeId) -> Option<&T> {
        self.slots.get(node.0 as usize)?.as_ref()
    }

    /// Notes `value` for `node`, in place of what was there.
    pub fn insert(&mut self, node: NodeId, value: T) {
        let index = node.0 as usize;
        if self.slots.len() <= index {
            self.slots.resize_with(index + 1, || None);
        }
        self.slots[index] = Some(value);
    }
}
