//! The code that a stack stands for: calls of the builders, field after field.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{LitStr, Type};

use super::model::{Field, Kind, Made, Stack, Step};
use super::validate::ENV;
use crate::support::crate_path::path_at;
use crate::support::entry::plain;

/// Writes the stack's functions; without bodies when the struct has mistakes.
pub(super) fn stack(stack: &Stack, sound: bool) -> TokenStream {
    let Stack { vis, name, library, .. } = stack;
    let env = Ident::new(ENV, Span::call_site());
    let body = if sound { body(stack, &env) } else { quote!(::core::unreachable!()) };
    let (resources, values): (Vec<&Field>, Vec<&Field>) =
        stack.fields.iter().partition(|field| field.kind != Kind::Value);
    let added = resources.iter().map(|field| &field.ident);
    let read = values.iter().map(|field| &field.ident);
    let made = format!("Makes the stack that [`{name}`] describes.");
    let declared = format!("Makes the stack that [`{name}`] describes, and handles on what is in it.");
    let unused = (!sound).then(|| quote!(#[allow(unused_variables)]));
    // A stack with mistakes has resources of types that are not known to be right.
    let add = sound.then(|| quote!(#(#library::resource::Add::add_to(&self.#added, items);)*));
    quote! {
        #[automatically_derived]
        impl #name {
            #[doc = #made]
            #[allow(dead_code)]
            #vis fn stack(env: &#library::Env) -> #library::Stack {
                Self::declare(env).1
            }

            #[doc = #declared]
            #[allow(dead_code)]
            #unused
            #vis fn declare(#env: &#library::Env) -> (Self, #library::Stack) {
                #body
            }
        }

        #[automatically_derived]
        impl #library::resource::Add for &#name {
            #[allow(unused_variables)]
            fn add_to(self, items: &mut #library::declare::Items) {
                #add
                #(let _ = &self.#read;)*
            }
        }
    }
}

fn body(stack: &Stack, env: &Ident) -> TokenStream {
    let Stack { library, .. } = stack;
    let (result, handles) = (local("stack"), local("handles"));
    let made = stack.fields.iter().map(|field| made(field, stack));
    let fields = stack.fields.iter().map(|field| &field.ident);
    let name = stack.stack_name.tokens(library);
    let new = quote_spanned!(stack.name.span()=> #library::Stack::new(#name, #env));
    let calls = stack.calls.iter().map(|call| call.tokens(&result, library));
    quote! {
        #(#made)*
        let #handles = Self { #(#fields),* };
        let #result = #new;
        #(#calls)*
        let #result = #result.add(&#handles);
        (#handles, #result)
    }
}

fn made(field: &Field, stack: &Stack) -> TokenStream {
    let library = &stack.library;
    let (ident, ty) = (&field.ident, &field.ty);
    let value = local("value");
    let span = field.attribute.span();
    let start = match &field.made {
        Made::Written(expr) => expr.to_token_stream(),
        Made::Call { function, arguments } => {
            let function = Ident::new(function, span);
            let arguments = arguments.iter().map(|argument| argument.tokens(library));
            quote_spanned!(span=> <#ty>::#function(#(#arguments),*))
        }
        Made::TaskDef { task, arguments } => {
            let arguments = arguments.iter().map(|argument| argument.tokens(library));
            quote_spanned!(span=> <#task>::task_def(#(#arguments),*))
        }
    };
    let steps = field.steps.iter().map(|written| step(written, &value, stack));
    quote! {
        let #value: #ty = #start;
        #(#steps)*
        let #ident = #value;
    }
}

fn step(step: &Step, value: &Ident, stack: &Stack) -> TokenStream {
    let library = &stack.library;
    match step {
        Step::Call(call) => call.tokens(value, library),
        Step::Target { task, port, group } => {
            let group = group.tokens(library);
            // With a task that is no such field, which has been noted, this is not written.
            let of = declared(task, stack);
            let name = LitStr::new(&plain(port), port.span());
            let called = path_at(port.span(), &quote!(#library::declare::port_called));
            // A constant, so that a name which no container gave a port is an error of `cargo check`.
            quote_spanned! {port.span()=>
                let #value = #value.target(#group, {
                    const PORT: usize = #called::<#of>(#name);
                    #library::declare::port(&#task, PORT)
                });
            }
        }
        Step::With { key, change } => {
            quote_spanned!(key.span()=> let #value = #library::declare::changed(#value, #change);)
        }
    }
}

/// Returns the struct that a field's task definition is made of.
fn declared<'s>(field: &Ident, stack: &'s Stack) -> Option<&'s Type> {
    stack.fields.iter().find_map(|other| match &other.made {
        Made::TaskDef { task, .. } if other.ident == *field => Some(task),
        _ => None,
    })
}

/// A local that the user's expressions cannot see.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}
