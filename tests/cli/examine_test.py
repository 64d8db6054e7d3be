#!/usr/bin/env python3
"""inspect, frames and run on good files and hostile ones.

usage: examine_test.py SPOOR SOURCE_TREE [unittest arguments]
"""
import os
import shutil
import struct
import subprocess
import sys
import unittest
import zlib

from program import SPOOR, TREE, Case, make, some_pass, spoor, text

PASS = some_pass()


class Inspect(Case):
    def test_tells_what_a_still_is(self):
        out = self.check(spoor("inspect", self.inputs.small), 0)
        for word in ["96x64", "JPEG structure", "SOI", "Anomalies"]:
            self.assertIn(word, out)

    def test_tells_what_a_clip_is(self):
        document = self.json_of(spoor("inspect", self.inputs.known, "--json"))
        self.assertEqual(document["media"]["video"][0]["width"], 192)
        self.assertIsNone(document["jpeg"])
        self.assertEqual(document["packets"]["packets"], 30)
        self.assertEqual(document["container"]["format"], "isobmff")
        self.assertIn("ftyp", [node["type"] for node in document["container"]["nodes"]])

    def test_shows_the_tree_when_asked(self):
        self.assertNotIn("vmhd", self.check(spoor("inspect", self.inputs.known), 0))
        self.assertIn("vmhd", self.check(spoor("inspect", self.inputs.known, "--tree"), 0))

    def test_names_its_clocks(self):
        document = self.json_of(spoor("inspect", self.inputs.known, "--json"))
        for each in document["metadata"]["times"]:
            self.assertIn(each["clock"], ["utc", "local", "local_with_offset", "unknown"])


class Frames(Case):
    def test_lists_every_frame_once(self):
        lines = self.check(spoor("frames", self.inputs.known), 0).splitlines()
        head = lines[0].split("\t")
        rows = [dict(zip(head, line.split("\t"))) for line in lines[1:]]
        self.assertEqual([int(row["frame"]) for row in rows], list(range(30)))
        self.assertEqual(rows[0]["key"], "1")
        self.assertEqual(len({row["sha256"] for row in rows}), 30)

    def test_groups_equal_frames(self):
        clip = self.folder / "still.mkv"
        make(clip, "-f", "lavfi", "-i", "color=gray:size=64x64:rate=5:duration=1", "-c:v", "ffv1")
        frames = self.json_of(spoor("frames", clip, "--json"))["frames"]
        self.assertEqual(len(frames), 5)
        self.assertEqual({frame["equal_group"] for frame in frames}, {1})

    def test_framemd5_is_that_of_ffmpeg(self):
        for source in [self.inputs.known, self.inputs.clip]:
            done = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", str(source), "-map", "0:v:0", "-fps_mode",
                                   "passthrough", "-enc_time_base", "-1", "-f", "framemd5", "-"], capture_output=True, check=True)
            self.assertEqual(self.lines(self.check(spoor("frames", source, "--framemd5"), 0)),
                             self.lines(text(done.stdout)))

    @staticmethod
    def lines(table):
        return [[field.strip() for field in line.split(",")] for line in table.splitlines() if line[0] != "#"]

    def test_a_reader_that_goes_away_is_an_error_of_writing(self):
        done = subprocess.run(["bash", "-c", f"'{SPOOR}' frames '{self.inputs.known}' | head -n 1; "
                               "exit ${PIPESTATUS[0]}"], capture_output=True)
        self.assertIn(done.returncode, [0, 1])


class Run(Case):
    def test_runs_passes_over_files(self):
        document = self.json_of(spoor("run", PASS, self.inputs.still, self.inputs.small, "--json"))
        self.assertEqual(len(document["files"]), 2)
        for file in document["files"]:
            result = [r for r in file["results"] if r["pass"] == PASS][0]
            self.assertRegex(result["provenance"]["key"], "^[0-9a-f]{64}$")
        self.assertIn(PASS, self.check(spoor("run", PASS, self.inputs.still), 0))

    def test_runs_a_profile(self):
        results = self.json_of(spoor("run", "--profile", "full", self.inputs.small, "--json"))["files"][0]["results"]
        listed = self.json_of(spoor("passes", "--json"))["passes"]
        self.assertEqual([r["pass"] for r in results], [p["id"] for p in listed])
        for result in results:
            self.assertIn(result["state"], ["done", "not_applicable", "unavailable"], result["error"])

    def test_a_parameter_reaches_the_request(self):
        fields = [(each["id"], field) for each in self.json_of(spoor("passes", "--json"))["passes"]
                  for field in each["params"] if type(field["default"]) is int]
        self.assertTrue(fields, "no pass has a whole number among its parameters")
        name, field = fields[0]
        value = int(field["low"] if field["default"] == field["high"] else field["high"])
        document = self.json_of(spoor("run", name, self.inputs.small, "--set", f"{name}.{field['id']}={value}", "--json"))
        request = dict([r for r in document["files"][0]["results"] if r["pass"] == name][0]["provenance"]["request"])
        self.assertEqual(request[f"param.{field['id']}"], str(value))
        self.check(spoor("run", name, self.inputs.small, "--set", f"{field['id']}={int(field['high']) + 1}"), 2)

    def test_an_absent_uncertainty_is_told(self):
        claim = "50.48N 35.67E 2023-05-22T10:30+03:00"
        done = spoor("run", PASS, self.inputs.still, "--claim", claim, "--json")
        self.assertEqual(self.json_of(done)["claim"]["place"], {"latitude_deg": 50.48, "longitude_deg": 35.67})
        self.assertIn("taken as exact", text(done.stderr))
        interval = "50.48N 35.67E~500m 2023-05-22T10:30+03:00/2023-05-22T11:00+03:00"
        self.assertNotIn("exact", text(spoor("run", PASS, self.inputs.still, "--claim", interval).stderr))

    def test_the_same_question_has_the_same_key_and_answer(self):
        one, four = (self.json_of(spoor("run", "--profile", "full", self.inputs.small, "--json", "--threads", threads))
                     for threads in [1, 4])
        for a, b in zip(one["files"][0]["results"], four["files"][0]["results"]):
            self.assertEqual(a["provenance"]["key"], b["provenance"]["key"])
            self.assertEqual(a["output"], b["output"], a["pass"])

    def test_a_concern_gives_3_only_when_asked(self):
        spliced = TREE / "samples" / "still_spliced.jpg"
        if not spliced.exists():
            self.skipTest("no sample that might raise a concern")
        document = self.json_of(spoor("run", "--profile", "full", spliced, "--json"))
        concern = any(r["bearing"] == "concern" for r in document["files"][0]["results"])
        self.check(spoor("run", "--profile", "full", spliced, "--fail-on", "concern"), 3 if concern else 0)

    def test_an_unreadable_file_outranks_a_concern(self):
        self.check(spoor("run", "--profile", "full", self.inputs.small, self.folder / "none", "--fail-on", "concern"), 1)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width, height):
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


