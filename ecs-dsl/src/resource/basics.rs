//! The methods that every builder has, whatever it builds.

/// Gives a builder `allow` and `retain`, and nothing that depends on its kind.
macro_rules! builder_basics {
    ($builder:ident $(<$parameter:ident: $bound:path>)?) => {
        impl $(<$parameter: $bound>)? $builder $(<$parameter>)? {
            /// Allows a warning or hint on this resource, with the reason that the manifest shows.
            ///
            /// `code` is the id that `check` prints, such as `"SEC0103"`; one that does not exist is an
            /// error (`STK0201`). Errors cannot be allowed (`STK0202`): AWS would refuse them whatever
            /// the reason. What the resource does not give cause for need not be allowed (`STK0203`).
            /// The reason is a sentence for whoever reads the stack later (`STK0204`).
            #[track_caller]
            pub fn allow(self, code: &str, reason: impl Into<String>) -> Self {
                self.0.node.allow(code, reason.into(), crate::source::SourceLine::caller());
                self
            }

            /// Keeps the resource in AWS when it leaves the code or its stack is destroyed.
            ///
            /// It then belongs to no stack. The tag `ecs-dsl:retain` on the resource says so, which has to be deployed
            /// before the resource leaves the code.
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
