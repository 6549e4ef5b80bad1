//! What needs what, as places in a list: the one place where such things are put in order.
//!
//! `needs[node]` are the places of what comes before a node. [`Front`] knows at every moment what can be
//! done next; whoever goes over a graph, be it to list it or to work on it, asks it.

use std::collections::BTreeSet;

/// What can be done next, given what was done.
#[derive(Debug)]
pub(crate) struct Front {
    /// How many of its needs each node still waits for.
    waits: Vec<usize>,
    followers: Vec<Vec<usize>>,
}

impl Front {
    /// Returns the front of a graph of which nothing was done. Needs outside the graph count as done.
    pub(crate) fn of(needs: &[Vec<usize>]) -> Self {
        let mut front = Self { waits: vec![0; needs.len()], followers: vec![Vec::new(); needs.len()] };
        for (node, needs) in needs.iter().enumerate() {
            for &need in needs {
                if let Some(followers) = front.followers.get_mut(need) {
                    followers.push(node);
                    front.waits[node] += 1;
                }
            }
        }
        front
    }

    /// Returns what waits for nothing.
    pub(crate) fn ready(&self) -> Vec<usize> {
        (0..self.waits.len()).filter(|&node| self.waits[node] == 0).collect()
    }

    /// Takes note that a node was done, and returns what can be done because of that.
    pub(crate) fn done(&mut self, node: usize) -> Vec<usize> {
        let mut ready = Vec::new();
        for &follower in &self.followers[node] {
            self.waits[follower] -= 1;
            if self.waits[follower] == 0 {
                ready.push(follower);
            }
        }
        ready
    }

    /// Returns what needs a node.
    #[cfg(any(feature = "deploy", test))]
    pub(crate) fn followers(&self, node: usize) -> &[usize] {
        &self.followers[node]
    }
}

/// Returns the nodes so that each comes after what it needs: of those that can come next always the first
/// by place. Nodes of circles, and what needs them, come last.
pub(crate) fn in_order(needs: &[Vec<usize>]) -> Vec<usize> {
    let mut front = Front::of(needs);
    let mut ready: BTreeSet<usize> = front.ready().into_iter().collect();
    let mut order = Vec::with_capacity(needs.len());
    while let Some(node) = ready.pop_first() {
        order.push(node);
        ready.extend(front.done(node));
    }
    with_the_rest(order, needs.len())
}

/// Returns the nodes so that each comes after what it needs, in rounds: first what needs nothing, then
/// what needs only that, and so on, each round by place. Nodes of circles, and what needs them, come last.
pub(crate) fn in_rounds(needs: &[Vec<usize>]) -> Vec<usize> {
    let mut front = Front::of(needs);
    let mut round = front.ready();
    let mut order = Vec::with_capacity(needs.len());
    while !round.is_empty() {
        let mut next: Vec<usize> = round.iter().flat_map(|&node| front.done(node)).collect();
        next.sort_unstable();
        order.append(&mut round);
        round = next;
    }
    with_the_rest(order, needs.len())
}

fn with_the_rest(mut order: Vec<usize>, nodes: usize) -> Vec<usize> {
    if order.len() < nodes {
        let listed: BTreeSet<usize> = order.iter().copied().collect();
        order.extend((0..nodes).filter(|node| !listed.contains(node)));
    }
    order
}

/// Returns a circle, each node of which needs the next and the last one the first, if there is one.
pub(crate) fn circle(needs: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut front = Front::of(needs);
    let mut ready = front.ready();
    let mut left: BTreeSet<usize> = (0..needs.len()).collect();
    while let Some(node) = ready.pop() {
        left.remove(&node);
        ready.extend(front.done(node));
    }
    // What is left is in a circle or waits for one, so each of it needs another that is left.
    let mut path = vec![*left.first()?];
    loop {
        let next = *needs[*path.last()?].iter().find(|need| left.contains(need))?;
        if let Some(start) = path.iter().position(|node| *node == next) {
            return Some(path.split_off(start));
        }
        path.push(next);
    }
}

/// Returns each node's place in an order in which everything that one end of the graph needs comes before
/// what only the next end needs. An end is what nothing else needs.
#[cfg(any(feature = "deploy", test))]
pub(crate) fn places_by_ends(needs: &[Vec<usize>]) -> Vec<usize> {
    let front = Front::of(needs);
    let ends = (0..needs.len()).filter(|&node| front.followers(node).is_empty());
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
    use super::*;

    /// 0 and 3 need nothing, 1 needs 0, 2 needs 1, 4 needs 3 and 1; 7 is not in the graph.
    fn graph() -> [Vec<usize>; 5] {
        [vec![7], vec![0], vec![1], vec![], vec![3, 1]]
    }

    #[test]
    fn each_comes_after_what_it_needs() {
        assert_eq!(in_order(&graph()), [0, 1, 2, 3, 4]);
        assert_eq!(in_rounds(&graph()), [0, 3, 1, 2, 4]);
        assert_eq!(circle(&graph()), None);
    }

    #[test]
    fn circles_come_last_and_are_found() {
        // 0 waits for the circle of 1 and 2; 3 is outside it.
        let needs = [vec![1], vec![2], vec![1], vec![]];
        assert_eq!(in_order(&needs), [3, 0, 1, 2]);
        assert_eq!(in_rounds(&needs), [3, 0, 1, 2]);
        assert_eq!(circle(&needs), Some(vec![1, 2]));
        assert_eq!(circle(&[vec![0]]), Some(vec![0]));
    }

    #[test]
    fn what_one_end_needs_comes_before_what_the_next_one_needs() {
        // A cluster 0; roles 1 to 4, two each for the task definitions 5 and 6; the services 7 and 8.
        let needs = [vec![], vec![], vec![], vec![], vec![], vec![1, 2], vec![3, 4], vec![0, 5], vec![0, 6]];
        let places = places_by_ends(&needs);
        let mut order: Vec<usize> = (0..needs.len()).collect();
        order.sort_by_key(|&node| places[node]);
        assert_eq!(order, [0, 1, 2, 5, 7, 3, 4, 6, 8]);
    }

    #[test]
    fn a_circle_has_places_too() {
        let mut all = places_by_ends(&[vec![1], vec![0], vec![7]]);
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2]);
    }
}
