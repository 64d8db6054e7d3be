#!/usr/bin/env python3
"""batch, report and verify: whole examinations, killed, interrupted and continued.

usage: batch_test.py SPOOR SOURCE_TREE [unittest arguments]
"""
import json
import shutil
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

from program import SPOOR, Case, make, spoor, test_picture, text


class Batch(Case):
    def setUp(self):
        super().setUp()
        self.media = self.folder / "media"
        (self.media / "sub").mkdir(parents=True)
        shutil.copy(self.inputs.small, self.media / "a.jpg")
        shutil.copy(self.inputs.known, self.media / "sub" / "b.mp4")
        shutil.copy(self.inputs.small, self.media / "sub" / "copy of a.jpg")
        (self.media / "notes.txt").write_text("no medium")
        self.out = self.folder / "out"

    def batch(self, *more, status=0):
        done = spoor("batch", self.media, "--profile", "full", "--out", self.out, "--json", *more)
        return self.json_of(done, status), text(done.stderr)

    def stopped_batch(self, seen, stop):
        """A batch that is sent `stop` once it has said `seen`; its status and what it said."""
        with open(self.folder / "messages", "w+") as messages:
            process = subprocess.Popen([SPOOR, "batch", self.media, "--profile", "full", "--out", self.out],
                                       stdout=subprocess.DEVNULL, stderr=messages, stdin=subprocess.DEVNULL)
            while process.poll() is None and seen not in Path(messages.name).read_text():
                time.sleep(0.02)
            process.send_signal(stop)
            status = process.wait(300)
        return status, (self.folder / "messages").read_text()


class Examine(Batch):
    def test_examines_a_folder_and_writes_its_report(self):
        document, messages = self.batch("--jobs", "2")
        outcomes = {Path(f["path"]).name: f["outcome"] for f in document["files"]}
        self.assertEqual(outcomes, {"a.jpg": "examined", "notes.txt": "no_medium", "b.mp4": "examined",
                                    "copy of a.jpg": "copy"})
        self.assertTrue((self.out / "report.html").is_file())
        self.assertIn("2 examined, 1 copies of others, 1 no media, 0 not read", messages)
        left = sorted(path.name for path in self.out.iterdir() if path.name.startswith("case."))
        self.assertEqual(left, ["case.spoor"], "a closed case is one file")

    def test_a_second_run_recomputes_nothing_and_keeps_the_older_report(self):
        first, _ = self.batch()
        before = (self.out / "report.html").read_bytes()
        second, messages = self.batch()
        self.assertGreater(sum(f["computed"] for f in first["files"]), 0)
        self.assertEqual(sum(f["computed"] for f in second["files"]), 0)
        self.assertEqual(sum(f["reused"] for f in second["files"]), sum(f["computed"] for f in first["files"]))
        for said in ["0 results computed", "continuing", "older report was left"]:
            self.assertIn(said, messages)
        self.assertEqual((self.out / "report.html").read_bytes(), before)
        self.assertTrue((self.out / "report-2.html").is_file())

    def test_a_named_file_that_is_no_medium_is_an_error(self):
        done = spoor("batch", self.media / "notes.txt", self.media / "a.jpg", "--out", self.out)
        self.check(done, 1)
        self.assertIn("notes.txt: ", text(done.stderr))
        self.assertTrue((self.out / "report.html").is_file())

    def test_what_does_not_exist_is_an_error_and_the_rest_goes_on(self):
        done = spoor("batch", self.media / "missing", self.media / "a.jpg", "--out", self.out, "--json")
        self.assertEqual(self.json_of(done, 1)["files"][0]["outcome"], "examined")

    def test_claims_and_marks_are_given_by_path_or_digest(self):
        listed = self.json_of(spoor("inspect", self.media / "a.jpg", "--json"))
        claims = self.folder / "claims.json"
        claims.write_text(json.dumps({"schema": "spoor.claims/1", "claims": {
            listed["exhibit"]["sha256"]: "50.48N 35.67E 2023-05-22T10:30[Europe/Moscow]"}}))
        marks = self.folder / "marks.json"
        marks.write_text(json.dumps({"schema": "spoor.exhibit-marks/1", "marks": {
            "media/sub/b.mp4": {"schema": "spoor.marks/1", "regions": [
                {"id": "A", "shape": "rectangle", "points": [[1, 2], [30, 40]], "role": "suspicious"}]}}}))
        self.batch("--claims", claims, "--marks", marks)
        reports = [json.loads(path.read_text()) for path in (self.out / "report").glob("*.json")]
        found = {r["exhibit"]["name"]: (r["claim"] is not None, len(r["marks"]["regions"])) for r in reports}
        self.assertEqual(found, {"a.jpg": (True, 0), "b.mp4": (False, 1)})

    def test_a_claim_for_nobody_is_an_error(self):
        claims = self.folder / "claims.json"
        claims.write_text(json.dumps({"schema": "spoor.claims/1", "claims": {"media/none.jpg": "50.48,35.67"}}))
        _, messages = self.batch("--claims", claims, status=1)
        self.assertIn("media/none.jpg", messages)

    def test_two_batches_do_not_share_a_folder(self):
        make(self.media / "0.mp4", *test_picture("640x360", "duration=20"), "-c:v", "libx264", "-preset", "ultrafast")
        with open(self.folder / "messages", "w") as messages:
            process = subprocess.Popen([SPOOR, "batch", self.media, "--profile", "full", "--out", self.out],
                                       stdout=subprocess.DEVNULL, stderr=messages, stdin=subprocess.DEVNULL)
            while process.poll() is None and not (self.out / "case.spoor").exists():
                time.sleep(0.02)
            second = spoor("batch", self.media, "--out", self.out)
            process.send_signal(signal.SIGTERM)
            process.wait(300)
        self.check(second, 1)
        self.assertIn("another batch", text(second.stderr))


