//! From a contract to code: how it loads, and how a stack fills it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::model::{Contract, Presence, Variable};
use crate::support::crate_path::path_at;

pub(super) fn contract(contract: &Contract, complete: bool) -> TokenStream {
    let load = load(contract, complete);
    let stack = stack(contract);
    quote!(#load #stack)
}

/// The application's side.
fn load(contract: &Contract, complete: bool) -> TokenStream {
    let Contract { name, library, variables, .. } = contract;
    let specs = variables.iter().map(|variable| spec(contract, variable));
    let reads = variables.iter().enumerate().map(|(index, variable)| {
        let local = local(variable);
        let read = read(contract, variable, index);
        quote!(let #local = #read;)
    });
    let fields = variables.iter().map(|variable| {
        let (field, local) = (&variable.field, local(variable));
        quote!(#field: #local?)
    });
    // Beside errors some fields are not understood, so the struct cannot be built.
    let body = if complete {
        quote!(#(#reads)* ::core::option::Option::Some(Self { #(#fields),* }))
    } else {
        quote!(::core::option::Option::None)
    };
    quote! {
        #[automatically_derived]
        impl #library::ContainerEnv for #name {
            const VARIABLES: &'static [#library::Variable] = &[#(#specs),*];

            fn load(__loader: &mut #library::expansion::Loader<'_>) -> ::core::option::Option<Self> {
                #body
            }
        }
    }
}

fn local(variable: &Variable) -> Ident {
    format_ident!("__{}", variable.field)
}

fn spec(contract: &Contract, variable: &Variable) -> TokenStream {
    let library = &contract.library;
    let Variable { name, secret, summary, .. } = variable;
    let presence = match &variable.presence {
        Presence::Required => quote!(Required),
        Presence::Optional => quote!(Optional),
        Presence::Value(value) => {
            let text = value.to_token_stream().to_string().replace(" :: ", "::");
            quote!(Defaulted(#text))
        }
        Presence::Text(text) => quote!(Defaulted(#text)),
    };
    quote!(#library::Variable::new(#name, #secret, #library::Presence::#presence, #summary))
}

fn read(contract: &Contract, variable: &Variable, index: usize) -> TokenStream {
    let library = &library_at_type(&contract.library, variable);
    let value = &variable.value;
    let codec = codec(library, variable);
    let at = at_type(variable);
    let spec = quote_spanned!(at=> &<Self as #library::ContainerEnv>::VARIABLES[#index]);
    let (method, default) = match (&variable.presence, variable.secret) {
        (Presence::Required, false) => ("required", None),
        (Presence::Required, true) => ("required_secret", None),
        (Presence::Optional, false) => ("optional", None),
        (Presence::Optional, true) => ("optional_secret", None),
        (Presence::Value(default), _) => ("defaulted", Some(quote!(|| #default))),
        (Presence::Text(text), _) => ("defaulted_text", Some(quote!(#text))),
    };
    let method = Ident::new(method, at);
    quote_spanned!(at=> __loader.#method::<#codec, #value>(#spec, #default))
}

/// The place of a call that asks something of a variable's type: where the field names the type, so
/// that a type that does not fit is an error there.
fn at_type(variable: &Variable) -> Span {
    let item = variable.form.list.as_ref().map_or(&variable.value, |(_, item)| item);
    item.span()
}

/// The library's path, standing where the field names its type.
fn library_at_type(library: &TokenStream, variable: &Variable) -> TokenStream {
    path_at(at_type(variable), library)
}

/// The type that reads a value's text, with a list's around that of its items.
fn codec(library: &TokenStream, variable: &Variable) -> TokenStream {
    let item = item_codec(library, variable);
    let library = library_at_type(library, variable);
    match &variable.form.list {
        Some((separator, _)) => {
            quote_spanned!(at_type(variable)=> #library::expansion::Separated<#separator, #item>)
        }
        None => item,
    }
}

fn item_codec(library: &TokenStream, variable: &Variable) -> TokenStream {
    let library = library_at_type(library, variable);
    if variable.form.from_str {
        quote_spanned!(at_type(variable)=> #library::expansion::Parsed)
    } else {
        quote_spanned!(at_type(variable)=> #library::expansion::Native)
    }
}

/// The stack's side: the values, with a method a variable, and a type parameter for each that is required.
///
/// Whether a required variable was given is asked by a trait of its own, so that the compiler's message
/// can name the variable, its field and the contract.
fn stack(contract: &Contract) -> TokenStream {
    let Contract { vis, name, library, variables } = contract;
    let values = format_ident!("{name}Values");
    let markers = format_ident!("{}_variables", snake_case(&name.to_string()));
    let marker_types = variables.iter().map(marker);
    let required: Vec<&Variable> = variables.iter().filter(|variable| variable.is_required()).collect();
    let states: Vec<Ident> = required.iter().map(|variable| state(variable)).collect();
    let supplied: Vec<Ident> = required.iter().map(|variable| is_given(variable)).collect();
    let advices = required.iter().map(|variable| left_out(name, variable));
    let missing = quote!(#library::Missing);
    let setters = variables
        .iter()
        .enumerate()
        .map(|(index, variable)| setter(contract, variable, index, &values, &markers, &states));
    let summary =
        format!("What a stack gives the variables of [`{name}`]; complete once each required one is given.");
    let bindings = complete(contract, &values, &states, &quote!(#(#states: #markers::#supplied),*));
    let start = format!("Begins the values that a stack gives these variables; see [`{values}`].");
    quote! {
        #[doc(hidden)]
        #[allow(dead_code, missing_docs, non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
        #vis mod #markers {
            #(#[derive(Debug)] pub enum #marker_types {})*
            #(#advices pub trait #supplied {})*
        }

        #(impl #markers::#supplied for #library::Given {})*

        #[doc = #summary]
        #[allow(dead_code)]
        #[derive(Debug, Clone)]
        #[must_use = "the values do nothing until a container is given them"]
        #vis struct #values<#(#states = #missing),*> {
            slots: #library::expansion::Slots,
            states: ::core::marker::PhantomData<(#(#states,)*)>,
        }

        #[automatically_derived]
        #[allow(dead_code)]
        impl #name {
            #[doc = #start]
            #vis fn values() -> #values {
                #values {
                    slots: #library::expansion::Slots::new(<Self as #library::ContainerEnv>::VARIABLES),
                    states: ::core::marker::PhantomData,
                }
            }
        }

        #(#setters)*

        #bindings
    }
}

/// The trait that the values have once they are complete.
///
/// It stands at the struct's name, or the compiler would advise to write the implementation by hand.
fn complete(contract: &Contract, values: &Ident, states: &[Ident], bounds: &TokenStream) -> TokenStream {
    let Contract { name, library, .. } = contract;
    let at = name.span();
    let library = &path_at(at, library);
    let values = Ident::new(&values.to_string(), at);
    quote_spanned! {at=>
        impl<#bounds> #library::EnvBindings for #values<#(#states),*> {
            type Contract = #name;

            fn into_bindings(self) -> ::std::vec::Vec<#library::EnvBinding> {
                self.slots.into_bindings()
            }
        }
    }
}

fn setter(
    contract: &Contract,
    variable: &Variable,
    index: usize,
    values: &Ident,
    markers: &Ident,
    states: &[Ident],
) -> TokenStream {
    let Contract { vis, library, .. } = contract;
    let Variable { field, docs, .. } = variable;
    let own = variable.is_required().then(|| state(variable));
    let free = states.iter().filter(|state| Some(*state) != own.as_ref());
    let with = |replaced: &TokenStream| {
        let states = states.iter().map(|state| {
            if Some(state) == own.as_ref() { replaced.clone() } else { state.to_token_stream() }
        });
        quote!(#values<#(#states),*>)
    };
    let from = with(&quote!(#library::Missing));
    let to = with(&quote!(#library::Given));
    let marker = marker(variable);
    let (argument, call) = argument(contract, variable, index, &quote!(#markers::#marker));
    let source = if variable.secret { "from a secret" } else { "a plain value" };
    let summary = format!("Gives the variable `{}` {source}.", variable.name);
    quote! {
        #[automatically_derived]
        #[allow(dead_code)]
        impl<#(#free),*> #from {
            #[doc = #summary]
            #[doc = ""]
            #(#docs)*
            #[track_caller]
            #vis fn #field(self, value: #argument) -> #to {
                #values { slots: self.slots.#call, states: ::core::marker::PhantomData }
            }
        }
    }
}

/// The type of a setter's argument, and the call that stores it.
fn argument(
    contract: &Contract,
    variable: &Variable,
    index: usize,
    marker: &TokenStream,
) -> (TokenStream, TokenStream) {
    let library = &contract.library;
    let value = &variable.value;
    if variable.secret {
        return (quote!(impl #library::SecretValue<#marker>), quote!(secret(#index, value)));
    }
    let codec = item_codec(library, variable);
    let many = |one: TokenStream| quote!(impl ::core::iter::IntoIterator<Item = #one>);
    let at = at_type(variable);
    let method = |name: &str| Ident::new(name, at);
    let text = quote!(impl #library::TextValue<#marker>);
    match (&variable.form.list, variable.form.from_str) {
        (None, false) => {
            let method = method("plain");
            (quote!(impl #library::PlainValue<#marker, #value>), quote!(#method(#index, value)))
        }
        (None, true) => {
            let method = method("text");
            (text, quote_spanned!(at=> #method::<#marker, #codec, #value>(#index, value)))
        }
        (Some((separator, item)), false) => {
            let method = method("list");
            let plain = quote!(impl #library::PlainValue<#marker, #item>);
            (many(plain), quote!(#method(#index, #separator, value)))
        }
        (Some((separator, item)), true) => {
            let method = method("text_list");
            (many(text), quote_spanned!(at=> #method::<#marker, #codec, #item>(#index, #separator, value)))
        }
    }
}

/// The trait that a required variable's state has once it was given.
fn is_given(variable: &Variable) -> Ident {
    format_ident!("{}_is_given", marker(variable))
}

/// What the compiler says when a required variable is left out.
fn left_out(contract: &Ident, variable: &Variable) -> TokenStream {
    let Variable { field, name, .. } = variable;
    let value = if variable.secret { "Secret::secrets_manager(\"arn:…\")" } else { "…" };
    let message = format!("`{contract}` requires the environment variable `{name}`, which has no value here");
    let label = format!("`{field}` is left out");
    let give = format!(
        "give it beside the others: `{field}: {value}` in `env = {contract} {{ … }}` of `#[container(…)]`, \
         or `.{field}({value})` after `{contract}::values()`"
    );
    let optional =
        "a variable that the application can do without is declared as an `Option`, or with a default";
    quote!(#[diagnostic::on_unimplemented(message = #message, label = #label, note = #give, note = #optional)])
}

/// The type that stands for a variable in the compiler's messages, so it has the variable's own name.
fn marker(variable: &Variable) -> Ident {
    let name = &variable.name;
    let name = if syn::parse_str::<Ident>(name).is_ok() { name.clone() } else { format!("_{name}") };
    syn::parse_str(&name).unwrap_or_else(|_| format_ident!("__{}", variable.field))
}

/// The type parameter that remembers whether a required variable was given.
fn state(variable: &Variable) -> Ident {
    let name: String = variable
        .field
        .to_string()
        .trim_start_matches("r#")
        .split('_')
        .flat_map(|word| {
            let mut chars = word.chars();
            chars.next().into_iter().flat_map(char::to_uppercase).chain(chars)
        })
        .collect();
    // A type of the user's may have the field's name, so the parameter has another.
    Ident::new(&format!("{name}State"), Span::call_site())
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for c in name.trim_start_matches("r#").chars() {
        if c.is_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}
