//! What a container sees of the task's volumes.

use super::Container;
use crate::api::ecs::{MountPoint, VolumeFrom};
use crate::resource::launch::Launch;
use crate::resource::task_definition::Mountable;

impl<L: Launch> Container<L> {
    /// Mounts a volume of the task at a path of the container. AWS: `mountPoints`.
    #[track_caller]
    pub fn mount(self, volume: &(impl Mountable + ?Sized), container_path: impl Into<String>) -> Self {
        self.mount_volume(volume, container_path.into(), None)
    }

    /// Mounts a volume of the task for reading alone. AWS: `mountPoints.readOnly`.
    #[track_caller]
    pub fn mount_read_only(
        self,
        volume: &(impl Mountable + ?Sized),
        container_path: impl Into<String>,
    ) -> Self {
        self.mount_volume(volume, container_path.into(), Some(true))
    }

    #[track_caller]
    fn mount_volume(self, volume: &(impl Mountable + ?Sized), path: String, read_only: Option<bool>) -> Self {
        let handle = volume.volume();
        let mount =
            MountPoint { source_volume: Some(handle.name.clone()), container_path: Some(path), read_only };
        let index = self.push_indexed("mountPoints", |definition| &mut definition.mount_points, mount);
        if !self.shared.same_task(&handle.task) {
            let what = format!("volume `{}` is of another task definition", handle.name);
            self.note_foreign(format!("mountPoints[{index}]"), what);
        }
        self
    }

    /// Mounts everything that another container of the task mounts. AWS: `volumesFrom`.
    #[track_caller]
    pub fn volumes_from(self, other: &Container<L>, read_only: bool) -> Self {
        let source = VolumeFrom {
            source_container: Some(other.name().to_owned()),
            read_only: read_only.then_some(true),
        };
        let index = self.push_indexed("volumesFrom", |definition| &mut definition.volumes_from, source);
        if !other.shared.same_task(&self.shared.task) {
            let what = format!("container `{}` is of another task definition", other.name());
            self.note_foreign(format!("volumesFrom[{index}]"), what);
        }
        self
    }
}
