//! Ports that a stack names: found while the program compiles, where the names of both sides are known.
//!
//! The derive of the stack cannot see the task definition's struct, so it cannot judge a port's name; the
//! compiler can, once both are expanded. A constant is evaluated by `cargo check` too, and what it panics
//! with is the compiler's message at the name.

use super::{TaskDefOf, TaskDefStruct};
use crate::resource::container::Port;

/// Returns a port by its place among those of the task definition.
#[doc(hidden)]
pub fn port<T: TaskDefStruct>(task: &TaskDefOf<T>, place: usize) -> &Port<T::Launch> {
    T::ports(&task.ports)[place]
}

/// Returns a port's place among those of the task definition, for evaluation while the program compiles.
#[doc(hidden)]
#[track_caller]
pub const fn port_called<T: TaskDefStruct>(name: &str) -> usize {
    let mut place = 0;
    while place < T::PORTS.len() {
        if same(T::PORTS[place], name) {
            return place;
        }
        place += 1;
    }
    let mut advice = Text::new().with("the task definition has no port `").with(name);
    advice = advice.with("`\nwhy: `targets` names ports as `ports(…)` of its containers does");
    advice = match T::PORTS {
        [] => advice.with("\nfix: it opens none yet: add `ports(").with(name).with(" = 80)` to a container"),
        ports => advice.with("\nfix: write ").with_choice(ports),
    };
    panic!("{}", advice.as_str())
}

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// A message that is put together while the program compiles, where nothing can be allocated.
struct Text {
    bytes: [u8; Self::LIMIT],
    length: usize,
}

impl Text {
    /// As long as a message may be; ten containers with fifty ports each have a shorter list.
    const LIMIT: usize = 16_384;

    const fn new() -> Self {
        Self { bytes: [0; Self::LIMIT], length: 0 }
    }

    /// Adds a text; one that does not fit any more is left out whole.
    const fn with(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        if text.len() <= Self::LIMIT - self.length {
            let mut at = 0;
            while at < text.len() {
                self.bytes[self.length] = text[at];
                self.length += 1;
                at += 1;
            }
        }
        self
    }

    /// Adds names as a choice: `` `http`, `admin` or `metrics` ``.
    const fn with_choice(mut self, names: &[&str]) -> Self {
        let mut at = 0;
        while at < names.len() {
            let before = match names.len() - at {
                _ if at == 0 => "`",
                1 => " or `",
                _ => ", `",
            };
            self = self.with(before).with(names[at]).with("`");
            at += 1;
        }
        self
    }

    const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            // Only whole texts are added.
            Err(_) => "the task definition has no such port",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Text, same};

    #[test]
    fn names_are_the_same_only_as_a_whole() {
        assert!(same("http", "http"));
        assert!(!same("http", "https") && !same("https", "http") && !same("", "http"));
    }

    #[test]
    fn a_choice_reads_as_one() {
        let choice = |names: &[&str]| Text::new().with_choice(names).as_str().to_owned();
        assert_eq!(choice(&["http"]), "`http`");
        assert_eq!(choice(&["http", "admin"]), "`http` or `admin`");
        assert_eq!(choice(&["http", "admin", "dns"]), "`http`, `admin` or `dns`");
    }

    #[test]
    fn a_text_that_does_not_fit_is_left_out_whole() {
        let text = Text::new().with("… ").with(&"x".repeat(Text::LIMIT)).with("end");
        assert_eq!(text.as_str(), "… end");
    }
}
