#!/usr/bin/env python3
"""Holds the files of a samples folder against its manifest: one line per fault, exit status 1 where there is one.

usage: check_samples.py [FOLDER]
"""
import hashlib
import json
import sys
from pathlib import Path

SCHEMA = "spoor.samples/1"


def faults_of(folder):
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        yield f"manifest.json: {error}"
        return
    if manifest.get("schema") != SCHEMA:
        yield f"manifest.json: schema is {manifest.get('schema')!r}, not {SCHEMA!r}"
        return
    named = {"manifest.json"}
    for entry in manifest["samples"]:
        name = entry["file"]
        named.add(name)
        try:
            content = (folder / name).read_bytes()
        except OSError as error:
            yield f"{name}: {error.strerror}"
            continue
        if len(content) != entry["bytes"]:
            yield f"{name}: {len(content)} bytes, the manifest says {entry['bytes']}"
        elif hashlib.sha256(content).hexdigest() != entry["sha256"]:
            yield f"{name}: its SHA-256 is not the manifest's"
    for path in sorted(folder.iterdir()):
        if path.name not in named:
            yield f"{path.name}: not in the manifest"


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "samples"
    faults = list(faults_of(folder))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
