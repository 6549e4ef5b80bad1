//! Blocks of the table that were read: a stack's roles ask for the same few services again and again.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::actions::Action;
use super::table::{self, ResourceType, Service};

/// A service's block with its lines taken apart.
pub(super) struct Block {
    pub(super) service: Service,
    /// By the name in small letters.
    actions: BTreeMap<String, Action>,
    pub(super) types: Vec<ResourceType>,
}

thread_local! {
    /// The blocks by prefix. They live as long as the program: there are no more than services.
    static READ: RefCell<BTreeMap<&'static str, &'static Block>> = const { RefCell::new(BTreeMap::new()) };
}

/// Returns the block of the service with a prefix, case ignored, without a search where it was read before.
pub(super) fn named(prefix: &str) -> Option<&'static Block> {
    let small = prefix.to_ascii_lowercase();
    let read = READ.with_borrow(|read| read.get(small.as_str()).copied());
    read.or_else(|| table::service(prefix).map(block))
}

/// Returns a service's block, which is read when it is first asked for.
pub(super) fn block(service: Service) -> &'static Block {
    if let Some(block) = READ.with_borrow(|read| read.get(service.prefix()).copied()) {
        return block;
    }
    let actions = service.actions().map(|action| (action.name().to_ascii_lowercase(), action)).collect();
    let block: &'static Block =
        Box::leak(Box::new(Block { service, actions, types: service.resource_types().collect() }));
    READ.with_borrow_mut(|read| read.insert(service.prefix(), block));
    block
}

impl Block {
    /// Returns the action of a name, case ignored.
    pub(super) fn action(&self, name: &str) -> Option<Action> {
        self.actions.get(&name.to_ascii_lowercase()).copied()
    }
}
