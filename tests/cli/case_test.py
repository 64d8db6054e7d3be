#!/usr/bin/env python3
"""A case made, filled, read and searched by the command line.

usage: case_test.py SPOOR SOURCE_TREE [unittest arguments]
"""
import hashlib
import shutil
import sqlite3
import sys
import unittest

from program import Case, spoor, text


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class CaseFile(Case):
    def setUp(self):
        super().setUp()
        self.case = self.folder / "a case.spoor"
        self.check(spoor("case", "new", self.case, "--title", "Bridge at noon", "--examiner", "Å. Analyst",
                         "--author", "tester"), 0)

    def add(self, *files, status=0):
        return self.check(spoor("case", "add", self.case, *files), status)

    def show(self, *exhibit):
        return self.json_of(spoor("case", "show", self.case, *exhibit, "--json"))

    def find(self, wanted):
        return self.json_of(spoor("case", "find", self.case, wanted, "--json"))["hits"]

    def test_an_existing_file_is_not_overwritten(self):
        before = self.case.read_bytes()
        done = spoor("case", "new", self.case)
        self.assertEqual(self.check(done, 1), "")
        self.assertTrue(text(done.stderr).startswith("spoor: "))
        self.assertEqual(self.case.read_bytes(), before)

    def test_one_closed_file_is_left(self):
        self.add(self.inputs.small)
        self.assertEqual([p.name for p in self.folder.iterdir()], [self.case.name])
        with sqlite3.connect(f"file:{self.case}?mode=ro", uri=True) as case:
            self.assertEqual(case.execute("pragma integrity_check").fetchone()[0], "ok")

    def test_exhibits_are_added_with_their_digests_and_not_twice(self):
        out = self.add(self.inputs.small, self.inputs.known)
        rows = [line.split("\t") for line in out.splitlines()]
        self.assertEqual([row[0] for row in rows], ["1", "2"])
        self.assertEqual([row[1] for row in rows], [sha256(self.inputs.small), sha256(self.inputs.known)])
        self.assertTrue(self.add(self.inputs.small).startswith("1\t"))
        listed = self.json_of(spoor("case", "list", self.case, "--json"))
        self.assertEqual(listed["schema"], "spoor.case-list/1")
        self.assertEqual([e["exhibit"]["name"] for e in listed["exhibits"]], ["small.jpg", "known.mp4"])
        self.assertIn("known.mp4", self.check(spoor("case", "list", self.case), 0))
        self.assertEqual(self.show("2")["exhibits"][0]["media"]["kind"], "clip")

    def test_what_cannot_be_read_is_told_and_the_rest_is_added(self):
        broken = self.folder / "broken.jpg"
        broken.write_bytes(b"\xff\xd8\xff no picture")
        done = spoor("case", "add", self.case, self.folder / "missing.jpg", broken, self.inputs.small)
        self.check(done, 1)
        self.assertIn("missing.jpg", text(done.stderr))
        listed = self.json_of(spoor("case", "list", self.case, "--json"))["exhibits"]
        self.assertEqual([e["exhibit"]["name"] for e in listed], ["broken.jpg", "small.jpg"])
        self.assertIsNotNone(listed[0]["error"])
        self.assertIsNone(listed[1]["error"])

    def test_the_source_of_a_file_is_kept(self):
        self.check(spoor("case", "add", self.case, self.inputs.small, "--from", "a neighbour", "--link",
                         "https://example.org/x", "--custody", "on a stick"), 0)
        self.assertEqual(self.show("1")["exhibits"][0]["exhibit"]["source"]["acquired_from"], "a neighbour")
        self.assertIn("a neighbour", self.check(spoor("case", "show", self.case, "1"), 0))

    def test_marks_claim_bookmarks_and_remarks_are_written(self):
        self.add(self.inputs.known)
        marks = self.folder / "marks.json"
        marks.write_text('{"schema": "spoor.marks/1", "regions": [{"id": "pole", "shape": "line", "role": "pole", '
                         '"points": [[5, 5], [5, 40]], "label": "Lamp post"}]}')
        self.check(spoor("case", "annotate", self.case, "known.mp4", "--region", "10,20,30,40@2-9:vehicle",
                         "--label", "lorry", "--marks", marks, "--claim", "50.48N 35.67E 2023-05-22T10:30+03:00",
                         "--bookmark", "12:the flash", "--bookmark", "3", "--note", "seen on two channels",
                         "--author", "tester"), 0)
        found = self.show("1")["exhibits"][0]
        regions = {r["id"]: r for r in found["marks"]["regions"]}
        self.assertEqual(regions["10,20,30,40@2-9:vehicle"]["label"], "lorry")
        self.assertEqual(regions["10,20,30,40@2-9:vehicle"]["points"], [[10, 20], [40, 60]])
        self.assertEqual(regions["pole"]["label"], "Lamp post")
        self.assertEqual(found["claim"]["place"]["latitude_deg"], 50.48)
        self.assertEqual([(b["frame"], b["note"]) for b in found["bookmarks"]], [(3, ""), (12, "the flash")])
        # A second time: the same rectangle is a further mark, the file's mark and the frame's note are replaced.
        marks.write_text(marks.read_text().replace("Lamp post", "Mast"))
        out = self.check(spoor("case", "annotate", self.case, "1", "--region", "10,20,30,40@2-9:vehicle", "--marks",
                               marks, "--bookmark", "12:no flash"), 0)
        self.assertEqual(out, "mark 10,20,30,40@2-9:vehicle (2)\n")
        found = self.show("1")["exhibits"][0]
        self.assertEqual(len(found["marks"]["regions"]), 3)
        self.assertIn("Mast", [r.get("label") for r in found["marks"]["regions"]])
        self.assertEqual(found["bookmarks"][1]["note"], "no flash")
        shown = self.check(spoor("case", "show", self.case), 0)
        for word in ["Bridge at noon", "Å. Analyst", "known.mp4", "lorry", "no flash", "50.48", "Journal: "]:
            self.assertIn(word, shown)
        self.check(spoor("report", self.case, "--out", self.folder / "report"), 0)

    def test_text_is_found_wherever_it_stands_whatever_its_case_and_accents(self):
        self.add(self.inputs.known, self.inputs.small)
        self.check(spoor("case", "annotate", self.case, "1", "--region", "1,1,5,5", "--label", "Fenêtre ouverte",
                         "--bookmark", "4:the FENETRE opens", "--note", "la fenetre again"), 0)
        hits = self.find("fenÊtre")
        self.assertEqual([(h["exhibit"], h["what"].split()[0]) for h in hits],
                         [(1, "mark"), (1, "bookmark"), (1, "remark")])
        self.assertEqual([h["exhibit"] for h in self.find("small.jpg") if h["what"] == "name"], [2])
        self.assertEqual([h["what"] for h in self.find("bridge")], ["case"])
        self.assertEqual(self.find("nothing like it"), [])
        done = spoor("case", "find", self.case, "nothing like it")
        self.assertEqual(self.check(done, 0), "")
        self.assertIn("nothing", text(done.stderr))
        self.assertIn("exhibit 1", self.check(spoor("case", "find", self.case, "OPENS"), 0))

    def test_what_a_batch_wrote_is_read_and_added_to(self):
        out = self.folder / "out"
        self.check(spoor("batch", self.inputs.still, "--out", out, "--profile", "triage"), 0)
        case = out / "case.spoor"
        found = self.json_of(spoor("case", "show", case, "1", "--json"))["exhibits"][0]
        self.assertGreater(len(found["results"]), 2)
        statements = [o["statement"] for r in found["results"] for o in r.get("observations", [])]
        self.assertTrue(statements)
        hits = self.json_of(spoor("case", "find", case, statements[0].upper(), "--json"))["hits"]
        self.assertTrue(any(h["what"].startswith("observation ") and h["text"] == statements[0] for h in hits))
        self.check(spoor("case", "annotate", case, "1", "--region", "1,1,9,9"), 0)
        self.assertEqual(len(self.json_of(spoor("case", "show", case, "1", "--json"))["exhibits"][0]["results"]),
                         len(found["results"]))

    def test_exhibits_are_named_by_number_name_and_digest(self):
        twin = self.folder / "twin" / "small.jpg"
        twin.parent.mkdir()
        shutil.copyfile(self.inputs.still, twin)
        self.add(self.inputs.small, twin, self.inputs.known)
        digest = sha256(self.inputs.known)
        for name in ["3", "known.mp4", digest, digest[:8], self.inputs.known]:
            self.assertEqual(self.show(name)["exhibits"][0]["id"], 3, name)
        for name in ["small.jpg", "9", "nonsense", digest[:3]]:
            done = spoor("case", "show", self.case, name)
            self.check(done, 2)
            self.assertTrue(text(done.stderr).startswith("spoor: "))

    def test_wrong_usage_is_2_and_leaves_the_case_alone(self):
        self.add(self.inputs.small)
        before = self.case.read_bytes()
        for arguments in [[], ["nonsense"], ["new"], ["add", self.case], ["show"], ["find", self.case],
                          ["find", self.case, ""], ["annotate", self.case], ["annotate", self.case, "1"],
                          ["annotate", self.case, "1", "--region", "1,2"],
                          ["annotate", self.case, "1", "--bookmark", "x"],
                          ["annotate", self.case, "1", "--bookmark", "-3:no"],
                          ["annotate", self.case, "1", "--claim", "2023-05-22T10:30"],
                          ["annotate", self.case, "1", "--marks", self.inputs.small],
                          ["annotate", self.case, "7", "--note", "x"]]:
            with self.subTest(arguments=arguments):
                done = spoor("case", *arguments)
                self.assertEqual(self.check(done, 2), "")
                self.assertTrue(text(done.stderr).startswith("spoor: "), done.stderr)
        self.assertEqual(self.case.read_bytes(), before)

    def test_what_is_no_case_is_named(self):
        for path in [self.inputs.small, self.folder / "missing.spoor"]:
            for arguments in [["list"], ["show"], ["add"], ["find"]]:
                more = {"add": [self.inputs.small], "find": ["x"]}.get(arguments[0], [])
                done = spoor("case", *arguments, path, *more)
                self.check(done, 1)
                self.assertIn(path.name, text(done.stderr))

    def test_reading_changes_nothing(self):
        self.add(self.inputs.small)
        before = self.case.read_bytes()
        for arguments in [["list"], ["show"], ["show", "1"], ["find", "small"]]:
            self.check(spoor("case", arguments[0], self.case, *arguments[1:]), 0)
        self.assertEqual(self.case.read_bytes(), before)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
