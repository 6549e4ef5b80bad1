//! What a container sees of the task's volumes.

use super::{Container, ContainerShared};
use crate::api::ecs::{MountPoint, VolumeFrom};
use crate::resource::launch::Launch;
use crate::resource::task_definition::{Mountable, Volume};
use crate::source::SourceLine;

impl<L: Launch> Container<L> {
    /// Mounts a volume of the task at a path of the container. AWS: `mountPoints`.
    #[track_caller]
    pub fn mount(self, volume: &(impl Mountable + ?Sized), container_path: impl Into<String>) -> Self {
        self.shared.mount(volume.volume(), container_path.into(), None, SourceLine::caller());
        self
    }

    /// Mounts a volume of the task for reading alone. AWS: `mountPoints.readOnly`.
    #[track_caller]
    pub fn mount_read_only(
        self,
        volume: &(impl Mountable + ?Sized),
        container_path: impl Into<String>,
    ) -> Self {
        self.shared.mount(volume.volume(), container_path.into(), Some(true), SourceLine::caller());
        self
    }

    /// Mounts everything that another container of the task mounts. AWS: `volumesFrom`.
    #[track_caller]
    pub fn volumes_from(self, other: &Container<L>, read_only: bool) -> Self {
        self.shared.mount_all_of(&other.shared, read_only, SourceLine::caller());
        self
    }
}

impl ContainerShared {
    fn mount(&self, volume: &Volume, path: String, read_only: Option<bool>, line: SourceLine) {
        let mount =
            MountPoint { source_volume: Some(volume.name.clone()), container_path: Some(path), read_only };
        let index = self.push(line, "mountPoints", |definition| &mut definition.mount_points, mount);
        if !self.same_task(&volume.task) {
            let what = format!("volume `{}` is of another task definition", volume.name);
            self.note_foreign(format!("mountPoints[{index}]"), what);
        }
    }

    fn mount_all_of(&self, other: &Self, read_only: bool, line: SourceLine) {
        let source =
            VolumeFrom { source_container: Some(other.name.clone()), read_only: read_only.then_some(true) };
        let index = self.push(line, "volumesFrom", |definition| &mut definition.volumes_from, source);
        if !other.same_task(&self.task) {
            let what = format!("container `{}` is of another task definition", other.name);
            self.note_foreign(format!("volumesFrom[{index}]"), what);
        }
    }
}
