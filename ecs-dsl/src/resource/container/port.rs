//! Ports of containers, as handles.

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use super::ContainerShared;
use crate::api::ecs::{ApplicationProtocol, PortMapping};
use crate::resource::launch::{Fargate, HostAccess, Launch};
use crate::source::SourceLine;

/// A port that a container has opened.
///
/// Only a container makes one, so a load balancer cannot be pointed at a port that nothing listens on.
/// AWS: [`PortMapping`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html)
pub struct Port<L = Fargate> {
    pub(crate) container: Rc<ContainerShared>,
    index: usize,
    launch: PhantomData<L>,
}

impl<L> Clone for Port<L> {
    fn clone(&self) -> Self {
        Self { container: self.container.clone(), index: self.index, launch: PhantomData }
    }
}

impl<L> fmt::Debug for Port<L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.container.name, self.number())
    }
}

impl<L> Port<L> {
    pub(super) fn new(container: Rc<ContainerShared>, index: usize) -> Self {
        Self { container, index, launch: PhantomData }
    }

    /// Returns the container's port number.
    pub fn number(&self) -> i32 {
        self.read(|mapping| mapping.container_port).unwrap_or_default()
    }

    /// Returns the port's name, if it was given one.
    pub fn name(&self) -> Option<String> {
        self.read(|mapping| mapping.name.clone())
    }

    pub(crate) fn container_name(&self) -> &str {
        &self.container.name
    }

    fn read<T>(&self, read: impl FnOnce(&PortMapping) -> Option<T>) -> Option<T> {
        let state = self.container.state.borrow();
        state.definition.port_mappings.as_ref()?.get(self.index).and_then(read)
    }

    #[track_caller]
    fn set(self, member: &str, change: impl FnOnce(&mut PortMapping)) -> Self {
        let path = format!("portMappings[{}].{member}", self.index);
        self.container.trace.borrow_mut().record(path, SourceLine::caller());
        let mut state = self.container.state.borrow_mut();
        let mappings = state.definition.port_mappings.as_mut();
        if let Some(mapping) = mappings.and_then(|mappings| mappings.get_mut(self.index)) {
            change(mapping);
        }
        drop(state);
        self
    }
}

impl<L: Launch> Port<L> {
    /// Names the port, which Service Connect and VPC Lattice need.
    ///
    /// Limit: 64 lowercase letters, digits, `_` and `-`, not beginning with `-`, unique in the task. AWS: `name`.
    #[track_caller]
    pub fn named(self, name: impl Into<String>) -> Self {
        self.set("name", |mapping| mapping.name = Some(name.into()))
    }

    /// Says what is spoken on the port, so that Service Connect can report on requests. Default: TCP. AWS: `appProtocol`.
    #[track_caller]
    pub fn app_protocol(self, protocol: ApplicationProtocol) -> Self {
        self.set("appProtocol", |mapping| mapping.app_protocol = Some(protocol))
    }

    /// Fixes the port of the host; 0 lets Docker choose one. Only network mode `bridge` can differ from the container's.
    ///
    /// AWS: `hostPort`.
    #[track_caller]
    pub fn host_port(self, port: u16) -> Self
    where
        L: HostAccess,
    {
        self.set("hostPort", |mapping| mapping.host_port = Some(port.into()))
    }
}
