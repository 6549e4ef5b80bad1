//! The doc comments that a derive forwards.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// Returns the doc attributes.
pub(crate) fn attributes(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("doc"))
}

/// Returns the text of a doc comment's first paragraph, on one line.
pub(crate) fn summary(attrs: &[Attribute]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for attr in attributes(attrs) {
        let Meta::NameValue(pair) = &attr.meta else { continue };
        let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value else { continue };
        let text = text.value();
        for line in text.split('\n').map(str::trim) {
            if line.is_empty() && !lines.is_empty() {
                return lines.join(" ");
            }
            if !line.is_empty() {
                lines.push(line.to_owned());
            }
        }
    }
    lines.join(" ")
}
