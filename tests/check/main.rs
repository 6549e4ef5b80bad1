//! Tests of the rules as a whole: what is reported, where, and how it reads.

mod cascades;
mod comparison;
mod corpus;
mod coverage;
mod examples;
mod files;
mod formats;
mod in_code;
mod mistakes;
mod places;
mod properties;
mod readme;
