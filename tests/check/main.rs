//! Tests of the rules as a whole: what is reported, where, and how it reads.

mod mistakes;
