//! What must not compile, and what the compiler says of it.
//!
//! A case is a file `<feature>_<mistake>.rs` with the expected text beside it; the folder `pass` holds
//! what must compile. The expected text is that of the pinned toolchain: on another one the messages
//! of the compiler itself may differ.

#[test]
fn what_must_not_compile_says_why() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*_*.rs");
    cases.pass("ui/pass/*.rs");
}
