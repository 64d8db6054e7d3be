#!/usr/bin/env python3
"""Holds the published schema of marks files against files that are right and files that are not.

usage: check_marks_schema.py SOURCE_TREE [MARKS.json ...]   (further files of the renderer are converted and checked)
"""
import json
import sys
from pathlib import Path

import jsonschema

GOOD = [
    {"schema": "spoor.marks/1"},
    {"schema": "spoor.marks/1",
     "regions": [{"id": "A", "shape": "rectangle", "points": [[1, 2], [3, 4]], "frames": [0, None], "sigma_px": 2}],
     "groups": [{"id": "p", "kind": "pole", "quantities": {"height": {"value": 1.6, "unit": "m"}},
                 "parts": {"foot": {"shape": "point", "points": [[5, 5]]}, "shadow_tip": None}}]},
]
BAD = [
    {},
    {"schema": "spoor.marks/2"},
    {"schema": "spoor.marks/1", "more": 1},
    {"schema": "spoor.marks/1", "regions": [{"shape": "point", "points": [[1, 2]]}]},
    {"schema": "spoor.marks/1", "regions": [{"id": "A", "shape": "circle", "points": [[1, 2]]}]},
    {"schema": "spoor.marks/1", "regions": [{"id": "A", "shape": "point", "points": [[1, 2, 3]]}]},
    {"schema": "spoor.marks/1", "groups": [{"id": "p", "quantities": {"height": {"value": 1.6}}}]},
]


def main():
    tree = Path(sys.argv[1])
    schema = json.loads((tree / "src/evidence/schema/marks.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    sys.path.insert(0, str(tree / "tools"))
    from convert_scene_marks import converted
    good = list(GOOD)
    for name in sys.argv[2:]:
        scene = json.loads(Path(name).read_text(encoding="utf-8"))
        good += [converted(scene["exact"], 0.0), converted(scene["noisy_2px"], 2.0)]
    faults = [f"refused: {json.dumps(document)[:80]}" for document in good if not validator.is_valid(document)]
    faults += [f"accepted: {json.dumps(document)[:80]}" for document in BAD if validator.is_valid(document)]
    print("\n".join(faults + [f"{len(good)} good and {len(BAD)} bad files, {len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
