//! What needs what, as text that other programs draw: an arrow goes from a resource to what is made after it.

use std::collections::BTreeMap;

use super::Manifest;

/// Returns the stacks as a Mermaid flowchart, a subgraph a stack.
pub fn mermaid(manifests: &[Manifest]) -> String {
    let graph = Graph::of(manifests);
    let mut text = String::from("flowchart LR\n");
    for (stack, nodes) in &graph.stacks {
        // Mermaid takes names of a small alphabet, so numbers stand for the resources.
        text.push_str(&format!("  subgraph {stack}\n"));
        for node in nodes {
            let address = node.address.replace('"', "#quot;");
            text.push_str(&format!("    n{}[\"{address}\"]\n", node.number));
        }
        text.push_str("  end\n");
    }
    for (first, then) in &graph.edges {
        text.push_str(&format!("  n{first} --> n{then}\n"));
    }
    text
}

/// Returns the stacks as a DOT digraph, a cluster a stack.
pub fn dot(manifests: &[Manifest]) -> String {
    let graph = Graph::of(manifests);
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut text = String::from("digraph stacks {\n  rankdir=LR;\n  node [shape=box];\n");
    for (stack, nodes) in &graph.stacks {
        text.push_str(&format!("  subgraph {} {{\n", quoted(&format!("cluster_{stack}"))));
        text.push_str(&format!("    label={};\n", quoted(stack)));
        for node in nodes {
            text.push_str(&format!("    n{} [label={}];\n", node.number, quoted(node.address)));
        }
        text.push_str("  }\n");
    }
    for (first, then) in &graph.edges {
        text.push_str(&format!("  n{first} -> n{then};\n"));
    }
    text.push_str("}\n");
    text
}

struct Node<'a> {
    number: usize,
    address: &'a str,
}

struct Graph<'a> {
    stacks: Vec<(&'a str, Vec<Node<'a>>)>,
    edges: Vec<(usize, usize)>,
}

impl<'a> Graph<'a> {
    /// Numbers the resources in the order in which they are made. Stacks that are not drawn have no edges.
    fn of(manifests: &'a [Manifest]) -> Self {
        let mut numbers: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut stacks = Vec::with_capacity(manifests.len());
        for manifest in manifests {
            let mut nodes = Vec::with_capacity(manifest.resources.len());
            for address in manifest.in_dependency_order() {
                let number = numbers.len() + 1;
                numbers.insert((&manifest.stack, address), number);
                nodes.push(Node { number, address });
            }
            stacks.push((manifest.stack.as_str(), nodes));
        }
        let mut edges = Vec::new();
        for manifest in manifests {
            for (address, resource) in &manifest.resources {
                for needed in &resource.depends_on {
                    let own = (manifest.stack.as_str(), needed.as_str());
                    let other = needed.split_once(':');
                    let first = numbers.get(&own).or_else(|| numbers.get(&other?));
                    let then = numbers.get(&(manifest.stack.as_str(), address.as_str()));
                    if let (Some(first), Some(then)) = (first, then) {
                        edges.push((*first, *then));
                    }
                }
            }
        }
        edges.sort_unstable();
        Self { stacks, edges }
    }
}
