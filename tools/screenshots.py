#!/usr/bin/env python3
"""Pictures of the workbench at work, driven like its end-to-end tests. Called by screenshots.sh.

usage: screenshots.py SPOOR_GUI SOURCE_TREE OUT_DIR
"""
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM, TREE, OUT = (Path(argument).resolve() for argument in sys.argv[1:4])
sys.path.insert(0, str(TREE / "tests/gui/e2e"))
from driver import Display, Workbench  # noqa: E402

SAMPLES = TREE / "samples"


def ready(bench, count):
    bench.wait_state("exhibits", count)
    bench.wait_state("exhibit.state", "open")
    bench.wait_for(lambda: bench.shot("picture").spread() > 12, "a picture")


def settled(bench):
    bench.wait_state("jobs", 0, patience=300)
    bench.point_at(*bench.place("status"))
    bench.wait_for(lambda: still(bench), "a window at rest")


def still(bench):
    before = bench.redraws()
    bench.xdo("sleep", "1")
    return bench.redraws() == before


def keep(bench, name):
    settled(bench)
    raw = bench.folder / "raw.png"
    bench.shot(file=raw)
    subprocess.run(["convert", str(raw), "-strip", "-quality", "84", str(OUT / f"{name}.jpg")], check=True)
    print(OUT / f"{name}.jpg")


def spliced_still(bench):
    ready(bench, 1)
    bench.write("passes.search", "ELA")
    bench.click("pass.jpeg.ela")
    bench.click("passes.run")
    bench.wait_state("results", lambda number: int(number) >= 1, patience=300)
    bench.click("passes.search.clear")
    bench.click("profile.triage")
    bench.wait_state("results", lambda number: int(number) >= 4, patience=300)
    bench.click("right.results")
    bench.click("result.jpeg.ela")
    bench.wait_item("map.z_q75")
    bench.click("map.z_q75")
    bench.click("bottom.marks")
    bench.key("r")
    bench.drag(bench.place("picture", 0.42, 0.45), bench.place("picture", 0.6, 0.72))
    bench.wait_state("marks", 1)
    bench.key("v")
    keep(bench, "still")


def clip(bench):
    ready(bench, 1)
    bench.click("profile.full")
    bench.wait_state("results", lambda number: int(number) >= 5, patience=600)
    bench.click("right.results")
    bench.click("result.video.timing")
    bench.click("bottom.curves")
    bench.key("ctrl+g")
    bench.type("40")
    bench.key("Return")
    bench.key("m")
    keep(bench, "clip")


def compared(bench):
    ready(bench, 2)
    bench.click("compare")
    bench.click("compare.wipe")
    bench.click("compare.settings")
    bench.click("compare.other")
    name = next(item for item in bench.items() if item.startswith("compare.other.still"))
    bench.click(name)
    bench.key("Escape")
    bench.click("bottom.structure")
    keep(bench, "compare")


def main():
    display = Display("1600x1000")
    try:
        for act, files in ((spliced_still, ["still_spliced.jpg"]), (clip, ["clip_pasted_region.mp4"]),
                           (compared, ["still_original.jpg", "still_spliced.jpg"])):
            with tempfile.TemporaryDirectory() as folder:
                bench = Workbench(PROGRAM, display, folder, *(SAMPLES / name for name in files))
                try:
                    act(bench)
                finally:
                    bench.close()
    finally:
        display.close()


if __name__ == "__main__":
    main()
