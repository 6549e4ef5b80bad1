//! How long CloudWatch Logs keeps events: it takes some numbers of days and no others.

use crate::fault::{Fault, choice};

/// The numbers of days for which events can be kept, rising.
pub const DAYS: &[i32] = &[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/// Checks a number of days as it was written, such as `30d`.
///
/// # Errors
/// What is wrong, with the numbers next to it.
pub fn check(text: &str, days: i32) -> Result<(), Fault> {
    if DAYS.contains(&days) {
        return Ok(());
    }
    let below = DAYS.iter().rev().find(|one| **one < days);
    let above = DAYS.iter().find(|one| **one > days);
    let near = choice(below.into_iter().chain(above).map(|days| format!("`{days}d`")));
    let what = format!("events cannot be kept for {days} days");
    let why = "CloudWatch Logs keeps them for some numbers of days, and for ever where none is set";
    Err(Fault::new(0..text.len(), what, why, format!("write {near}, or leave it out")))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_number_that_is_not_offered_comes_with_its_neighbours() {
        assert_eq!(check("30d", 30), Ok(()));
        let fix = |days: i32| check("", days).map_err(|fault| fault.fix).unwrap_err();
        assert_eq!(fix(31), "write `30d` or `60d`, or leave it out");
        assert_eq!(fix(0), "write `1d`, or leave it out");
        assert_eq!(fix(4_000), "write `3653d`, or leave it out");
    }
}
