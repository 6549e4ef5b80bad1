//! What users change in a request themselves, after everything else.

use std::rc::Rc;

use serde::Serialize;

use crate::source::{SourceLine, Trace};

/// A change to a request, and the line that asks for it.
pub(crate) struct Customization<R> {
    change: Rc<dyn Fn(&mut R)>,
    line: SourceLine,
}

impl<R> Customization<R> {
    pub(crate) fn new(change: impl Fn(&mut R) + 'static, line: SourceLine) -> Self {
        Self { change: Rc::new(change), line }
    }
}

/// Returns the request with all changes made, and records the line of every member that one touched.
pub(crate) fn customized<R: Clone + Serialize>(
    mut request: R,
    customizations: &[Customization<R>],
    trace: &mut Trace,
) -> R {
    for Customization { change, line } in customizations {
        let before = request.clone();
        change(&mut request);
        trace.record_changes(&before, &request, *line);
    }
    request
}
