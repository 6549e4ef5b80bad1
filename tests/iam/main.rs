//! Policy documents and what is said about them, over documents that others wrote.

mod documents;
mod rules;
