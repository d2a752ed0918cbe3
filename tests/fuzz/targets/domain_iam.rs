#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| spaceward::fuzz::run("domain_iam", bytes));
