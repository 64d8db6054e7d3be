#!/usr/bin/env python3
"""What the command line takes and refuses, and the texts made from its definition.

usage: usage_test.py SPOOR SOURCE_TREE [unittest arguments]
"""
import json
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from program import TREE, Case, some_pass, spoor, text

PASS = some_pass()


class Usage(Case):
    def test_help_and_version(self):
        self.assertRegex(self.check(spoor("--version"), 0), r"^spoor \d+\.\d+\.\d+\n$")
        out = self.check(spoor("--help"), 0)
        for command in ["passes", "inspect", "run", "batch", "frames", "case", "report", "verify", "doctor", "completion"]:
            self.assertIn(command, out)
            self.assertIn("--help", self.check(spoor(command, "--help"), 0))
        self.assertNotIn("__worker", out)

    def test_wrong_usage_is_2(self):
        still = self.inputs.still
        for arguments in [[], ["nonsense"], ["run"], ["inspect"], ["inspect", still, "--nonsense"],
                          ["run", "no.such.pass", still], ["run", PASS], ["run", "--profile", "nonsense", still],
                          ["run", PASS, still, "--set", "nonsense=1"], ["run", PASS, still, "--set", "nonsense"],
                          ["run", PASS, still, "--region", "1,2,3"], ["run", PASS, still, "--frames", "9-3"],
                          ["run", PASS, still, "--claim", "2023-05-22T10:30"],
                          ["run", PASS, still, "--claim", "2023-10-29T02:30[Europe/Berlin]"],
                          ["run", PASS, still, "--fail-on", "anything"], ["run", PASS, still, "--input", "role"],
                          ["batch", still], ["passes", "no.such.pass"], ["completion", "cmd"],
                          ["frames", still, "--json", "--framemd5"]]:
            with self.subTest(arguments=arguments):
                done = spoor(*arguments)
                self.assertEqual(self.check(done, 2), "")
                self.assertTrue(text(done.stderr).startswith("spoor: "), done.stderr)

    def test_an_ambiguous_time_names_both_choices(self):
        done = spoor("run", PASS, self.inputs.still, "--claim", "2023-10-29T02:30[Europe/Berlin]")
        self.assertIn("2023-10-29T02:30:00+02:00 or 2023-10-29T02:30:00+01:00", text(done.stderr))

    def test_an_unknown_key_of_a_marks_file_is_named(self):
        marks = self.folder / "marks.json"
        marks.write_text('{"schema": "spoor.marks/1", "regions": [], "grups": []}')
        done = spoor("run", PASS, self.inputs.still, "--marks", marks)
        self.check(done, 2)
        self.assertIn("$.grups", text(done.stderr))


class MadeFromTheDefinition(Case):
    def test_completions_are_scripts_of_their_shells(self):
        for shell in ["bash", "zsh", "fish"]:
            script = self.check(spoor("completion", shell), 0)
            self.assertIn("batch", script)
            self.assertIn(PASS, script)
            if shutil.which(shell):
                subprocess.run([shell, "-n"], input=script.encode(), check=True)

    def test_bash_completes_commands_options_and_passes(self):
        script = self.check(spoor("completion", "bash"), 0)
        for line, index, expected in [(["spoor", "ins"], 1, "inspect"), (["spoor", "run", PASS[:3]], 2, PASS),
                                      (["spoor", "batch", "--j"], 2, "--jobs"),
                                      (["spoor", "batch", "--profile", "tri"], 3, "triage"),
                                      (["spoor", "case", "an"], 2, "annotate"),
                                      (["spoor", "case", "annotate", "--book"], 3, "--bookmark"),
                                      (["spoor", "ca"], 1, "case")]:
            words = " ".join(line)
            done = subprocess.run(["bash", "-c", f"{script}\nCOMP_WORDS=({words}); COMP_CWORD={index}; _spoor; "
                                   'printf "%s\\n" "${COMPREPLY[@]}"'], capture_output=True, check=True)
            self.assertIn(expected, text(done.stdout).split(), words)

    def test_the_manual_page_is_clean_groff(self):
        page = self.check(spoor("__man"), 0)
        for word in ["SYNOPSIS", "\\-\\-fail\\-on", "EXIT STATUS", ".SS verify", ".SS case annotate"]:
            self.assertIn(word, page)
        self.assertNotIn("_worker", page)
        if shutil.which("groff"):
            done = subprocess.run(["groff", "-man", "-Tutf8", "-ww"], input=page.encode(), capture_output=True)
            self.assertEqual(text(done.stderr), "")


