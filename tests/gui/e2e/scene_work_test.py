#!/usr/bin/env python3
"""Following a mark, laying two exhibits upon each other, and the mean of a still scene, in a real window.

usage: scene_work_test.py SPOOR_GUI SOURCE_TREE [unittest arguments]
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from driver import Display, Workbench, missing_tools

PROGRAM = Path(sys.argv[1]).resolve()
SAMPLES = Path(sys.argv[2]).resolve() / "samples"
STILL, CLIP = SAMPLES / "still_original.jpg", SAMPLES / "clip_original.mp4"

# Where the corners of the left picture (960 x 640) lie in the right one.
CORNERS = {(0, 0): (30, 22), (960, 0): (915, -14), (960, 640): (948, 655), (0, 640): (-18, 610)}


def mapped(homography, x, y):
    h = homography
    w = h[6] * x + h[7] * y + h[8]
    return (h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w


class SceneWork(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.display = Display()

    @classmethod
    def tearDownClass(cls):
        cls.display.close()

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="spoor-gui-"))
        self.bench = None

    def tearDown(self):
        if self.bench is not None:
            keep = os.environ.get("SPOOR_GUI_SHOTS")
            if keep and self.bench.alive():
                self.bench.keep(Path(keep) / f"{self.id().split('.')[-1]}.png")
            self.bench.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def opened(self, *files):
        bench = self.bench = Workbench(PROGRAM, self.display, self.folder, *files)
        bench.wait_state("exhibits", len(files))
        bench.wait_state("exhibit.state", "open")
        bench.wait_for(lambda: bench.shot("picture").spread() > 12, "a picture on the canvas")
        return bench

    def draw(self, bench, start, end):
        bench.key("r")
        bench.wait_state("tool", "rectangle")
        bench.drag(bench.place("picture", *start), bench.place("picture", *end))
        bench.wait_state("marks", 1)
        bench.key("v")

    def mark(self, bench):
        rows = bench.rows("SELECT document FROM mark")
        regions = json.loads(rows[0][0])["regions"] if rows else []
        return regions[0] if regions else {}

    def two_of_one_place(self):
        left, right = self.folder / "left.png", self.folder / "right.png"
        points = "  ".join(f"{a},{b} {c},{d}" for (a, b), (c, d) in CORNERS.items())
        subprocess.run(["convert", str(STILL), "-resize", "960x640!", str(left)], check=True)
        subprocess.run(["convert", str(left), "-virtual-pixel", "black", "-distort", "Perspective", points,
                        "-evaluate", "multiply", "0.8", str(right)], check=True)
        return left, right

    def registered(self):
        left, right = self.two_of_one_place()
        bench = self.opened(left, right)
        bench.click("tab." + left.name)
        bench.wait_state("exhibit", left.name)
        bench.click("compare")
        bench.click("compare.difference")
        bench.click("compare.settings")
        bench.click("compare.other")
        bench.click("compare.other." + right.name)
        bench.wait_for(lambda: bench.shot("picture").spread() > 3, "the difference")
        before = bench.shot("picture")
        bench.click("compare.register")
        bench.wait_state("registration", "features")
        return bench, before

    def close_settings(self, bench):
        bench.click("canvas", 0.1, 0.9)
        bench.wait_for(lambda: "compare.register" not in bench.items(), "the end of the settings")

    def saved(self, bench, reached, what):
        rows = bench.wait_saved("SELECT document FROM registration",
                                lambda rows: reached([json.loads(row[0]) for row in rows]), what)
        return [json.loads(row[0]) for row in rows]

    def test_two_exhibits_of_one_place_are_registered_and_differenced(self):
        bench, before = self.registered()
        found = self.saved(bench, lambda all: len(all) == 1, "the registration")[0]
        for (x, y), (u, v) in CORNERS.items():
            at = mapped(found["right_from_left"], x, y)
            self.assertLess(abs(at[0] - u) + abs(at[1] - v), 3, f"corner {x}, {y}")
        fit = found["features"]
        self.assertGreater(fit["inliers"], 50)
        self.assertLess(fit["error_px"], 1)
        self.assertAlmostEqual(fit["brightness"]["gain"], 1 / 0.8, delta=0.08)

        # Laid upon each other there is less to be seen, and less still with their brightness matched.
        bench.click("compare.match_brightness")
        self.close_settings(bench)
        bench.wait_for(lambda: bench.shot("picture").spread() < 0.6 * before.spread(), "a difference that is nearly black")
        bench.click("compare.settings")
        bench.click("compare.remove_registration")
        bench.wait_state("registration", "")
        self.saved(bench, lambda all: not all, "no registration")
        self.close_settings(bench)
        bench.key("ctrl+z")
        bench.wait_state("registration", "features")

    def test_point_pairs_correct_a_registration(self):
        bench, _ = self.registered()
        self.close_settings(bench)
        bench.key("alt+shift+r")
        bench.wait_item("pairs.card")
        x, y, w, h = bench.wait_item("canvas")
        bench.point_at(int(x + w * 0.25), int(y + h * 0.35))
        bench.press()
        bench.release()
        bench.wait_state("pairs", 1)
        bench.wait_item("pair.1.right")
        start = bench.place("pair.1.right")
        bench.drag(start, (start[0] + 24, start[1] + 12))

        def moved(all):
            if not all or not all[0]["pairs"]:
                return False
            pair = all[0]["pairs"][0]
            by_features = mapped(all[0]["features"]["right_from_left"], *pair["left"])
            return abs(by_features[0] - pair["right"][0]) > 5
        kept = self.saved(bench, moved, "the pair where it was dragged to")[0]
        self.assertTrue(kept["method"].startswith("features, shifted"), kept["method"])
        pair = kept["pairs"][0]
        at = mapped(kept["right_from_left"], *pair["left"])
        self.assertLess(abs(at[0] - pair["right"][0]) + abs(at[1] - pair["right"][1]), 0.01)
        bench.click("pairs.remove.1")
        bench.wait_state("pairs", 0)
        bench.wait_state("registration", "features")
        bench.click("pairs.done")
        bench.wait_for(lambda: "pairs.card" not in bench.items(), "the end of pairs")

    def test_a_mark_follows_its_target_and_is_taken_back(self):
        bench = self.opened(CLIP)
        bench.wait_state("frames", lambda number: int(number) > 20)
        bench.click("bottom.marks")
        self.draw(bench, (0.3, 0.5), (0.45, 0.7))
        bench.wait_saved("SELECT document FROM mark", lambda rows: len(rows) == 1, "the mark")
        bench.key("alt+f")
        bench.wait_state("tracked", lambda text: "followed to frame" in text, patience=180)
        bench.wait_for(lambda: self.mark(bench).get("tracks"), "the track in the case file")
        mark = self.mark(bench)
        track = mark["tracks"][0]
        self.assertIn("Lucas-Kanade", track["method"])
        self.assertGreater(track["last_frame"], 60)
        self.assertTrue(any("confidence" in key for key in mark["keys"]))
        self.assertFalse("confidence" in mark["keys"][0])
        # A hand-held camera: the mark moved.
        first, last = mark["keys"][0]["points"], mark["keys"][-1]["points"]
        self.assertGreater(abs(first[0][0] - last[0][0]) + abs(first[0][1] - last[0][1]), 1)
        bench.key("ctrl+z")
        bench.wait_for(lambda: not self.mark(bench).get("tracks"), "the track taken back")

    def test_a_still_scene_is_averaged_for_the_eye(self):
        bench = self.opened(CLIP)
        bench.wait_state("frames", lambda number: int(number) > 20)
        bench.dialog("ctrl+g", "Go to", "goto.text")
        bench.type("40")
        bench.key("Return")
        bench.wait_state("frame", 40)
        bench.key("alt+v")
        bench.wait_state("average", lambda text: text.startswith("average of 9 frames, frames 36..44"), patience=180)
        bench.key("Right")
        bench.wait_state("average", "")
        bench.key("Left")
        bench.wait_state("average", lambda text: text.startswith("average of"))
        bench.key("alt+v")
        bench.wait_state("average", "")

    def test_a_pass_follows_the_marks_as_they_are_moved(self):
        bench = self.opened(STILL)
        # Three poles whose shadows run one way, a third of their length long.
        for count, (x, y) in enumerate([(0.2, 0.6), (0.45, 0.7), (0.7, 0.65)], 1):
            bench.key("shift+o")
            bench.wait_state("tool", "pole")
            for place in [(x, y), (x, y - 0.3), (x + 0.1, y + 0.02)]:
                bench.point_at(*bench.place("picture", *place))
                bench.press()
                bench.release()
            bench.wait_state("marks", 3 * count)
        bench.key("v")
        bench.write("passes.search", "shadow_consistency")
        bench.click("pass.scene.shadow_consistency")
        bench.wait_state("pass", "scene.shadow_consistency")
        bench.click("passes.follow")
        bench.wait_state("live", "settled")
        bench.wait_item("suggested.light.1")
        before = bench.state("live_answers")
        start = bench.place("mark.r9")
        bench.point_at(*start)
        bench.press()
        bench.point_at(start[0] + 20, start[1] - 15)
        # The answer comes while the mark is still in the hand.
        bench.wait_state("live_answers", lambda number: int(number) > int(before))
        bench.release()
        bench.wait_state("live", "settled")
        grip = bench.place("mark.deviation")
        bench.drag(grip, (grip[0] + 10, grip[1] + 10))
        rows = bench.wait_saved("SELECT document FROM mark", lambda rows: "sigma_px" in rows[0][0], "the deviation")
        saved = json.loads(rows[0][0])
        self.assertEqual(len(saved["groups"]), 3)
        tip = next(one for one in saved["regions"] if one["id"] == "r9")
        self.assertEqual(tip["part"], "shadow_tip")
        self.assertGreater(tip["sigma_px"], 1)
        bench.wait_state("live", "settled")
        self.assertEqual(bench.rows("SELECT COUNT(*) FROM result"), [(0,)], "nothing of it is kept")
        bench.click("passes.follow")
        bench.wait_state("live", "none")

    def test_suggestions_become_marks_of_their_role_in_one_step(self):
        bench = self.opened(STILL)
        bench.write("passes.search", "scene.lines")
        bench.click("pass.scene.lines")
        bench.wait_state("pass", "scene.lines")
        bench.click("passes.run")
        bench.wait_state("results", 1)
        bench.click("right.results")
        bench.click("suggested.keep_all.parallel")
        bench.wait_state("marks", lambda number: int(number) > 10)
        rows = bench.wait_saved("SELECT document FROM mark", lambda rows: "edges_A" in rows[0][0], "the marks")
        saved = json.loads(rows[0][0])
        self.assertEqual([(group["id"], group["kind"]) for group in saved["groups"]], [("edges_A", "parallel")])
        self.assertEqual({region["role"] for region in saved["regions"]}, {"parallel"})
        bench.key("ctrl+z")
        bench.wait_state("marks", 0)

    def test_a_known_height_is_given_whatever_unit_a_case_holds(self):
        marks, case = self.folder / "marks.json", self.folder / "case.spoor"
        unit = "%n%s%s%s%s m"
        point = lambda x, y: {"shape": "point", "points": [[x, y]]}
        marks.write_text(json.dumps({"schema": "spoor.marks/1", "groups": [
            {"id": "post", "kind": "pole", "quantities": {"height": {"value": 2, "unit": unit, "sigma": 0.1}},
             "parts": {"foot": point(900, 900), "top": point(900, 500)}}]}))
        for arguments in (["new", case], ["add", case, STILL], ["annotate", case, "1", "--marks", marks]):
            subprocess.run([PROGRAM.parent / "spoor", "case", *arguments], check=True, stdout=subprocess.DEVNULL)
        bench = self.opened(case)
        bench.wait_state("marks", 2)
        bench.click("bottom.marks")
        name = next(item for item in bench.items() if item.startswith("mark.") and "foot" in item)
        bench.click(name)
        bench.wait_item("mark.height")
        bench.write("mark.height", "1.625")
        bench.key("Return")
        connection = sqlite3.connect(f"file:{case}?mode=ro", uri=True)
        self.addCleanup(connection.close)
        def height():
            document = connection.execute("SELECT document FROM mark").fetchone()[0]
            return next(one for one in json.loads(document)["groups"][0]["quantities"] if one["name"] == "height")
        bench.wait_for(lambda: height()["value"] == 1.625, "the height in the case")
        self.assertEqual(height()["unit"], unit)
        bench.key("ctrl+z")
        bench.wait_for(lambda: height()["value"] == 2, "the whole number taken back at once")


if __name__ == "__main__":
    missing = missing_tools()
    if "Xvfb" in missing:
        print("skipped: there is no Xvfb here")
        sys.exit(77)
    if missing:
        sys.exit("missing: " + " ".join(missing))
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
