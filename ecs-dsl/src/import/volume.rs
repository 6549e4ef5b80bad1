//! The volumes of a task definition, as handles for its containers to mount.

use super::code::{Chain, Expr, Statement, call, string};
use super::launch::Launch;
use super::values::{api, secret};
use crate::api::ecs::{
    EfsAuthorizationConfigIam, EfsTransitEncryption, EfsVolumeConfiguration, S3FilesVolumeConfiguration,
    Volume,
};

/// Returns the method of a task definition that adds a volume, and its arguments, if there is one that adds
/// just this.
pub(super) fn of(volume: &Volume, launch: Launch) -> Option<(&'static str, Vec<Expr>)> {
    let Volume {
        name,
        host,
        docker_volume_configuration: docker,
        efs_volume_configuration: efs,
        s3files_volume_configuration: s3files,
        fsx_windows_file_server_volume_configuration: fsx,
        configured_at_launch,
    } = volume;
    let kinds = [
        host.is_some(),
        docker.is_some(),
        efs.is_some(),
        s3files.is_some(),
        fsx.is_some(),
        configured_at_launch.is_some(),
    ];
    if kinds.iter().filter(|is_there| **is_there).count() > 1 {
        return None;
    }
    let name = string(name.as_deref()?);
    Some(if let Some(host) = host {
        let path = host.source_path.as_deref().filter(|_| launch.has_host())?;
        ("host_volume", vec![name, string(path)])
    } else if let Some(docker) = docker {
        launch.has_docker().then(|| ("docker_volume", vec![name, api(docker)]))?
    } else if let Some(efs) = efs {
        launch.is_in_vpc().then(|| self::efs(efs)).flatten().map(|efs| ("efs_volume", vec![name, efs]))?
    } else if let Some(files) = s3files {
        launch
            .is_in_vpc()
            .then(|| s3_files(files))
            .flatten()
            .map(|files| ("s3_files_volume", vec![name, files]))?
    } else if let Some(fsx) = fsx {
        let authorization = &fsx.authorization_config;
        launch.is_in_vpc().then_some(())?;
        let credentials = secret(&authorization.credentials_parameter);
        let arguments = vec![
            name,
            string(&fsx.file_system_id),
            string(&fsx.root_directory),
            credentials,
            string(&authorization.domain),
        ];
        ("fsx_windows_volume", arguments)
    } else if configured_at_launch == &Some(true) {
        (launch != Launch::External).then(|| ("ebs_volume", vec![name]))?
    } else if configured_at_launch.is_none() {
        ("volume", vec![name])
    } else {
        return None;
    })
}

fn efs(efs: &EfsVolumeConfiguration) -> Option<Expr> {
    let mut chain = Chain::new(call("EfsVolume::new", [string(&efs.file_system_id)]));
    if let Some(root) = &efs.root_directory {
        chain.call("root_directory", [string(root)]);
    }
    match &efs.transit_encryption {
        Some(EfsTransitEncryption::Enabled) => {}
        None | Some(EfsTransitEncryption::Disabled) => chain.call("unencrypted", []),
        Some(EfsTransitEncryption::Unknown(_)) => return None,
    }
    if let Some(port) = efs.transit_encryption_port {
        chain.call("transit_encryption_port", [Expr::plain(u16::try_from(port).ok()?)]);
    }
    let authorization = efs.authorization_config.clone().unwrap_or_default();
    if let Some(access_point) = &authorization.access_point_id {
        chain.call("access_point", [string(access_point)]);
    }
    match &authorization.iam {
        None => {}
        Some(EfsAuthorizationConfigIam::Enabled) => chain.call("iam", []),
        Some(_) => return None,
    }
    Some(chain.into())
}

fn s3_files(files: &S3FilesVolumeConfiguration) -> Option<Expr> {
    if files.transit_encryption_port.is_some() {
        return None;
    }
    let mut chain = Chain::new(call("S3FilesVolume::new", [string(&files.file_system_arn)]));
    if let Some(root) = &files.root_directory {
        chain.call("root_directory", [string(root)]);
    }
    if let Some(access_point) = &files.access_point_arn {
        chain.call("access_point", [string(access_point)]);
    }
    Some(chain.into())
}

/// Returns the statement that adds a volume to a task.
pub(super) fn statement(
    task: &str,
    binding: Option<String>,
    (method, arguments): (&str, Vec<Expr>),
) -> Statement {
    let mut chain = Chain::new(Expr::plain(task));
    chain.call(method, arguments);
    Statement::new(binding, chain)
}
