#!/usr/bin/env python3
"""What the program makes of answers that no shipped pass gives: run, batch and report of a program with passes of the
test's own (tests/cli/test_program_main.cpp).

usage: answers_test.py TEST_PROGRAM SOURCE_TREE [unittest arguments]
"""
import json
import os
import shutil
import sys
import unittest

from program import Case, make, spoor, test_picture, text


class ExitStatus(Case):
    def run_pass(self, passes, *more):
        return spoor("run", passes, self.inputs.small, *more)

    def batch(self, passes, *more):
        return spoor("batch", self.inputs.small, "--pass", passes, "--out", self.folder / "out", *more)

    def test_a_concern_is_3_where_asked_for_and_a_failure_outranks_it(self):
        for command in self.run_pass, self.batch:
            for passes, asked, not_asked in [("test.concern", 3, 0), ("test.concern,test.neutral", 3, 0),
                                             ("test.neutral", 0, 0), ("test.failure", 1, 1),
                                             ("test.concern,test.failure", 1, 1)]:
                with self.subTest(command=command.__name__, passes=passes):
                    self.check(command(passes, "--fail-on", "concern"), asked)
                    self.check(command(passes), not_asked)

    def test_a_concern_taken_from_the_case_counts_as_one(self):
        self.check(self.batch("test.concern", "--fail-on", "concern"), 3)
        done = self.batch("test.concern", "--fail-on", "concern", "--json")
        self.assertEqual(self.json_of(done, 3)["files"][0]["reused"], 1)

    def test_a_concern_of_one_file_and_an_unreadable_other_are_1(self):
        done = spoor("run", "test.concern", self.inputs.small, self.folder / "none.jpg", "--fail-on", "concern")
        self.check(done, 1)

    def test_a_concern_reaches_the_report_with_its_figure(self):
        self.check(self.batch("test.concern,test.neutral"), 0)
        report = json.loads((self.folder / "out" / "report.json").read_text())
        self.assertEqual({r["pass"]: r["bearing"] for r in report["results"]},
                         {"test.concern": "concern", "test.neutral": "neutral"})
        self.assertEqual(report["concern_bound"]["upper_bound"], 0.05)


class Counted(Case):
    def report(self, passes):
        self.check(spoor("batch", self.inputs.known, "--pass", passes, "--out", self.folder), 0)
        html = (self.folder / "report.html").read_text()
        return json.loads((self.folder / "report.json").read_text())["exhibit"], html

    def test_a_sweep_over_all_of_a_clip_counts_its_frames(self):
        exhibit, html = self.report("test.count")
        self.assertEqual(exhibit["frames_decoded"], 30)
        self.assertEqual(exhibit["media"]["decoding"],
                         {"frames": 30, "complete": True, "concealed": 0, "random": True, "reason": ""})
        self.assertIn(f"30, counted by decoding all of the stream with {exhibit['media']['decoder']}", html)

    def test_without_one_the_report_says_why_they_are_not_counted(self):
        exhibit, html = self.report("test.neutral")
        self.assertIsNone(exhibit["frames_decoded"])
        self.assertNotIn("decoding", exhibit["media"])
        self.assertIn("not counted: no method of this examination decoded the clip to its end", html)


class Verified(Case):
    def verify(self, shift, status, *more):
        environment = dict(os.environ, SPOOR_TEST_SHIFT=str(shift))
        done = spoor("verify", self.folder / "report.json", "--in", self.inputs.small, "--json", *more, env=environment)
        result, = self.json_of(done, status)["results"]
        return result["answer"], [d["where"] for d in result["differences"]]

    def test_maps_and_curves_may_move_within_their_tolerance(self):
        self.check(spoor("batch", self.inputs.small, "--pass", "test.map", "--out", self.folder), 0)
        self.assertEqual(self.verify(0, 0), ("identical", []))
        moved = ["map field (frame 0): field, by all cells", "curve trace, trace a: y of point 1, which differs most"]
        self.assertEqual(self.verify(0.005, 0), ("within_tolerance", moved))
        self.assertEqual(self.verify(0.02, 3), ("differs", moved))

    def test_without_the_case_only_digests_can_be_compared(self):
        self.check(spoor("batch", self.inputs.small, "--pass", "test.map", "--out", self.folder), 0)
        elsewhere = self.folder / "elsewhere.spoor"
        (self.folder / "case.spoor").rename(elsewhere)
        self.assertEqual(self.verify(0, 0), ("identical", []))
        answer, where = self.verify(0.005, 3)
        self.assertEqual(answer, "differs")
        self.assertIn("map field (frame 0): digest of the field, whose recorded values are not at hand", where)
        self.assertEqual(self.verify(0.005, 0, "--case", elsewhere)[0], "within_tolerance")
        self.check(spoor("verify", self.folder / "report.json", "--in", self.inputs.small, "--case",
                         self.inputs.small), 1)


class Shares(Case):
    def test_shares_of_a_batch_are_put_together(self):
        media = self.folder / "media"
        media.mkdir()
        for number in range(8):
            make(media / f"{number}.jpg", *test_picture(f"{96 + 8 * number}x64", "rate=1"), "-frames:v", "1")
        shutil.copy(media / "0.jpg", media / "copy.jpg")
        (media / "notes.txt").write_text("no medium")
        cases, seen = [], []
        for share in 1, 2, 3:
            out = self.folder / f"share{share}"
            done = spoor("batch", media, "--pass", "test.concern", "--out", out, "--shard", f"{share}/3", "--json")
            seen += [f["path"] for f in self.json_of(done)["files"]]
            cases.append(out / "case.spoor")
        self.assertEqual(len(seen), 10)
        self.assertEqual(len(set(seen)), 10, "each file falls to one share")
        together = self.folder / "together"
        self.check(spoor("report", *cases, "--out", together), 0)
        report = json.loads((together / "report.json").read_text())
        self.assertEqual(len(report["exhibits"]), 8)
        self.assertEqual([e["id"] for e in report["exhibits"]], list(range(1, 9)))
        self.assertEqual({e["bearings"]["concern"] for e in report["exhibits"]}, {1})
        self.assertEqual(len(report["skipped"]), 2)
        self.assertTrue(report["journal"]["whole"])
        self.assertEqual(report["case"]["file"], "merged.spoor")
        done = spoor("verify", together / "report.json", "--in", media, "--json")
        self.assertEqual({r["answer"] for r in self.json_of(done)["results"]}, {"identical"})
        self.check(spoor("report", *cases, "--out", together), 0)
        self.assertTrue((together / "report-2.json").is_file())
        self.assertTrue((together / "merged-2.spoor").is_file())

    def test_a_share_that_is_none_is_wrong_usage(self):
        for share in "0/3", "4/3", "1", "1/", "/3", "1/3x", "-1/3", "1/0":
            with self.subTest(share=share):
                self.check(spoor("batch", self.inputs.small, "--out", self.folder, "--shard=" + share), 2)

    def test_of_cases_that_cannot_all_be_read_nothing_is_written(self):
        self.check(spoor("batch", self.inputs.small, "--pass", "test.neutral", "--out", self.folder / "one"), 0)
        together = self.folder / "together"
        done = spoor("report", self.folder / "one" / "case.spoor", self.inputs.small, "--out", together)
        self.check(done, 1)
        self.assertIn("small.jpg", text(done.stderr))
        self.assertFalse(together.exists())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