class Hostile(Case):
    def refused(self, path, word=""):
        for command in [["inspect", path], ["frames", path], ["run", "--profile", "full", path]]:
            done = spoor(*command)
            self.check(done, 1)
            lines = text(done.stderr).splitlines()
            self.assertTrue(lines and all(line.startswith("spoor: ") for line in lines), lines)
            self.assertIn(word, text(done.stderr))

    def test_what_is_no_file(self):
        self.refused(self.folder / "missing.jpg", "no such file")
        self.refused(self.folder, "directory")
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        self.refused(pipe, "not a regular file")
        self.refused("/dev/zero", "not a regular file")

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_what_may_not_be_read(self):
        path = self.folder / "secret.jpg"
        shutil.copy(self.inputs.small, path)
        path.chmod(0)
        self.refused(path, "cannot be opened")

    def test_what_is_no_medium(self):
        for name, content in [("empty.jpg", b""), ("words.mp4", b"This is no film.\n" * 20),
                              ("zeros.png", bytes(5000)), ("noise.jpg", bytes(i * 7919 % 251 for i in range(3000)))]:
            path = self.folder / name
            path.write_bytes(content)
            with self.subTest(name):
                self.refused(path, name)

    def test_a_huge_picture_in_200_bytes_is_refused(self):
        path = self.folder / "huge.png"
        path.write_bytes(png_header(60000, 60000) + bytes(140))
        self.refused(path, "huge.png")

    def test_truncated_and_corrupt_media_end_in_an_answer(self):
        for source in [self.inputs.small, self.inputs.known]:
            whole = source.read_bytes()
            middle = len(whole) // 2
            spoilt = whole[:middle] + bytes(b ^ 0xFF for b in whole[middle:middle + 400]) + whole[middle + 400:]
            for name, content in [("half", whole[:middle]), ("spoilt", spoilt)]:
                path = self.folder / (name + source.suffix)
                path.write_bytes(content)
                for command in [["inspect", path, "--json"], ["frames", path], ["run", "--profile", "full", path]]:
                    done = spoor(*command)
                    self.assertIn(done.returncode, [0, 1], (command, text(done.stderr)))
                    if done.returncode == 1:
                        self.assertIn(path.name, text(done.stderr))

    def test_a_picture_that_cannot_be_decoded_is_one_sentence(self):
        path = self.folder / "hollow.png"
        path.write_bytes(png_header(64, 64) + chunk(b"IDAT", b"no samples") + chunk(b"IEND", b""))
        self.check(spoor("inspect", path), 0)
        for command in [["run", "--profile", "triage", path], ["batch", path, "--out", self.folder / "out"]]:
            done = spoor(*command)
            self.assertEqual(done.returncode, 1)
            told = [line for line in text(done.stderr).splitlines() if "cannot be decoded" in line]
            self.assertEqual(len(told), 1, text(done.stderr))
            self.assertIn("passes have no result", told[0])

    def test_names_that_would_spoil_a_terminal(self):
        for name in [b"-x.jpg", b"new\nline.jpg", b"bad\xff\xfe.jpg", b"esc\x1b[31m.jpg", "Взрыв 爆.jpg".encode()]:
            path = os.path.join(os.fsencode(self.folder), name)
            shutil.copy(self.inputs.small, path)
            out = self.check(spoor("inspect", "--", os.fsdecode(path)), 0)
            self.assertNotIn("\x1b", out)
            self.assertEqual(out.splitlines()[1].split()[1], "bytes,", "the name stands on one line")
            document = self.json_of(spoor("inspect", "--json", "--", os.fsdecode(path)))
            self.assertEqual(document["media"]["video"][0]["width"], 96)
        self.check(spoor("inspect", "--", "-x.jpg", cwd=self.folder), 0)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
