//! Regions: their form, and the partitions they belong to.

use crate::fault::Fault;

/// Returns the partition of a region: `aws`, `aws-cn` or `aws-us-gov`, or one of the isolated ones.
///
/// A region that this version does not know is taken to be in the standard partition.
pub fn partition(region: &str) -> &'static str {
    const PREFIXES: &[(&str, &str)] = &[
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("eu-isoe-", "aws-iso-e"),
        ("us-isof-", "aws-iso-f"),
        ("eusc-", "aws-eusc"),
    ];
    PREFIXES.iter().find(|(prefix, _)| region.starts_with(prefix)).map_or("aws", |(_, partition)| partition)
}

/// Checks that a text has the form of a Region: where on earth, a direction, a number.
///
/// Regions that are yet to come have this form too, so none is told from a list.
///
/// # Errors
/// What is wrong with it.
pub fn check(region: &str) -> Result<(), Fault> {
    const AREAS: &[&str] = &["af", "ap", "ca", "cn", "eu", "eusc", "il", "me", "mx", "sa", "us"];
    const DIRECTIONS: &[&str] =
        &["central", "east", "north", "northeast", "northwest", "south", "southeast", "southwest", "west"];
    let parts: Vec<&str> = region.split('-').collect();
    // In between may stand what kind of partition it is, or the country: `us-gov-west-1`, `eusc-de-east-1`.
    let is_one = match parts.as_slice() {
        [area, direction, number] => {
            AREAS.contains(area) && DIRECTIONS.contains(direction) && is_number(number)
        }
        [area, kind, direction, number] => {
            AREAS.contains(area)
                && !kind.is_empty()
                && kind.bytes().all(|byte| byte.is_ascii_lowercase())
                && DIRECTIONS.contains(direction)
                && is_number(number)
        }
        _ => false,
    };
    if is_one {
        return Ok(());
    }
    let what = format!("`{region}` is not a Region");
    let why = "a Region is named by where it is, a direction and a number";
    Err(Fault::new(0..region.len(), what, why, "write one such as `eu-central-1` or `us-east-1`"))
}

fn is_number(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{check, partition};

    #[test]
    fn a_region_is_told_by_its_form() {
        for region in ["eu-central-1", "ap-southeast-7", "us-gov-west-1", "us-isob-east-1", "eusc-de-east-1"]
        {
            assert!(check(region).is_ok(), "{region}");
        }
        for region in
            ["eu-nowhere-9", "nowhere", "", "eu-central", "eu-central-x", "EU-CENTRAL-1", "us--east-1"]
        {
            assert!(check(region).is_err(), "{region}");
        }
    }

    #[test]
    fn a_region_tells_its_partition() {
        for (region, expected) in [
            ("ap-northeast-2", "aws"),
            ("cn-north-1", "aws-cn"),
            ("us-gov-west-1", "aws-us-gov"),
            ("us-iso-east-1", "aws-iso"),
            ("us-isob-east-1", "aws-iso-b"),
        ] {
            assert_eq!(partition(region), expected, "{region}");
        }
    }
}