class Passes(Case):
    def test_are_listed_by_group(self):
        out = self.check(spoor("passes"), 0)
        self.assertIn(PASS, out)
        self.assertIn("triage", out)

    def test_each_is_shown_with_its_parameters(self):
        listed = self.json_of(spoor("passes", "--json"))["passes"]
        self.assertEqual([p["id"] for p in listed], sorted(p["id"] for p in listed))
        for each in listed:
            out = self.check(spoor("passes", each["id"]), 0)
            self.assertIn(each["question"], out)
            for field in each["params"]:
                self.assertIn(field["id"], out)
        self.assertEqual(len(self.json_of(spoor("passes", PASS, "--json"))["passes"]), 1)


class Examples(Case):
    """Of method pages: made as the build makes them, then shown with the pages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = cls.top / "data"
        cls.made = spoor("__examples", "--samples", TREE / "samples", "--out", cls.data / "examples")
        cls.environment = {**os.environ, "SPOOR_DATA": str(cls.data)}

    def declared(self, **more):
        listed = self.json_of(spoor("passes", "--json", **more))["passes"]
        return [(each["id"], example) for each in listed for example in each["examples"] if not example["none_known"]]

    def test_are_all_made_without_a_word(self):
        self.check(self.made, 0)
        self.assertEqual(text(self.made.stdout) + text(self.made.stderr), "")
        declared = self.declared(env=self.environment)
        self.assertGreaterEqual(len(declared), 10)
        for name, example in declared:
            self.assertTrue(example["built"], name)
            for file in example["files"]:
                self.assertTrue(Path(file).is_file(), file)
            record = json.loads(Path(example["files"][0]).read_text(encoding="utf-8"))
            self.assertEqual(record["statement"], example["statement"])
            self.assertEqual(record["schema"], "spoor.example/1")

    def test_are_told_on_the_page(self):
        for name, example in self.declared(env=self.environment):
            out = self.check(spoor("passes", name, env=self.environment), 0)
            self.assertIn(example["caption"], out)
            self.assertIn(example["statement"], out)
            self.assertNotIn("```", out)

    def test_that_were_not_built_are_no_error(self):
        elsewhere = {**os.environ, "SPOOR_DATA": str(self.folder)}
        for name, example in self.declared(env=elsewhere):
            self.assertFalse(example["built"])
            self.assertIn("did not make its examples", self.check(spoor("passes", name, env=elsewhere), 0))

    def test_are_the_same_when_made_again(self):
        again = self.folder / "again"
        self.check(spoor("__examples", "--samples", TREE / "samples", "--out", again), 0)
        names = sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
        self.assertGreater(len(names), 10)
        for path in names:
            self.assertEqual((again / path).read_bytes(), (self.data / "examples" / path).read_bytes(), path)

    def test_whose_samples_are_missing_are_named(self):
        done = spoor("__examples", "--samples", self.folder, "--out", self.folder / "out")
        self.check(done, 1)
        self.assertIn("jpeg.ela, hit example", text(done.stderr))


class Doctor(Case):
    def test_tells_what_there_is(self):
        document = self.json_of(spoor("doctor", "--json"))
        found = {check["what"]: check["verdict"] for check in document["checks"]}
        self.assertEqual(found["worker process"], "good")
        self.assertIn("time-zone data", found)
        self.assertIn("worker process", self.check(spoor("doctor"), 0))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
