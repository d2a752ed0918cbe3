#!/usr/bin/env python3
"""Lists the rules of RULES.md that no test names, area by area.

    python3 tests/rules.py [--strict AREA,...]

An id counts when it stands in a Rust, Python or JavaScript file under tests/ or an end-to-end folder, or in a file under src/
from its first test on; upper or lower case, joined by `-` or `_`. Ends with 0, or with 1 when an area named by --strict lacks a test.
"""

import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
IDS = re.compile(r"^- ([A-Z]+-\d+) \S", re.MULTILINE)
FIRST_TEST = re.compile(r"#\[cfg\((?:all\()?test|#\[(?:wasm_bindgen_)?test\]")
ENDINGS = {".rs", ".py", ".js", ".mjs", ".ts"}
TEST_FOLDERS = {"tests", "end2end", "e2e"}
SKIPPED = {"target", "node_modules", "dist", "dist-bench"}


def test_texts():
    """The text of every test in the project."""
    here = pathlib.Path(__file__).resolve()
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if path.suffix not in ENDINGS or path == here or any(p in SKIPPED or p.startswith(".") for p in parts[:-1]):
            continue
        folders = parts[:-1]
        if folders and folders[0] == "src":
            text = path.read_text(errors="replace")
            # A file of tests alone may have its attribute at the `mod` line in another file.
            first = FIRST_TEST.search(text)
            if first:
                yield text[first.start():]
        elif TEST_FOLDERS & set(folders):
            yield path.read_text(errors="replace")


def main():
    parser = argparse.ArgumentParser(description="Rules that no test names.")
    parser.add_argument("--strict", default="", metavar="AREA,...", help="areas in which every rule must be named")
    strict = {area for area in parser.parse_args().strict.upper().split(",") if area}

    ids = IDS.findall((ROOT / "RULES.md").read_text())
    if len(ids) != len(set(ids)):
        sys.exit("RULES.md: an id stands twice")
    unknown = strict - {rule.split("-")[0] for rule in ids}
    if unknown:
        sys.exit(f"no such area in RULES.md: {', '.join(sorted(unknown))}")

    named = set(re.findall(r"(?<![A-Z0-9])[A-Z]+-\d+(?!\d)", "\n".join(test_texts()).upper().replace("_", "-")))
    areas = {}
    for rule in ids:
        areas.setdefault(rule.split("-")[0], []).append(rule)
    for area, rules in areas.items():
        missing = [rule for rule in rules if rule not in named]
        print(f"{area:4}{len(rules) - len(missing):4} of {len(rules):2}" + (f"   no test: {' '.join(missing)}" if missing else ""))
    print(f"{len(named & set(ids))} of {len(ids)} rules are named by a test")
    lacking = [rule for rule in ids if rule.split("-")[0] in strict and rule not in named]
    if lacking:
        print(f"strict: {' '.join(lacking)} named by no test", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
