//! References to clusters.

use std::rc::Rc;

use super::{Cluster, ClusterState};
use crate::api::ecs::ExecuteCommandConfiguration;
use crate::assembly::Build;
use crate::diagnostic::Finding;
use crate::diagnostic::code::service as codes;
use crate::resource::{Reference, Shared};
use crate::source::SourceLine;

/// A cluster that exists already, by its name or ARN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingCluster(pub(super) String);

/// A cluster of a stack, or one that exists already.
#[derive(Debug, Clone)]
pub enum ClusterRef {
    #[doc(hidden)]
    Own(Rc<Shared<ClusterState>>),
    #[doc(hidden)]
    Existing(String),
}

impl ClusterRef {
    /// Returns the cluster's name or ARN, and records that it must exist.
    pub(crate) fn resolve(&self, build: &mut Build<'_>, line: SourceLine, member: &str) -> String {
        match self {
            Self::Existing(name) => existing(name, build, line, member),
            Self::Own(cluster) => {
                build.depend(&Reference::new(cluster.clone(), line), member);
                if let Some(resource) = cluster.state.borrow().associations() {
                    build.depend(&Reference::new(resource, line), member);
                }
                cluster.node.address().id().to_owned()
            }
        }
    }

    /// Returns the cluster's name or ARN for what its capacity is made of, which comes before the association.
    pub(crate) fn resolve_alone(&self, build: &mut Build<'_>, line: SourceLine, member: &str) -> String {
        match self {
            Self::Existing(name) => existing(name, build, line, member),
            Self::Own(cluster) => {
                build.depend(&Reference::new(cluster.clone(), line), member);
                cluster.node.address().id().to_owned()
            }
        }
    }

    /// Returns where the cluster records ECS Exec sessions, if that is known.
    pub(crate) fn exec_configuration(&self) -> Option<ExecuteCommandConfiguration> {
        match self {
            Self::Own(cluster) => cluster.state.borrow().exec.as_ref().map(|exec| exec.configuration.clone()),
            Self::Existing(_) => None,
        }
    }
}

/// What a service, a run or a capacity provider takes for its cluster.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a cluster",
    label = "a cluster is expected",
    note = "hand over one of the stack, as in `&cluster`, or name one that exists already: `Cluster::existing(\"main\")`"
)]
pub trait IntoCluster {
    #[doc(hidden)]
    fn into_cluster(self) -> ClusterRef;
}

#[diagnostic::do_not_recommend]
impl<T: Into<ClusterRef>> IntoCluster for T {
    fn into_cluster(self) -> ClusterRef {
        self.into()
    }
}

/// Returns the name of a cluster that exists already; an empty one would mean the cluster `default`.
fn existing(name: &str, build: &mut Build<'_>, line: SourceLine, member: &str) -> String {
    if name.is_empty() {
        let what = "the name of the cluster that exists already is empty";
        let fix = "write its name or ARN; `default` for the one that services without a cluster are in";
        build.report_at(Finding::new(&codes::REFERENCE_FORM, member, what, fix), line);
    }
    name.to_owned()
}

impl From<&Cluster> for ClusterRef {
    fn from(cluster: &Cluster) -> Self {
        Self::Own(cluster.0.clone())
    }
}

impl From<&ExistingCluster> for ClusterRef {
    fn from(cluster: &ExistingCluster) -> Self {
        Self::Existing(cluster.0.clone())
    }
}

impl From<ExistingCluster> for ClusterRef {
    fn from(cluster: ExistingCluster) -> Self {
        Self::Existing(cluster.0)
    }
}
