//! Lists of texts: the words of a command, the subnets of a network.

/// A list of texts: an array, a vector, or anything else that gives texts one by one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of texts",
    label = "a list is expected, such as `[\"…\", \"…\"]`",
    note = "put a single text in brackets; one with several words is not split, as a shell would do"
)]
pub trait IntoTexts {
    #[doc(hidden)]
    fn into_texts(self) -> Vec<String>;
}

#[diagnostic::do_not_recommend]
impl<S: Into<String>, I: IntoIterator<Item = S>> IntoTexts for I {
    fn into_texts(self) -> Vec<String> {
        self.into_iter().map(Into::into).collect()
    }
}
