//! Who goes first where not all can go at once.

/// Returns each node's place: what needs a node comes after it, and everything that one end of the graph
/// needs comes before what only the next end needs.
///
/// AWS lets so many roles be made a second, so many task definitions be registered and so many services
/// be created, each by a limit of its own. Making all roles first would leave the other limits unused
/// meanwhile; made service by service, they are all at work at the same time.
pub(super) fn places(needs: &[Vec<usize>]) -> Vec<usize> {
    let mut needed = vec![false; needs.len()];
    for &need in needs.iter().flatten() {
        if let Some(needed) = needed.get_mut(need) {
            *needed = true;
        }
    }
    let ends = (0..needs.len()).filter(|&node| !needed[node]);
    // Nodes of a circle have no end behind them; they come last.
    let roots: Vec<usize> = ends.chain(0..needs.len()).collect();

    let mut places = vec![0; needs.len()];
    let mut seen = vec![false; needs.len()];
    let mut next = 0;
    // With how many of its needs are behind us.
    let mut path: Vec<(usize, usize)> = Vec::new();
    for root in roots {
        if seen[root] {
            continue;
        }
        seen[root] = true;
        path.push((root, 0));
        while let Some((node, behind)) = path.last_mut() {
            let need = needs[*node].get(*behind).copied();
            *behind += 1;
            match need {
                Some(need) if seen.get(need) == Some(&false) => {
                    seen[need] = true;
                    path.push((need, 0));
                }
                Some(_) => {}
                None => {
                    places[*node] = next;
                    next += 1;
                    path.pop();
                }
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn what_one_end_needs_comes_before_what_the_next_one_needs() {
        // A cluster 0; roles 1 to 4, two each for the task definitions 5 and 6; the services 7 and 8.
        let needs = [vec![], vec![], vec![], vec![], vec![], vec![1, 2], vec![3, 4], vec![0, 5], vec![0, 6]];
        let places = places(&needs);
        let mut order: Vec<usize> = (0..needs.len()).collect();
        order.sort_by_key(|&node| places[node]);
        assert_eq!(order, [0, 1, 2, 5, 7, 3, 4, 6, 8]);
    }

    #[test]
    fn a_circle_has_places_too() {
        let mut all = places(&[vec![1], vec![0], vec![7]]);
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2]);
    }
}
