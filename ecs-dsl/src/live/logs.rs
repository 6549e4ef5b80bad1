//! Reading CloudWatch Logs: the groups of a stack.

use std::collections::BTreeMap;

use super::parallel::in_parallel;
use crate::aws::{Aws, CallError, LogGroup};

/// Up to so many groups are asked for one by one.
const ONE_BY_ONE: usize = 5;

/// Returns each log group that there is, by name.
pub(crate) async fn log_groups(aws: &Aws, names: &[String]) -> Result<BTreeMap<String, LogGroup>, CallError> {
    let prefixes = if names.len() <= ONE_BY_ONE { names.to_vec() } else { vec![common_prefix(names)] };
    let calls = prefixes.into_iter().map(|prefix| {
        let aws = aws.clone();
        async move { aws.logs.describe_log_groups(&prefix).await }
    });
    let groups = in_parallel(calls.collect()).await?.into_iter().flatten();
    let wanted = groups.filter(|group| names.contains(&group.name));
    Ok(wanted.map(|group| (group.name.clone(), group)).collect())
}

fn common_prefix(names: &[String]) -> String {
    let Some((first, rest)) = names.split_first() else { return String::new() };
    let mut prefix = first.as_str();
    for name in rest {
        while !name.starts_with(prefix) {
            let Some((last, _)) = prefix.char_indices().next_back() else { return String::new() };
            prefix = &prefix[..last];
        }
    }
    prefix.to_owned()
}

#[cfg(test)]
mod tests {
    use super::common_prefix;

    #[test]
    fn the_common_prefix_of_names() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(common_prefix(&names(&["/shop/dev", "/shop/prod"])), "/shop/");
        assert_eq!(common_prefix(&names(&["/shop", "/shop"])), "/shop");
        assert_eq!(common_prefix(&names(&["a", "b"])), "");
        assert_eq!(common_prefix(&names(&[])), "");
    }
}