class Stopped(Batch):
    def test_a_killed_batch_continues(self):
        for number in range(8):
            make(self.media / f"clip{number}.mp4", *test_picture("320x240", "duration=4"), "-vf",
                 f"hue=h={number * 20}", "-c:v", "libx264")
        self.stopped_batch("[2/", signal.SIGKILL)
        document, messages = self.batch()
        self.assertGreater(sum(f["reused"] for f in document["files"]), 0)
        self.assertIn("continuing", messages)
        self.assertEqual({f["outcome"] for f in document["files"]}, {"examined", "copy", "no_medium"})
        again, _ = self.batch()
        self.assertEqual(sum(f["computed"] for f in again["files"]), 0)

    def test_an_interrupt_ends_it_cleanly_with_130(self):
        make(self.media / "zz.mp4", *test_picture("1280x720", "duration=20"), "-c:v", "libx264", "-preset", "ultrafast")
        status, said = self.stopped_batch("[1/", signal.SIGINT)
        self.assertEqual(status, 130, said)
        self.assertIn("the same command continues", said)
        document, _ = self.batch()
        self.assertGreater(sum(f["reused"] for f in document["files"]), 0)


class Reports(Batch):
    def test_the_report_can_be_written_again(self):
        self.batch()
        again = self.folder / "again"
        listed = self.check(spoor("report", self.out / "case.spoor", "--out", again), 0).splitlines()
        self.assertIn(str(again / "report.html"), listed)

    def test_every_result_is_recomputed_as_recorded(self):
        self.batch()
        done = spoor("verify", self.out / "report.json", "--in", self.media, "--json")
        results = self.json_of(done)["results"]
        self.assertTrue(results)
        for result in results:
            self.assertEqual(result["answer"], "identical", result)

    def test_a_missing_exhibit_and_a_changed_report_are_told(self):
        self.batch()
        empty = self.folder / "empty"
        empty.mkdir()
        self.check(spoor("verify", self.out / "report.json", "--in", empty), 1)
        report = sorted((self.out / "report").glob("*.json"))[0]
        changed = self.folder / "changed.json"
        changed.write_text(report.read_text().replace("a.jpg", "c.jpg"))
        done = spoor("verify", changed, "--in", self.media)
        self.check(done, 1)
        self.assertIn("changed.json", text(done.stderr))

    def test_a_case_that_is_none_is_refused(self):
        self.check(spoor("report", self.inputs.small, "--out", self.out), 1)
        self.check(spoor("report", self.folder / "none.spoor", "--out", self.out), 1)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
