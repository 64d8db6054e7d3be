#!/usr/bin/env python3
"""Holds every include of src/ against the order of the layers, and each source against the house rules.

usage: check_layers.py SOURCE_TREE
"""
import re
import sys
from pathlib import Path

LAYERS = ["base", "media", "evidence", "methods", "analysis", "passes", "engine", "findings", "report", "workbench"]
TOPS = ["gui", "cli"]  # both above all others, neither sees the other

# Third-party headers that only some layers may see.
CODECS = r"(libav\w+|libsw\w+)/|jpeglib\.h|turbojpeg\.h|libheif/|jxl/|libraw/|tiff(io)?\.h|webp/|exiv2/|lcms2|ebml/|matroska/"
RESTRICTED = [
    (re.compile(CODECS), {"media"}),
    (re.compile(r"opencv2/"), {"media", "evidence", "methods", "analysis", "passes", "engine", "findings", "report",
                               "workbench", "gui", "cli"}),
    (re.compile(r"opencv2/(highgui|imgcodecs|videoio)"), set()),
    (re.compile(r"shapefil\.h"), {"report"}),
    (re.compile(r"imgui|GLFW/|epoxy/"), {"gui"}),
    (re.compile(r"SQLiteCpp/|sqlite3\.h"), {"findings"}),
]
# Single files that reach further than their layer, each with its reason.
ALLOWED = {
    "src/report/still_picture.cpp": "writes the report's figures as PNG through libavcodec",
}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')


def rank(layer):
    return len(LAYERS) if layer in TOPS else LAYERS.index(layer)


def faults_of(tree):
    known = set(LAYERS) | set(TOPS)
    for path in sorted((tree / "src").rglob("*")):
        if path.suffix not in {".h", ".cpp"}:
            continue
        name = path.relative_to(tree).as_posix()
        layer = name.split("/")[1]
        if layer not in known:
            yield f"{name}: folder '{layer}' is no layer"
            continue
        if layer == "passes" and path.suffix == ".h":
            yield f"{name}: a pass has no header"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            target = found.group(2)
            first = target.split("/")[0]
            if found.group(1) == '"' and first in known:
                if first != layer and (rank(first) >= rank(layer)):
                    yield f"{name}:{number}: {layer} may not include {target}"
            for pattern, layers in RESTRICTED:
                if pattern.match(target) and layer not in layers and name not in ALLOWED:
                    yield f"{name}:{number}: {layer} may not include {target}"


def missing_companions(tree):
    """A pass is three files: the source, its method page, its test."""
    for path in sorted((tree / "src/passes").glob("*/*.cpp")):
        name = path.relative_to(tree / "src/passes").with_suffix("").as_posix()
        if not path.with_suffix(".md").exists():
            yield f"src/passes/{name}.cpp: the method page {name}.md is missing"
        if not (tree / "tests/passes" / f"{name}_test.cpp").exists():
            yield f"src/passes/{name}.cpp: the test tests/passes/{name}_test.cpp is missing"


def main():
    tree = Path(sys.argv[1])
    faults = list(faults_of(tree)) + list(missing_companions(tree))
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
