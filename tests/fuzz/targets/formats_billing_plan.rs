#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| spaceward::fuzz::run("formats_billing_plan", bytes));
