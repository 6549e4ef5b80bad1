//! EBS volumes that ECS makes for each task.

use crate::api::ecs::{EbsResourceType, EbsTagSpecification, PropagateTags, Tag, TaskFilesystemType};
use crate::resource::role::{IntoInfrastructureRole, RoleRef};
use crate::units::Gib;

/// The EBS volume that each task of a service gets, deleted with the task.
///
/// ECS makes it with an infrastructure role, which is derived unless given.
/// AWS: [`ServiceManagedEBSVolumeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html)
#[derive(Debug, Clone)]
pub struct Ebs {
    pub(crate) volume_type: Option<String>,
    pub(crate) size: Option<i32>,
    pub(crate) snapshot: Option<String>,
    pub(crate) initialization_rate: Option<i32>,
    pub(crate) iops: Option<i32>,
    pub(crate) throughput: Option<i32>,
    pub(crate) encrypted: Option<bool>,
    pub(crate) kms_key: Option<String>,
    pub(crate) filesystem: Option<TaskFilesystemType>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) propagate_tags: Option<PropagateTags>,
    pub(crate) role: Option<RoleRef>,
}

impl Ebs {
    /// Makes a general purpose volume: 1 to 16,384 GiB, 3,000 operations a second unless more are asked for.
    pub fn gp3(size: Gib) -> Self {
        Self::of("gp3", Some(size))
    }

    /// Makes a volume of another type: `gp2`, `gp3`, `io1`, `io2`, `st1`, `sc1`, `standard`. AWS: `volumeType`, `sizeInGiB`.
    pub fn of_type(volume_type: impl Into<String>, size: Gib) -> Self {
        Self::of(volume_type, Some(size))
    }

    /// Makes a general purpose volume of a snapshot, as large as that. AWS: `snapshotId`.
    pub fn from_snapshot(snapshot_id: impl Into<String>) -> Self {
        let mut ebs = Self::of("gp3", None);
        ebs.snapshot = Some(snapshot_id.into());
        ebs
    }

    fn of(volume_type: impl Into<String>, size: Option<Gib>) -> Self {
        Self {
            volume_type: Some(volume_type.into()),
            size: size.map(Gib::get),
            snapshot: None,
            initialization_rate: None,
            iops: None,
            throughput: None,
            encrypted: None,
            kms_key: None,
            filesystem: None,
            tags: Vec::new(),
            propagate_tags: None,
            role: None,
        }
    }

    /// Sets the operations a second: gp3 3,000 to 16,000, io1 100 to 64,000, io2 100 to 256,000. AWS: `iops`.
    #[must_use]
    pub fn iops(mut self, iops: i32) -> Self {
        self.iops = Some(iops);
        self
    }

    /// Sets the throughput in MiB/s, of gp3 alone. Limit: 1,000. AWS: `throughput`.
    #[must_use]
    pub fn throughput(mut self, mib_per_second: i32) -> Self {
        self.throughput = Some(mib_per_second);
        self
    }

    /// Sets the speed, in MiB/s, at which a snapshot's data arrive. AWS: `volumeInitializationRate`.
    #[must_use]
    pub fn initialization_rate(mut self, mib_per_second: i32) -> Self {
        self.initialization_rate = Some(mib_per_second);
        self
    }

    /// Encrypts the volume, with AWS's own key. AWS: `encrypted`.
    #[must_use]
    pub fn encrypted(mut self) -> Self {
        self.encrypted = Some(true);
        self
    }

    /// Encrypts the volume with a KMS key of the user's. AWS: `kmsKeyId`.
    #[must_use]
    pub fn encrypted_with(mut self, kms_key: impl Into<String>) -> Self {
        self.encrypted = Some(true);
        self.kms_key = Some(kms_key.into());
        self
    }

    /// Sets the file system. Default: `xfs` on Linux, `ntfs` on Windows. AWS: `filesystemType`.
    #[must_use]
    pub fn filesystem(mut self, filesystem: TaskFilesystemType) -> Self {
        self.filesystem = Some(filesystem);
        self
    }

    /// Adds a tag to the volume. AWS: `tagSpecifications`.
    #[must_use]
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.push(Tag::new(key, value));
        self
    }

    /// Copies the tags of the service or of the task definition to the volume. AWS: `tagSpecifications.propagateTags`.
    #[must_use]
    pub fn propagate_tags(mut self, from: PropagateTags) -> Self {
        self.propagate_tags = Some(from);
        self
    }

    /// Sets the role with which ECS makes the volume. Default: one derived. AWS: `roleArn`.
    #[must_use]
    #[track_caller]
    pub fn infrastructure_role(mut self, role: impl IntoInfrastructureRole) -> Self {
        self.role = Some(role.into_infrastructure_role());
        self
    }

    pub(crate) fn tag_specifications(&self) -> Option<Vec<EbsTagSpecification>> {
        if self.tags.is_empty() && self.propagate_tags.is_none() {
            return None;
        }
        Some(vec![EbsTagSpecification {
            resource_type: EbsResourceType::Volume,
            tags: (!self.tags.is_empty()).then(|| self.tags.clone()),
            propagate_tags: self.propagate_tags.clone(),
        }])
    }
}
