//! Literals that are checked where they stand, while the program compiles.
//!
//! Each macro takes its text or amounts from the source and gives the value that the run-time twin
//! would give; a mistake is an error of the compiler on the literal, with the rule and the way out. The
//! rules are those of [`Arn::parse`](crate::arn::Arn::parse) and its like, from the same tables.
//!
//! The macros forward `$crate`, so they work under whatever name a program gives this library.

#[doc(hidden)]
pub use ecs_dsl_macros as checked;

/// Makes an [`Arn`](crate::arn::Arn) that the compiler has checked.
///
/// The partition, region and account must be well formed, and the resource must look like its kind's
/// where the kind is one that ECS meets: a role, a secret, a target group and some forty others.
/// Run-time twin: [`Arn::parse`](crate::arn::Arn::parse).
///
/// ```
/// use ecs_dsl::arn;
///
/// let group = arn!("arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef");
/// assert_eq!(group.parts().map(|arn| arn.region), Some("eu-west-1"));
/// ```
///
/// An account id that lacks a digit does not compile:
///
/// ```compile_fail
/// let role = ecs_dsl::arn!("arn:aws:iam::12345678901:role/web");
/// ```
#[macro_export]
macro_rules! arn {
    ($($text:tt)*) => { $crate::literal::checked::arn!([$crate] $($text)*) };
}

/// Makes an ARN with wildcards, for the resources of a policy, that the compiler has checked.
///
/// A part that holds `*`, `?` or a policy variable such as `${aws:PrincipalAccount}` is taken as it is;
/// the others are held to the rules of [`arn!`](crate::arn!).
///
/// ```
/// let objects = ecs_dsl::arn_pattern!("arn:aws:s3:::uploads/*");
/// assert_eq!(objects.as_str(), "arn:aws:s3:::uploads/*");
/// ```
#[macro_export]
macro_rules! arn_pattern {
    ($($text:tt)*) => { $crate::literal::checked::arn_pattern!([$crate] $($text)*) };
}

/// Makes an [`Image`](crate::image::Image) that the compiler has checked.
///
/// Run-time twin: [`Image::parse`](crate::image::Image::parse).
///
/// ```
/// let image = ecs_dsl::image!("public.ecr.aws/nginx/nginx:1.29");
/// assert_eq!(image.parts().and_then(|image| image.tag), Some("1.29"));
/// ```
///
/// No registry can hold a repository in capitals, so this does not compile:
///
/// ```compile_fail
/// let image = ecs_dsl::image!("team/webApp:1");
/// ```
#[macro_export]
macro_rules! image {
    ($($text:tt)*) => { $crate::literal::checked::image!([$crate] $($text)*) };
}

/// Makes a [`Schedule`](crate::schedule::Schedule) that the compiler has checked, field by field.
///
/// Run-time twin: [`Schedule::parse`](crate::schedule::Schedule::parse).
///
/// ```
/// let nightly = ecs_dsl::schedule!("cron(0 3 * * ? *)");
/// let often = ecs_dsl::schedule!("rate(5 minutes)");
/// # let _ = (nightly, often);
/// ```
#[macro_export]
macro_rules! schedule {
    ($($text:tt)*) => { $crate::literal::checked::schedule!([$crate] $($text)*) };
}

/// Makes [`Seconds`](crate::units::Seconds) of a span of time: `seconds!(90s)`, `seconds!(1m30s)`.
///
/// The units are `d`, `h`, `m`, `s`, the largest first; a part of a second does not compile.
/// Run-time twin: [`Seconds::parse`](crate::units::Seconds::parse).
///
/// ```
/// use ecs_dsl::units::Seconds;
///
/// assert_eq!(ecs_dsl::seconds!(1m30s), Seconds::new(90));
/// assert_eq!(ecs_dsl::seconds!("2m"), Seconds::new(120));
/// ```
#[macro_export]
macro_rules! seconds {
    ($($span:tt)*) => { $crate::literal::checked::seconds!([$crate] $($span)*) };
}

/// Makes a [`Duration`](std::time::Duration) of a span of time: `duration!(1h30m)`, `duration!(250ms)`.
///
/// ```
/// use std::time::Duration;
///
/// assert_eq!(ecs_dsl::duration!(250ms), Duration::from_millis(250));
/// ```
#[macro_export]
macro_rules! duration {
    ($($span:tt)*) => { $crate::literal::checked::duration!([$crate] $($span)*) };
}

/// Makes a [`FargateSize`](crate::units::FargateSize) that Fargate offers.
///
/// CPU is given in `vCPU` or as a bare number of CPU units, memory in `GB`, `GiB` or `MiB` or as a bare
/// number of MiB; a GB of ECS is 1,024 MiB. `windows` as a third part holds the size to those that
/// Windows tasks have. Run-time twin: [`FargateSize::parse`](crate::units::FargateSize::parse).
///
/// ```
/// use ecs_dsl::fargate;
/// use ecs_dsl::units::{CpuUnits, FargateSize, Mib};
///
/// assert_eq!(fargate!(1 vCPU, 4 GB), FargateSize::new(CpuUnits::new(1024), Mib::new(4096)));
/// assert_eq!(fargate!(.25 vCPU, 512 MiB), fargate!(256, 512));
/// let size = fargate!(2 vCPU, 8 GB, windows);
/// # let _ = size;
/// ```
///
/// With a quarter of a vCPU there are 2 GB at most, so this does not compile:
///
/// ```compile_fail
/// let size = ecs_dsl::fargate!(0.25 vCPU, 4 GB);
/// ```
#[macro_export]
macro_rules! fargate {
    ($($size:tt)*) => { $crate::literal::checked::fargate!([$crate] $($size)*) };
}

/// Gives a name back that the compiler has held to AWS's pattern for its kind.
///
/// The kinds are `family`, `container`, `service`, `cluster`, `capacity_provider`, `volume`, `port`,
/// `discovery_name`, `client_alias`, `namespace`, `role`, `policy`, `log_group`, `target_group` and
/// `env_var`. Run-time twin: the rules of synth.
///
/// ```
/// assert_eq!(ecs_dsl::name!(family, "shop-web"), "shop-web");
/// ```
#[macro_export]
macro_rules! name {
    ($($name:tt)*) => { $crate::literal::checked::name!([$crate] $($name)*) };
}

/// Makes an [`IamAction`](crate::iam::IamAction) that IAM knows, in AWS's own spelling.
///
/// An action that does not exist does not compile, and the nearest one is offered; a pattern such as
/// `s3:Get*` must stand for at least one. What AWS has added since is written as a text, which
/// policies take too. Run-time twin: [`IamAction::parse`](crate::iam::IamAction::parse).
///
/// ```
/// assert_eq!(ecs_dsl::iam_action!("s3:GetObject").as_str(), "s3:GetObject");
/// ```
///
/// ```compile_fail
/// let action = ecs_dsl::iam_action!("s3:GetObjct");
/// ```
#[macro_export]
macro_rules! iam_action {
    ($($action:tt)*) => { $crate::literal::checked::iam_action!([$crate] $($action)*) };
}

/// Makes an array of [`IamAction`](crate::iam::IamAction)s, each held to the rules of [`iam_action!`].
///
/// ```
/// use ecs_dsl::actions;
/// use ecs_dsl::iam::policy::Statement;
///
/// let read = Statement::allow(actions!["s3:GetObject", "s3:ListBucket"]).on("arn:aws:s3:::uploads/*");
/// # let _ = read;
/// ```
#[macro_export]
macro_rules! actions {
    ($($actions:tt)*) => { $crate::literal::checked::actions!([$crate] $($actions)*) };
}
