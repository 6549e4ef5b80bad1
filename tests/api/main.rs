//! The wire types against the API's own model and against documents that nobody here wrote.

mod clusters;
mod companions;
mod describe;
mod document;
mod reading;
mod requirements;
mod runs;
mod services;
mod task_definitions;
