#!/usr/bin/env python3
"""The workbench end to end: an analyst's day in a real window, judged by the saved case and by what is seen.

usage: workbench_test.py SPOOR_GUI SOURCE_TREE [unittest arguments]
"""
import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from dragging import Dragging
from driver import Display, Workbench, missing_tools

PROGRAM = Path(sys.argv[1]).resolve()
WORKER = PROGRAM.parent / "spoor"
SAMPLES = Path(sys.argv[2]).resolve() / "samples"
STILL, SPLICED, CLIP = (SAMPLES / name for name in ("still_original.jpg", "still_spliced.jpg", "clip_pasted_region.mp4"))


class Day(unittest.TestCase):
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
            # What a failure looked like is kept, where somebody wants to see it.
            keep = os.environ.get("SPOOR_GUI_SHOTS")
            if keep and self.bench.alive():
                self.bench.keep(Path(keep) / f"{self.id().split('.')[-1]}.png")
            self.bench.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, *files):
        self.bench = Workbench(PROGRAM, self.display, self.folder, *files)
        return self.bench

    def opened(self, *files):
        bench = self.start(*files)
        bench.wait_state("exhibits", len(files))
        bench.wait_state("exhibit.state", "open")
        bench.wait_for(lambda: "canvas" in bench.items() or "picture" in bench.items(), "the canvas")
        self.picture_is_there(bench)
        return bench

    def picture_is_there(self, bench):
        bench.wait_for(lambda: bench.shot("picture").spread() > 12, "a picture on the canvas")

    # The middle of the canvas, away from minimap and rulers.
    def on_canvas(self, bench, across, down):
        return bench.place("picture", across, down)

    def on_picture(self, bench, x, y):
        """Where a picture's point is on the screen."""
        zoom, centre_x, centre_y = map(float, bench.state("view").split())
        left, top, width, height = bench.wait_item("picture")
        return round(left + width / 2 + (x - centre_x) * zoom), round(top + height / 2 + (y - centre_y) * zoom)

    def level(self, bench, left, top, right, bottom):
        """How bright a part of the picture is on the screen."""
        (x0, y0), (x1, y1) = self.on_picture(bench, left, top), self.on_picture(bench, right, bottom)
        area_x, area_y, width, height = bench.wait_item("picture")
        return bench.shot("picture").level((x0 - area_x) / width, (y0 - area_y) / height, (x1 - area_x) / width,
                                           (y1 - area_y) / height)

    def test_opens_by_the_dialog(self):
        bench = self.start()
        bench.wait_state("exhibits", 0)
        bench.dialog("ctrl+o", "Open files or a case", "open.path")
        bench.type(str(STILL))
        bench.key("Return")
        bench.wait_state("exhibit.state", "open")
        self.assertEqual(bench.state("exhibit"), STILL.name)
        self.assertEqual(bench.state("dialog"), "")
        self.picture_is_there(bench)
        saved = bench.wait_saved("SELECT name, path FROM exhibit", lambda rows: len(rows) == 1, "the exhibit")
        self.assertEqual(saved, [(STILL.name, str(STILL))])

    def test_files_dragged_onto_it_are_opened(self):
        bench = self.start()
        bench.wait_state("exhibits", 0)
        dragging = Dragging(self.display.name)
        self.addCleanup(dragging.close)
        dragging.drop([STILL, CLIP], *bench.place("status"))
        bench.wait_state("exhibits", 2)
        bench.wait_state("exhibit.state", "open")
        self.picture_is_there(bench)
        note = self.folder / "not media \u0434\u0430.txt"
        note.write_text("a note")
        dragging.drop([note], *bench.place("picture"))
        bench.wait_state("notice", lambda told: told.startswith(f"{note.name}: the file is plain text"))
        bench.wait_state("exhibits", 2)
        saved = bench.wait_saved("SELECT name FROM exhibit", lambda rows: len(rows) >= 2, "the exhibits")
        self.assertLessEqual({(STILL.name,), (CLIP.name,)}, set(saved))

    def test_zooms_at_the_pointer_and_back_to_fit(self):
        bench = self.opened(STILL)
        bench.wait_state("zoom", lambda text: text.startswith("fit"))
        whole = bench.shot("picture")
        bench.key("ctrl+0")
        bench.wait_state("zoom", "100 %")
        bench.wheel("picture", 3, 0.3, 0.4)
        bench.wait_state("zoom", lambda text: int(text.split()[0]) > 100)
        self.assertGreater(bench.shot("picture").difference(whole), 0.2)
        bench.key("ctrl+9")
        bench.wait_state("zoom", lambda text: text.startswith("fit"))
        bench.wait_for(lambda: bench.shot("picture").difference(whole) < 0.02, "the whole picture again")

    def test_scrubs_steps_and_goes_to_frames(self):
        bench = self.opened(CLIP)
        bench.wait_state("frames", lambda number: int(number) > 20)
        frames = int(bench.state("frames"))
        first = bench.shot("picture")
        bench.drag(bench.place("timeline", 0.1, 0.6), bench.place("timeline", 0.75, 0.6))
        bench.wait_state("frame", lambda number: int(number) == int(frames * 0.75))
        bench.wait_for(lambda: bench.shot("picture").difference(first) > 0.005, "another picture")
        here = int(bench.state("frame"))
        bench.key("Right")
        bench.wait_state("frame", here + 1)
        bench.key("comma", "comma")
        bench.wait_state("frame", here - 1)
        bench.key("Home")
        bench.wait_state("frame", 0)
        bench.dialog("ctrl+g", "Go to", "goto.text")
        bench.type("17")
        bench.key("Return")
        bench.wait_state("frame", 17)
        bench.write("timeline.goto", "+3")
        bench.key("Return")
        bench.wait_state("frame", 20)

    def run_ela(self, bench):
        bench.write("passes.search", "ELA")
        bench.click("pass.jpeg.ela")
        bench.wait_state("pass", "jpeg.ela")
        bench.click("passes.run")
        bench.wait_state("results", lambda number: int(number) >= 1, patience=180)

    def test_runs_error_level_and_lays_the_map_over_the_picture(self):
        bench = self.opened(SPLICED)
        plain = bench.shot("picture")
        self.run_ela(bench)
        rows = bench.wait_saved("SELECT pass, state FROM result", lambda rows: len(rows) == 1, "the result")
        self.assertEqual(rows, [("jpeg.ela", "done")])
        bench.click("right.results")
        bench.click("result.jpeg.ela")
        bench.wait_item("result.maps")
        bench.wait_for(lambda: bench.shot("picture").difference(plain) > 0.1, "the map over the picture")
        bench.click("status.jpeg.ela")
        bench.click("status.jpeg.ela.warning")
        bench.wait_saved("SELECT status FROM result", lambda rows: rows == [("warning",)], "the analyst's status")

    def draw(self, bench, start=(0.35, 0.4), end=(0.5, 0.6)):
        bench.key("r")
        bench.wait_state("tool", lambda name: "rect" in name)
        bench.drag(self.on_canvas(bench, *start), self.on_canvas(bench, *end))

    def marks(self, bench):
        rows = bench.rows("SELECT document FROM mark")
        return json.loads(rows[0][0])["regions"] if rows else []

    def wait_marks(self, bench, count):
        bench.wait_saved("SELECT document FROM mark", lambda _: len(self.marks(bench)) == count, f"{count} marks")

    def test_draws_a_region_undoes_and_redoes_it(self):
        bench = self.opened(SPLICED)
        bench.click("bottom.marks")
        plain = bench.shot("picture")
        self.draw(bench)
        bench.wait_state("marks", 1)
        self.wait_marks(bench, 1)
        mark = self.marks(bench)[0]
        self.assertEqual(mark["shape"], "rectangle")
        self.assertEqual(mark["role"], "suspicious")
        low, high = mark["points"]
        self.assertLess(low[0], high[0])
        drawn = bench.shot("picture")
        self.assertGreater(drawn.difference(plain), 0.0005)
        bench.key("ctrl+z")
        bench.wait_state("marks", 0)
        self.wait_marks(bench, 0)
        bench.key("ctrl+shift+z")
        bench.wait_state("marks", 1)
        self.wait_marks(bench, 1)
        self.assertEqual(self.marks(bench)[0]["points"], mark["points"])

    def test_saves_as_is_killed_and_reopens_what_was_there(self):
        bench = self.opened(SPLICED)
        bench.click("bottom.marks")
        self.draw(bench)
        self.wait_marks(bench, 1)
        bench.dialog("ctrl+shift+s", "Save case as")
        target = self.folder / "saved.spoor"
        bench.write("save.path", str(target))
        bench.key("Return")
        bench.wait_state("case", str(target))
        self.draw(bench, (0.6, 0.3), (0.7, 0.5))
        bench.wait_state("marks", 2)
        self.wait_marks(bench, 2)
        bench.kill()
        again = self.start(target)
        again.wait_state("case", str(target))
        again.wait_state("exhibit.state", "open")
        again.click("bottom.marks")
        again.wait_state("marks", 2)
        self.picture_is_there(again)

    def test_compares_two_exhibits(self):
        bench = self.opened(STILL, SPLICED)
        bench.click("tab." + STILL.name)
        bench.wait_state("exhibit", STILL.name)
        self.picture_is_there(bench)
        left = bench.shot("picture")
        bench.click("compare")
        bench.click("compare.difference")
        bench.click("compare.settings")
        bench.click("compare.other")
        bench.click("compare.other." + SPLICED.name)
        bench.key("Escape")
        bench.wait_for(lambda: bench.shot("picture").difference(left) > 0.3, "the difference")
        seen = bench.shot("picture")
        self.assertGreater(seen.spread(), 1, "the pasted part differs")

    def test_asks_answers_and_exports_the_report(self):
        bench = self.opened(SPLICED)
        self.run_ela(bench)
        bench.click("right.findings")
        bench.write("findings.question", "Was a part put in?")
        bench.key("Return")
        bench.wait_state("questions", 1)
        bench.click("question.q1.answer")
        bench.wait_state("findings", 1)
        bench.write("finding.f1.answer", "The inserted part has another history.")
        bench.click("right.results")
        bench.click("result.jpeg.ela")
        attach = next(name for name in self.after(bench, "observation.") if name.endswith(".attach"))
        bench.click(attach)
        bench.click("attach.new.for")
        rows = bench.wait_saved("SELECT document FROM finding ORDER BY id", lambda rows: len(rows) == 2, "both findings")
        self.assertIn("another history", rows[0][0])
        self.assertEqual(len(json.loads(rows[1][0])["in_favour"]), 1)
        bench.dialog("ctrl+shift+e", "Export the report")
        out = self.folder / "report"
        bench.write("export.path", str(out))
        bench.key("Return")
        bench.wait_for(lambda: (out / "report.html").exists() and (out / "report.json").exists(), "the report")
        report = json.loads((out / "report.json").read_text())
        self.assertEqual(report["exhibit"]["name"], SPLICED.name)
        self.assertIn("another history", (out / "report.html").read_text())

    def after(self, bench, begin):
        bench.wait_for(lambda: any(name.startswith(begin) for name in bench.items()), f"items {begin}*")
        return [name for name in bench.items() if name.startswith(begin)]

    def test_a_worker_killed_while_it_plays_is_told_and_replaced(self):
        bench = self.opened(CLIP)
        bench.wait_state("frames", lambda number: int(number) > 20)
        bench.key("space")
        bench.wait_state("playing", 1)
        bench.wait_for(lambda: bench.workers(), "a worker")
        for worker in bench.workers():
            os.kill(worker, signal.SIGKILL)
        bench.wait_state("exhibit.state", "error")
        self.assertTrue(bench.alive())
        bench.wait_item("menu.file")
        bench.dialog("ctrl+k", "Find a command", "palette.query")
        bench.type("restart")
        bench.key("Return")
        bench.wait_state("exhibit.state", "open")
        bench.key("End")
        bench.wait_state("frame", lambda number: int(number) > 20)
        self.picture_is_there(bench)

    def test_the_structure_is_tied_to_the_bytes(self):
        bench = self.opened(STILL)
        bench.click("bottom.structure")
        bench.wait_for(lambda: any(name.startswith("structure.row.") for name in bench.items()), "the tree")
        row = next(name for name in bench.items() if name.startswith("structure.row.DQT"))
        before = bench.shot("structure.hex")
        bench.click(row, 0.2)
        bench.wait_for(lambda: bench.shot("structure.hex").difference(before) > 0.001, "the chosen bytes")

    def test_nothing_is_redrawn_while_nothing_happens(self):
        bench = self.opened(STILL)
        bench.wait_state("jobs", 0)
        # Thumbnails and scopes may still be on their way.
        bench.quiet()
        quiet = bench.redraws()
        bench.quiet(3)
        self.assertEqual(bench.redraws(), quiet)

    def test_a_command_is_found_by_name_and_blurs_the_picture(self):
        bench = self.opened(SPLICED)
        plain = bench.shot("picture")
        bench.dialog("ctrl+k", "Find a command", "palette.query")
        bench.type("blur")
        bench.key("Return")
        bench.wait_state("display", "blurred")
        self.assertGreater(bench.shot("picture").difference(plain), 0.1)
        bench.click("canvas.unblur")
        bench.wait_state("display", "as decoded")
        bench.point_at(*bench.place("status"))
        bench.wait_for(lambda: bench.shot("picture").difference(plain) < 0.01, "the picture as it was")

    def test_a_table_is_sorted_filtered_and_saved(self):
        bench = self.opened(STILL)
        bench.click("bottom.metadata")
        bench.wait_state("metadata.rows", lambda number: int(number or 0) > 10)
        rows = int(bench.state("metadata.rows"))
        bench.click("metadata.heading.Key")
        bench.click("metadata.heading.Key")
        bench.write("metadata.filter", "image")
        bench.wait_state("metadata.rows", lambda number: 0 < int(number) < rows)
        shown = int(bench.state("metadata.rows"))
        bench.click("metadata.save")
        bench.wait_state("dialog", "Save table")
        target = self.folder / "metadata.csv"
        bench.write("save.path", str(target))
        bench.key("Return")
        bench.wait_for(target.exists, "the table")
        with open(target, newline="") as file:
            keys = [row["Key"] for row in csv.DictReader(file)]
        self.assertEqual(len(keys), shown)
        self.assertEqual(keys, sorted(keys, key=str.lower, reverse=True))

    def test_both_frames_of_a_comparison_are_saved(self):
        bench = self.opened(CLIP)
        bench.write("timeline.goto", "20")
        bench.key("Return")
        bench.wait_state("frame", 20)
        bench.key("w")
        bench.wait_state("compare", "wipe")
        bench.wait_state("picture", "full")
        bench.dialog("f", "Save both frames as pictures", "export.path")
        bench.write("export.path", str(self.folder / "seen.png"))
        bench.key("Return")
        for side in ("left", "right"):
            bench.wait_for((self.folder / f"seen-{side}.png").exists, f"the {side} picture")

    def test_a_method_page_shows_what_this_build_found(self):
        bench = self.start()
        bench.write("passes.search", "ELA")
        bench.click("pass.jpeg.ela")
        bench.click("right.method")
        bench.wait_state("method", "jpeg.ela")
        made = PROGRAM.parent.parent / "share" / "spoor" / "examples" / "jpeg.ela"
        if not made.exists():
            self.skipTest("this build was made without examples")
        bench.wait_state("method.examples", 2)
        for _ in range(40):
            if bench.items().get("method.hit.figure", (0, 1 << 15))[1] < bench.place("right.method", 0, 1)[1] + 400:
                break
            bench.wheel("right.area", -5)
        figure = bench.shot("method.hit.figure")
        self.assertGreater(figure.spread(), 12)

    def test_a_batch_beside_it_does_not_stop_it(self):
        bench = self.opened(CLIP)
        batch = subprocess.Popen([WORKER, "batch", *sorted(SAMPLES.glob("*.mp4")), "--out", self.folder / "batch"],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for _ in range(5):
                bench.key("Right")
            bench.wait_state("frame", 5)
            bench.drag(bench.place("timeline", 0.1, 0.6), bench.place("timeline", 0.75, 0.6))
            bench.wait_state("picture", "full")
            bench.write("passes.search", "timing")
            bench.click("pass.video.timing")
            bench.click("passes.run")
            bench.wait_state("results", 1)
            self.assertEqual(batch.wait(timeout=300), 0)
        finally:
            batch.kill()
            batch.wait()
        with open(self.folder / "batch" / "report.html") as report:
            self.assertIn(CLIP.name, report.read())

    def test_an_analyst_finds_marks_and_reports_what_was_pasted(self):
        """The whole way, by what the window itself offers: nothing here needs a manual."""
        with open(SAMPLES / "manifest.json") as manifest:
            sample = next(one for one in json.load(manifest)["samples"] if one["file"] == CLIP.name)
        edit = next(stage for stage in sample["stages"] if stage["stage"] == "edit")
        (left, top), (right, bottom) = edit["region"][0], edit["region"][2]
        first, last = edit["frames"]
        bench = self.start()
        bench.click("canvas.open")
        bench.wait_state("dialog", "Open files or a case")
        bench.wait_state("typing", "open.path")
        bench.type(str(CLIP))
        bench.key("Return")
        bench.wait_state("exhibit.state", "open")
        bench.wait_state("frames", sample["frames"])
        self.picture_is_there(bench)

        # A frame against the first one, made visible: noise differs everywhere but where the first was put in again.
        bench.write("timeline.goto", "30")
        bench.key("Return")
        bench.wait_state("frame", 30)
        bench.click("compare")
        bench.click("compare.difference")
        bench.click("compare.gain", 0.9)
        bench.click("compare.settings")
        bench.write("compare.frame", "0")
        bench.key("Return")
        bench.key("Escape")
        bench.point_at(*bench.place("status"))
        inside, below = (left + 20, top + 20, right - 20, bottom - 20), (left + 20, bottom + 20, right - 20, 530)
        bench.wait_for(lambda: self.level(bench, *below) > 4 * self.level(bench, *inside) + 20, "the quiet rectangle")

        # Where it begins and where it ends in time: before and after, the rectangle is as loud as the rest.
        def quiet_at(frame):
            bench.write("timeline.goto", str(frame))
            bench.key("Return")
            bench.wait_state("frame", frame)
            bench.wait_state("picture", "full")
            bench.point_at(*bench.place("status"))
            bench.quiet(0.1)
            return self.level(bench, *below) > 2 * self.level(bench, *inside) + 10

        self.assertFalse(quiet_at(last + 20))
        self.assertTrue(quiet_at(last - 2))
        bench.write("timeline.goto", str(first))
        bench.key("Return")
        bench.wait_state("frame", first)
        bench.click("loop.in")
        bench.write("timeline.goto", str(last))
        bench.key("Return")
        bench.wait_state("frame", last)
        bench.click("loop.out")

        # Marked over these frames.
        bench.click("tool.span")
        bench.click("tool.span.in to out")
        bench.click("bottom.marks")
        bench.click("tool.rectangle")
        bench.drag(self.on_picture(bench, left, top), self.on_picture(bench, right, bottom))
        bench.wait_state("marks", 1)
        self.wait_marks(bench, 1)
        mark = self.marks(bench)[0]
        (x0, y0), (x1, y1) = mark["points"]
        common = max(0, min(x1, right) - max(x0, left)) * max(0, min(y1, bottom) - max(y0, top))
        whole = (x1 - x0) * (y1 - y0) + (right - left) * (bottom - top) - common
        self.assertGreater(common / whole, 0.9)
        self.assertEqual((mark["first_frame"], mark["last_frame"]), (first, last))

        # Asked, answered, reported.
        bench.click("right.findings")
        bench.write("findings.question", "Was a part of the picture covered?")
        bench.key("Return")
        bench.click("question.q1.answer")
        bench.wait_state("findings", 1)
        bench.write("finding.f1.answer", "A rectangle repeats the first frame while all around it goes on.")
        bench.click("finding.f1.concern")
        bench.click("finding.f1.regions")
        bench.click(f"finding.f1.region.{mark['id']}")
        bench.key("Escape")
        bench.wait_saved("SELECT document FROM finding", lambda rows: len(rows) == 1 and mark["id"] in rows[0][0],
                         "the finding with its mark")
        bench.click("findings.export")
        bench.wait_state("dialog", "Export the report")
        out = self.folder / "report"
        bench.write("export.path", str(out))
        bench.key("Return")
        bench.wait_for(lambda: (out / "report.html").exists() and (out / "report.json").exists(), "the report")
        report = json.loads((out / "report.json").read_text())
        self.assertEqual(report["exhibit"]["name"], CLIP.name)
        self.assertIn("repeats the first frame", (out / "report.html").read_text())
        self.assertIn(mark["id"], (out / "report.json").read_text())


if __name__ == "__main__":
    missing = missing_tools()
    if "Xvfb" in missing:
        print("skipped: there is no Xvfb here")
        sys.exit(77)
    if missing:
        sys.exit("missing: " + " ".join(missing))
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
