//! Collects mistakes, so that all of them reach the user together.

use std::fmt::Display;

use ecs_dsl_facts::Fault;
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Errors(Option<syn::Error>);

impl Errors {
    /// Adds a mistake that all of these tokens make together.
    pub(crate) fn push(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.join(syn::Error::new_spanned(tokens, message));
    }

    /// Adds a mistake at a place that has no tokens of its own.
    pub(crate) fn push_at(&mut self, span: Span, message: impl Display) {
        self.join(syn::Error::new(span, message));
    }

    /// Adds mistakes that syn found.
    pub(crate) fn join(&mut self, error: syn::Error) {
        match &mut self.0 {
            None => self.0 = Some(error),
            Some(errors) => errors.combine(error),
        }
    }

    /// Returns the mistakes, if there are any.
    pub(crate) fn into_result(self) -> syn::Result<()> {
        self.0.map_or(Ok(()), Err)
    }
}

/// Lays out a message: what is wrong, why, and how to mend it.
pub(crate) fn advice(what: impl Display, why: impl Display, fix: impl Display) -> String {
    format!("{what}\nwhy: {why}\nfix: {fix}")
}

/// Lays out a fault found in `text`, with the part at fault underlined where it is not the whole.
///
/// Stable compilers place a macro's error on a literal as a whole, so a long one needs its own pointer.
pub(crate) fn fault_message(text: &str, fault: &Fault) -> String {
    let Fault { what, why, fix, at } = fault;
    let whole = at.start == 0 && at.end >= text.len();
    let (Some(before), Some(part)) = (text.get(..at.start), text.get(at.clone())) else {
        return advice(what, why, fix);
    };
    if whole || text.len() < 16 || text.contains(char::is_control) {
        return advice(what, why, fix);
    }
    let indent = " ".repeat(before.chars().count());
    let marks = "^".repeat(part.chars().count().max(1));
    advice(format_args!("{what}\n\n    {text}\n    {indent}{marks}\n"), why, fix)
}

/// Writes the errors as `compile_error!` calls for where statements may stand.
pub(crate) fn statements(error: &syn::Error) -> TokenStream {
    error.to_compile_error()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_long_text_is_underlined() {
        let fault = Fault::new(22..25, "what", "why", "fix");
        assert_eq!(
            fault_message("arn:aws:ecs:eu-west-1:123:cluster/a", &fault),
            "what\n\n    arn:aws:ecs:eu-west-1:123:cluster/a\n                          ^^^\n\nwhy: why\nfix: fix"
        );
    }

    #[test]
    fn a_short_text_or_the_whole_of_one_is_not() {
        for (text, at) in [("nginx:", 6..6), ("a text as long as this", 0..22)] {
            let message = fault_message(text, &Fault::new(at, "what", "why", "fix"));
            assert_eq!(message, "what\nwhy: why\nfix: fix");
        }
    }
}
