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
    bench.key("F11")
    bench.wait_for(lambda: bench.shot("picture").spread() > 12, "a picture")


def keep(bench, name):
    bench.wait_state("jobs", 0, patience=300)
    bench.point_at(*bench.place("status", 0.6))
    bench.quiet(1)
    raw = bench.folder / "raw.png"
    bench.keep(raw)
    target = OUT / f"{name}.jpg"
    subprocess.run(["convert", str(raw), "-strip", "-resize", "1280x", "-sampling-factor", "4:2:0", "-quality", "46", str(target)],
                   check=True)
    print(target)


def results(bench, number):
    bench.wait_state("results", lambda now: int(now or 0) >= number, patience=600)


def on_picture(bench, x, y):
    zoom, centre_x, centre_y = map(float, bench.state("view").split())
    left, top, width, height = bench.wait_item("picture")
    return round(left + width / 2 + (x - centre_x) * zoom), round(top + height / 2 + (y - centre_y) * zoom)


def choose(bench, name):
    bench.write("passes.search", name)
    bench.click(f"pass.{name}")
    bench.click("passes.search.clear")


def go_to(bench, frame):
    bench.write("timeline.goto", str(frame))
    bench.key("Return")
    bench.wait_state("frame", frame)


def still(bench):
    """Error level over a spliced photograph, with the pass's own words beside it."""
    ready(bench, 1)
    bench.click("profile.triage")
    results(bench, 4)
    choose(bench, "jpeg.ela")
    bench.click("passes.run")
    bench.wait_item("result.jpeg.ela")
    bench.click("result.jpeg.ela")
    bench.wait_for(lambda: any(name.startswith("observation.") for name in bench.items()), "the observations")
    bench.wait_state("map", "z_q75")
    bench.click("bottom.scopes")
    keep(bench, "still")


def clip(bench):
    """A frame against the first: a covered part, marked over its frames, and the finding."""
    ready(bench, 1)
    choose(bench, "video.timing")
    bench.click("passes.run")
    results(bench, 1)
    bench.click("result.video.timing")
    bench.click("bottom.curves")
    go_to(bench, 8)
    bench.click("loop.in")
    go_to(bench, 62)
    bench.click("loop.out")
    go_to(bench, 30)
    bench.click("compare")
    bench.click("compare.difference")
    bench.click("compare.gain", 0.75)
    bench.click("compare.settings")
    bench.write("compare.frame", "0")
    bench.key("Return", "Escape")
    bench.click("tool.span")
    bench.click("tool.span.in to out")
    bench.click("tool.rectangle")
    bench.drag(on_picture(bench, 0, 160), on_picture(bench, 440, 400))
    bench.wait_state("marks_here", 1)
    bench.click("tool.select")
    bench.click("right.findings")
    bench.write("findings.question", "Was a part of the picture covered?")
    bench.key("Return")
    bench.click("question.q1.answer")
    bench.wait_state("findings", 1)
    bench.write("finding.f1.answer", "Frames 8 to 62 repeat a rectangle of frame 0 while noise goes on around it.")
    bench.click("finding.f1.concern")
    keep(bench, "clip")


def compared(bench):
    """Two photographs under a wipe, the file's structure with its bytes, and the method page with its examples."""
    ready(bench, 2)
    choose(bench, "jpeg.ela")
    bench.click("right.method")
    bench.click("compare")
    bench.click("compare.wipe")
    bench.click("bottom.structure")
    bench.wait_for(lambda: any(name.startswith("structure.row.DQT") for name in bench.items()), "the tree")
    bench.click(next(name for name in bench.items() if name.startswith("structure.row.DQT")), 0.2)
    bench.wait_state("method.examples", lambda number: int(number or 0) > 0)
    for _ in range(60):
        if bench.items().get("method.hit", (0, 1 << 15))[1] < 250:
            break
        bench.wheel("right.area", -1)
    keep(bench, "compare")


def scene(bench):
    """Three fence posts with their shadows: what each leaves to the light, while marks are moved."""
    ready(bench, 1)
    for foot, top, tip in (((1820, 940), (1828, 668), (1887, 862)), ((1609, 772), (1612, 609), (1666, 743)),
                           ((1494, 704), (1496, 593), (1533, 688))):
        bench.key("shift+o")
        bench.wait_state("tool", "pole")
        for place in (foot, top, tip):
            bench.point_at(*on_picture(bench, *place))
            bench.press()
            bench.release()
    bench.key("v")
    choose(bench, "scene.shadow_consistency")
    bench.click("passes.follow")
    bench.wait_state("live", "settled")
    bench.click("bottom.curves")
    keep(bench, "scene")


def main():
    display = Display("1440x900")
    try:
        for act, files in ((still, ["still_spliced.jpg"]), (clip, ["clip_pasted_region.mp4"]),
                           (compared, ["still_original.jpg", "still_spliced.jpg"]), (scene, ["still_original.jpg"])):
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
