#!/usr/bin/env python3
"""Prints the marks of a rendered scene as a spoor.marks/1 file.

usage: convert_scene_marks.py MARKS.json {exact,noisy_2px}

The renderer's files hold what an analyst would click, exactly and with 2 px of noise: poles (height, foot, top,
shadow tip; null where it is not to be seen), a rectangle on the ground, the vehicle's footprint, and its wheels'
contact points by name (absent where not to be seen).
"""
import json
import sys

SIGMA_PX = {"exact": 0.0, "noisy_2px": 2.0}
WHEELS = ["FL", "FR", "RL", "RR"]


def mark(shape, points, sigma, **more):
    result = {"shape": shape, "points": points, **more}
    if sigma:
        result["sigma_px"] = sigma
    return result


def converted(scene, sigma):
    point = lambda place: None if place is None else mark("point", [place], sigma)
    regions = [mark("polygon", scene[name], sigma, id=name, role=role)
               for name, role in [("ground_reference", "ground_rectangle"), ("footprint", "footprint")]
               if scene.get(name)]
    groups = [{"id": f"pole{number}", "kind": "pole",
               "quantities": {"height": {"value": pole["height_m"], "unit": "m"}},
               "parts": {part: point(pole[part]) for part in ("foot", "top", "shadow_tip")}}
              for number, pole in enumerate(scene.get("poles") or [], 1)]
    wheels = scene.get("wheels")
    if wheels:
        groups.append({"id": "wheels", "kind": "wheels", "parts": {name: point(wheels.get(name)) for name in WHEELS}})
    return {"schema": "spoor.marks/1", "regions": regions, "groups": groups}


def main():
    if len(sys.argv) != 3 or sys.argv[2] not in SIGMA_PX:
        print(__doc__, file=sys.stderr)
        return 2
    with open(sys.argv[1], encoding="utf-8") as file:
        scene = json.load(file)[sys.argv[2]]
    json.dump(converted(scene, SIGMA_PX[sys.argv[2]]), sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
