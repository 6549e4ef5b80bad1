//! Feeds `check --file` whatever comes: it must answer, and the same each time.
//!
//! A zero byte begins the next file, so that several are checked together.
//!
//!     cargo fuzz run --fuzz-dir tests/fuzz --sanitizer none check_file target/fuzz tests/fuzz/seeds -- -max_total_time=600

#![no_main]

use ecs_dsl::check::Settings;
use ecs_dsl::check::files::{Source, files};
use ecs_dsl::diagnostic::{Style, render};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let sources: Vec<Source> =
        bytes.split(|byte| *byte == 0).take(4).map(|part| Source::new("file.json", part)).collect();
    let checked = files(&sources, &Settings::default());
    let text = render(&checked.diagnostics, Style::Plain);
    let again = files(&sources, &Settings::default());
    assert_eq!(text, render(&again.diagnostics, Style::Plain));
});
