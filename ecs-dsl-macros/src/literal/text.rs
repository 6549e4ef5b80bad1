//! Literals that are one string with a grammar: ARNs, images, schedules, spans of time.

use ecs_dsl_facts::{Faults, arn, duration, image, schedule};
use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::input::{Input, expression};
use crate::support::errors::{Errors, fault_message};

/// Checks the user's one string, and gives it to `build`.
fn checked(
    input: &Input,
    example: &str,
    check: impl FnOnce(&str) -> Result<(), Faults>,
    build: impl FnOnce(&LitStr) -> TokenStream,
) -> syn::Result<TokenStream> {
    let literal = input.text(example)?;
    let text = literal.value();
    let mut errors = Errors::default();
    if let Err(faults) = check(&text) {
        for fault in faults.iter() {
            errors.push(&literal, fault_message(&text, fault));
        }
    }
    errors.into_result().map(|()| build(&literal))
}

pub(crate) fn arn(input: TokenStream) -> TokenStream {
    let input = Input::split(input);
    let library = &input.library;
    let example = "arn!(\"arn:aws:iam::123456789012:role/web\")";
    let check = |text: &str| arn::parse(text).map(|_| ());
    let build = |literal: &LitStr| quote!(#library::arn::Arn::from_checked(#literal));
    expression(checked(&input, example, check, build), || quote!(#library::arn::Arn::from_checked("")))
}

pub(crate) fn arn_pattern(input: TokenStream) -> TokenStream {
    let input = Input::split(input);
    let library = &input.library;
    let example = "arn_pattern!(\"arn:aws:s3:::my-bucket/*\")";
    let check = |text: &str| arn::parse_pattern(text).map(|_| ());
    let build = |literal: &LitStr| quote!(#library::arn::Arn::from_checked(#literal));
    expression(checked(&input, example, check, build), || quote!(#library::arn::Arn::from_checked("")))
}

pub(crate) fn image(input: TokenStream) -> TokenStream {
    let input = Input::split(input);
    let library = &input.library;
    let check = |text: &str| image::parse(text).map(|_| ());
    let build = |literal: &LitStr| quote!(#library::image::Image::from_checked(#literal));
    expression(
        checked(&input, "image!(\"nginx:1.27\")", check, build),
        || quote!(#library::image::Image::from_checked("")),
    )
}

pub(crate) fn schedule(input: TokenStream) -> TokenStream {
    let input = Input::split(input);
    let library = &input.library;
    let check = |text: &str| schedule::parse(text).map(|_| ());
    let build = |literal: &LitStr| quote!(#library::schedule::Schedule::from_checked(#literal));
    expression(
        checked(&input, "schedule!(\"rate(5 minutes)\")", check, build),
        || quote!(#library::schedule::Schedule::from_checked("")),
    )
}

/// Reads a span of time written bare (`1h30m`, one token to the compiler) or as a string.
fn span_of_time<T>(
    input: &Input,
    example: &str,
    parse: impl Fn(&str) -> Result<T, ecs_dsl_facts::Fault>,
) -> syn::Result<T> {
    let mut errors = Errors::default();
    let (tokens, text) = match syn::parse2::<LitStr>(input.written.clone()) {
        Ok(literal) => (quote!(#literal), literal.value()),
        Err(_) if input.written.is_empty() => {
            let literal = input.text(example)?;
            (quote!(#literal), literal.value())
        }
        // `30 s` and `30s` mean the same to who wrote them, and the former is two tokens.
        Err(_) => (input.written.clone(), input.written.to_string().replace(' ', "")),
    };
    parse(&text).map_err(|fault| {
        errors.push(&tokens, fault_message(&text, &fault));
        match std::mem::take(&mut errors).into_result() {
            Err(error) => error,
            Ok(()) => syn::Error::new_spanned(&tokens, fault),
        }
    })
}

pub(crate) fn seconds(input: TokenStream) -> TokenStream {
    let input = Input::split(input);
    let library = &input.library;
    let value = span_of_time(&input, "seconds!(1m30s)", duration::whole_seconds);
    let expanded = value.map(|value| quote!(#library::units::Seconds::new(#value)));
    expression(expanded, || quote!(#library::units::Seconds::new(1)))
}

pub(crate) fn duration(input: TokenStream) -> TokenStream {
    let input = Input::split(input);
    let value = span_of_time(&input, "duration!(1m30s)", duration::parse);
    let expanded = value.map(|value| {
        let (seconds, nanos) = (value.as_secs(), value.subsec_nanos());
        quote!(::core::time::Duration::new(#seconds, #nanos))
    });
    expression(expanded, || quote!(::core::time::Duration::new(1, 0)))
}
