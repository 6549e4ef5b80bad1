//! From an enum of values to code.

use proc_macro2::TokenStream;
use quote::quote;

use super::model::Choice;

pub(super) fn choice(choice: &Choice) -> TokenStream {
    let Choice { name, library, values } = choice;
    let texts: Vec<&String> = values.iter().map(|(_, text)| text).collect();
    let folded = texts.iter().map(|text| text.to_ascii_lowercase());
    let variants: Vec<_> = values.iter().map(|(variant, _)| variant).collect();
    // Beside errors some variants are not understood, so the match may be short of them.
    quote! {
        #[automatically_derived]
        impl #library::EnvValue for #name {
            fn expected() -> ::std::string::String {
                #library::expansion::choice_of(&[#(#texts),*])
            }

            fn parse(text: &str) -> ::core::result::Result<Self, #library::ValueError> {
                match text.to_ascii_lowercase().as_str() {
                    #(#folded => ::core::result::Result::Ok(Self::#variants),)*
                    _ => ::core::result::Result::Err(#library::ValueError::unfit()),
                }
            }

            fn to_text(&self) -> ::std::string::String {
                #[allow(unreachable_patterns)]
                ::std::string::String::from(match self {
                    #(Self::#variants => #texts,)*
                    _ => "",
                })
            }
        }
    }
}
