"""Runs every fuzz target for FUZZ_SECONDS and prints one table: python3 tests/fuzz/run.py [words of targets].

What libFuzzer learns is kept in the target directory and used again; what is found lies in tests/fuzz/artifacts and is a
failure. To reproduce: the command that is printed with it. Memory is bounded: one allocation of more than 64 MiB for an
input of at most 16 KiB is a finding, and so are 10 seconds for one.
"""

import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SECONDS = int(os.environ.get("FUZZ_SECONDS", "60"))
HOST = re.search(r"host: (\S+)", subprocess.run(["rustc", "-vV"], check=True, capture_output=True, text=True).stdout)[1]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "fuzz"
LIMITS = ["-max_len=16384", "-malloc_limit_mb=64", "-rss_limit_mb=2048", "-timeout=10", "-print_final_stats=1", "-verbosity=1"]

words = sys.argv[1:]
targets = sorted(path.stem for path in (HERE / "targets").glob("*.rs"))
targets = [name for name in targets if not words or any(word in name for word in words)]
if not targets:
    sys.exit(f"no target has {' or '.join(words)} in its name")

build = ["cargo", "fuzz", "build", "--fuzz-dir", str(HERE), "--target-dir", str(TARGET)]
for name in targets if len(targets) == 1 else []:
    build.append(name)
subprocess.run(build, check=True, cwd=ROOT, env={**os.environ, "RUSTUP_TOOLCHAIN": os.environ.get("FUZZ_TOOLCHAIN", "nightly")})


def number(pattern, text):
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


print(f"\n{SECONDS} s each, inputs of at most 16 KiB\n")
print("| target | inputs | a second | edges reached | peak MiB | |")
print("| --- | ---: | ---: | ---: | ---: | --- |")
found = []
for name in targets:
    learned = TARGET / "corpus" / name
    artifacts = HERE / "artifacts" / name
    for folder in [learned, artifacts]:
        folder.mkdir(parents=True, exist_ok=True)
    before = set(artifacts.iterdir())
    binary = TARGET / HOST / "release" / name
    command = [str(binary), f"-artifact_prefix={artifacts}/", f"-max_total_time={SECONDS}", *LIMITS]
    done = subprocess.run([*command, str(learned), str(HERE / "corpus" / name)], capture_output=True, text=True, errors="replace")
    said = done.stdout + done.stderr
    fresh = sorted(set(artifacts.iterdir()) - before)
    ended = "" if done.returncode == 0 and not fresh else "FOUND"
    figures = [
        number(r"stat::number_of_executed_units: (\d+)", said),
        number(r"stat::average_exec_per_sec: +(\d+)", said),
        number(r"cov: (\d+)", said),
        number(r"stat::peak_rss_mb: +(\d+)", said),
    ]
    print(f"| {name} | {' | '.join(f'{figure:,}' for figure in figures)} | {ended} |", flush=True)
    if ended:
        found.append((name, binary, fresh, said))

for name, binary, fresh, said in found:
    print(f"\n{name}:")
    print("\n".join(line for line in said.splitlines() if re.search(r"panicked|assertion|left:|right:|ERROR|SUMMARY|ALARM", line))[:4000])
    for path in fresh:
        print(f"    {binary} {path}")
sys.exit(1 if found else 0)
