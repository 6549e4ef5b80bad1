//! Container images as values of a stack.

use std::borrow::Cow;
use std::fmt;

use ecs_dsl_facts::Faults;
use ecs_dsl_facts::image;
use serde::{Deserialize, Serialize};

/// A reference to a container image: `registry/repository:tag@sha256:…`.
///
/// `image!("…")` makes one that is checked while the program compiles; [`Image::parse`] checks one that
/// is known only when it runs; [`Image::new`] takes any text, which is judged at synth.
/// AWS: `ContainerDefinition.image`
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Image(Cow<'static, str>);

impl Image {
    /// Makes a reference of any text, unchecked until synth.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self(text.into())
    }

    /// Makes a reference of a text that has the form of one.
    ///
    /// # Errors
    /// With every mistake in the text: a refused character, more than 255 characters before the
    /// digest, a malformed tag or digest, an upper-case repository, a malformed ECR registry.
    ///
    /// ```
    /// use ecs_dsl::image::Image;
    ///
    /// assert!(Image::parse("public.ecr.aws/nginx/nginx:1.27").is_ok());
    /// assert!(Image::parse("nginx:").is_err());
    /// ```
    pub fn parse(text: impl Into<Cow<'static, str>>) -> Result<Self, Faults> {
        let text = text.into();
        image::parse(&text)?;
        Ok(Self(text))
    }

    /// Makes a reference of a text that `image!` has checked.
    #[doc(hidden)]
    pub const fn from_checked(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the parts, unless the text has not the form of a reference.
    pub fn parts(&self) -> Option<image::Image<'_>> {
        image::parse(&self.0).ok()
    }
}

/// Text is kept as it is and judged at synth, where a mistake names the line of the container.
impl From<&'static str> for Image {
    fn from(text: &'static str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Image {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl std::str::FromStr for Image {
    type Err = Faults;

    fn from_str(text: &str) -> Result<Self, Faults> {
        Self::parse(text.to_owned())
    }
}

impl AsRef<str> for Image {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Image> for String {
    fn from(image: Image) -> Self {
        image.0.into_owned()
    }
}

impl From<&Image> for String {
    fn from(image: &Image) -> Self {
        image.0.to_string()
    }
}

impl fmt::Display for Image {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_kept_and_only_good_text_is_parsed() {
        assert_eq!(Image::new("not an image").parts(), None);
        assert!(Image::parse("not an image").is_err());
        assert_eq!(Image::from("nginx:1").parts().unwrap().tag, Some("1"));
        assert_eq!("nginx:1".parse::<Image>().unwrap(), Image::from_checked("nginx:1"));
    }

    #[test]
    fn it_is_a_string_on_the_wire() {
        let json = serde_json::to_string(&Image::new("nginx:1")).unwrap();
        assert_eq!(json, "\"nginx:1\"");
        assert_eq!(serde_json::from_str::<Image>(&json).unwrap().to_string(), "nginx:1");
    }
}
