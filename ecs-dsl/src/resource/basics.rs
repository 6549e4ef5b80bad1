//! The methods that every builder has, whatever it builds.

/// Gives a builder `allow` and `retain`, and nothing that depends on its kind.
macro_rules! builder_basics {
    ($builder:ident $(<$parameter:ident: $bound:path>)?) => {
        impl $(<$parameter: $bound>)? $builder $(<$parameter>)? {
            /// Allows a warning or hint on this resource, with the reason that the manifest shows.
            ///
            /// Errors cannot be allowed: AWS would refuse them whatever the reason.
            #[track_caller]
            pub fn allow(self, code: &'static crate::diagnostic::Code, reason: impl Into<String>) -> Self {
                self.0.node.allow(code, reason.into(), crate::source::SourceLine::caller());
                self
            }

            /// Keeps the resource in AWS when it leaves the code or its stack is destroyed.
            pub fn retain(self) -> Self {
                self.0.node.set_retain(true);
                self
            }
        }
    };
}

/// The two methods by which a rule gets at the concrete type behind `dyn Desired`.
macro_rules! as_any {
    () => {
        fn as_any(&self) -> &dyn std::any::Any {
            self
        }

        fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
            self
        }
    };
}

pub(crate) use {as_any, builder_basics};
