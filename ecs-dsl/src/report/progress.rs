//! How applying a plan goes: line by line, and on a terminal with what is under way below the lines.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::live;
use crate::apply::{Event, Listener, duration};

/// Returns who tells how it goes, as standard error can show it.
pub(crate) fn listener() -> Arc<dyn Listener> {
    if live::is_possible() { Arc::new(Moving::default()) } else { lines() }
}

/// Returns who tells how it goes in so many stacks.
pub(crate) fn of_stacks(number: usize) -> OfStacks {
    OfStacks { shared: (number > 1).then(listener) }
}

/// Who tells how it goes in stacks that may go at the same time.
#[derive(Debug)]
pub(crate) struct OfStacks {
    /// Where there are several, all have one terminal.
    shared: Option<Arc<dyn Listener>>,
}

impl OfStacks {
    /// Returns who tells how it goes in one of the stacks. Of several, each line names its own.
    pub(crate) fn of(&mut self, stack: &str) -> Arc<dyn Listener> {
        match &self.shared {
            Some(shared) => Arc::new(Named { stack: stack.to_owned(), listener: Arc::clone(shared) }),
            None => Arc::new(Headed {
                stack: stack.to_owned(),
                listener: listener(),
                is_told: AtomicBool::new(false),
            }),
        }
    }
}

/// Writes the stack's name above its first line.
#[derive(Debug)]
struct Headed {
    stack: String,
    listener: Arc<dyn Listener>,
    is_told: AtomicBool,
}

impl Listener for Headed {
    fn event(&self, event: &Event) {
        if !self.is_told.swap(true, Ordering::Relaxed) {
            super::talk(&format!("stack {}\n", self.stack));
        }
        self.listener.event(event);
    }
}

/// Writes addresses as other stacks write them: `shop:service/web`.
#[derive(Debug)]
struct Named {
    stack: String,
    listener: Arc<dyn Listener>,
}

impl Listener for Named {
    fn event(&self, event: &Event) {
        let mut event = event.clone();
        let (Event::Begun { address, .. }
        | Event::Waiting { address, .. }
        | Event::Progress { address, .. }
        | Event::Said { address, .. }
        | Event::Done { address, .. }
        | Event::Failed { address, .. }
        | Event::Skipped { address, .. }) = &mut event;
        *address = format!("{}:{address}", self.stack);
        self.listener.event(&event);
    }
}

/// Returns who tells how it goes in lines alone, for a verb whose data goes to the same terminal.
pub(crate) fn lines() -> Arc<dyn Listener> {
    Arc::new(Lines::default())
}

/// Writes a line on standard error for every event; what is told again and again is told once.
#[derive(Debug, Default)]
struct Lines {
    told: Mutex<BTreeMap<String, String>>,
}

impl Listener for Lines {
    fn event(&self, event: &Event) {
        let (address, line) = match under_way(event).or_else(|| lasting(event, "✓", "✗")) {
            Some((address, what)) => (address, format!("  {what}\n")),
            None => return,
        };
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.get(address) != Some(&line) {
            super::talk(&line);
            told.insert(address.to_owned(), line);
        }
    }
}

/// Writes a line for what is over, and keeps what is under way below, a line a resource.
#[derive(Debug, Default)]
struct Moving {
    under_way: Mutex<BTreeMap<String, String>>,
}

impl Listener for Moving {
    fn event(&self, event: &Event) {
        let mut all = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Begun { address, what } => _ = all.insert(address.clone(), format!("… {address}: {what}")),
            Event::Done { address, .. } | Event::Failed { address, .. } | Event::Skipped { address, .. } => {
                _ = all.remove(address);
            }
            _ => {
                if let Some((address, line)) = under_way(event) {
                    all.insert(address.to_owned(), line);
                }
            }
        }
        let (done, failed) = live::signs();
        let line = lasting(event, done, failed).map(|(_, line)| format!("  {line}\n"));
        live::show(line.as_deref(), all.values().map(|line| format!("  {line}")).collect());
    }
}

impl Drop for Moving {
    fn drop(&mut self) {
        live::show(None, Vec::new());
    }
}

/// Returns what an event says of something that goes on.
fn under_way(event: &Event) -> Option<(&str, String)> {
    match event {
        Event::Waiting { address, what } => Some((address, format!("… {address}: waits {what}"))),
        Event::Progress { address, what } => Some((address, format!("… {address}: {what}"))),
        _ => None,
    }
}

/// Returns what an event says that is worth keeping.
fn lasting<'a>(event: &'a Event, done: &str, failed: &str) -> Option<(&'a str, String)> {
    match event {
        Event::Said { address, message } => Some((address, format!("  {address}: ECS says: {message}"))),
        Event::Done { address, what, took } => {
            let took = if took.as_secs() == 0 { String::new() } else { format!(" in {}", duration(*took)) };
            Some((address, format!("{done} {address}: {}{took}", past(what))))
        }
        Event::Failed { address, what } => Some((address, format!("{failed} {address}: {what}"))),
        Event::Skipped { address, because } => {
            Some((address, format!("- {address}: skipped, because {because} failed")))
        }
        _ => None,
    }
}

/// Returns the word for what was done.
pub(crate) fn past(verb: &str) -> String {
    match verb {
        "follow" => "deployed".to_owned(),
        "run" => "ran".to_owned(),
        "roll back" => "rolled back".to_owned(),
        "replace" | "create" | "update" | "delete" | "release" => format!("{verb}d"),
        other => format!("{other}ed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default)]
    struct Heard(Mutex<Vec<Event>>);

    impl Listener for Heard {
        fn event(&self, event: &Event) {
            self.0.lock().expect("no panic").push(event.clone());
        }
    }

    #[test]
    fn of_several_stacks_each_line_names_its_own() {
        let heard = Arc::new(Heard::default());
        let mut all = OfStacks { shared: Some(heard.clone()) };
        let failed = |address: &str| Event::Failed { address: address.to_owned(), what: "no".to_owned() };
        for stack in ["shop", "blog"] {
            all.of(stack).event(&failed("service/web"));
        }
        let heard = heard.0.lock().expect("no panic");
        assert_eq!(*heard, [failed("shop:service/web"), failed("blog:service/web")]);
        assert!(of_stacks(1).shared.is_none() && of_stacks(2).shared.is_some());
    }
}
