//! What a literal macro is given: the library's path, then the user's own tokens.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::quote;
use syn::LitStr;

use crate::support::errors::{Errors, statements};

/// The two halves of a literal macro's input.
pub(crate) struct Input {
    /// The path of the library, `$crate`.
    pub(crate) library: TokenStream,
    /// What the user wrote.
    pub(crate) written: TokenStream,
}

impl Input {
    /// Splits the path off; without one the library's usual name is taken.
    pub(crate) fn split(input: TokenStream) -> Self {
        let mut tokens = input.into_iter().peekable();
        match tokens.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
                let library = group.stream();
                tokens.next();
                Self { library, written: tokens.collect() }
            }
            _ => Self { library: quote!(::ecs_dsl), written: tokens.collect() },
        }
    }

    /// Returns the one string that the user wrote.
    pub(crate) fn text(&self, example: &str) -> syn::Result<LitStr> {
        if self.written.is_empty() {
            let message = format!("a string literal is missing\nfix: write it as `{example}`");
            return Err(syn::Error::new(Span::call_site(), message));
        }
        syn::parse2::<LitStr>(self.written.clone()).map_err(|_| {
            let message = format!(
                "this macro takes one string literal\n\
                 why: the text is checked while the program compiles\n\
                 fix: write it as `{example}`; a value known only at run time goes through `parse`"
            );
            syn::Error::new_spanned(&self.written, message)
        })
    }
}

/// Returns the checked expression, or the errors and a stand-in of the same type, so that one mistake
/// stays one message.
pub(crate) fn expression(
    checked: syn::Result<TokenStream>,
    stand_in: impl FnOnce() -> TokenStream,
) -> TokenStream {
    match checked {
        Ok(expression) => expression,
        Err(error) => {
            let errors = statements(&error);
            let stand_in = stand_in();
            quote!({ #errors #stand_in })
        }
    }
}

/// Returns the errors collected, or else the value.
pub(crate) fn finished<T>(errors: Errors, value: Option<T>) -> syn::Result<T> {
    errors.into_result()?;
    value.ok_or_else(|| syn::Error::new(Span::call_site(), "this macro could not read its input"))
}
