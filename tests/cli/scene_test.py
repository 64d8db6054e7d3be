#!/usr/bin/env python3
"""Marks of a known scene through the command line: where the sun stood, whether the shadows agree with each other and
with the claim.

usage: scene_test.py PROGRAM SOURCE_TREE [unittest arguments]
"""
import json
import math
import sys
import unittest

from program import Case, make, spoor, text

CLAIM = "50.48N 35.67E~1km 2023-05-22T10:00+03:00"
SUN = (120.576, 47.339)  # azimuth and elevation with refraction, by another ephemeris
WIDTH, HEIGHT, FOCAL = 1936, 1296, 1500
HEADING, PITCH, CAMERA_M = 200.0, -12.0, 4.0


def seen(east, north, up):
    """Where a camera of that height, heading and pitch sees a point of the scene."""
    h, p = math.radians(HEADING), math.radians(PITCH)
    ahead = (math.sin(h) * math.cos(p), math.cos(h) * math.cos(p), math.sin(p))
    right = (math.cos(h), -math.sin(h), 0)
    down = (math.sin(h) * math.sin(p), math.cos(h) * math.sin(p), -math.cos(p))
    point = (east, north, up - CAMERA_M)
    x, y, z = (sum(a * b for a, b in zip(axis, point)) for axis in (right, down, ahead))
    return [round(WIDTH / 2 + FOCAL * x / z, 2), round(HEIGHT / 2 + FOCAL * y / z, 2)]


def pole(name, forward, beside, tall):
    h = math.radians(HEADING)
    foot = (forward * math.sin(h) + beside * math.cos(h), forward * math.cos(h) - beside * math.sin(h))
    azimuth, length = math.radians(SUN[0]), tall / math.tan(math.radians(SUN[1]))
    tip = (foot[0] - length * math.sin(azimuth), foot[1] - length * math.cos(azimuth))
    parts = {"foot": seen(*foot, 0), "top": seen(*foot, tall), "shadow_tip": seen(*tip, 0)}
    return {"id": name, "kind": "pole",
            "parts": {part: {"shape": "point", "points": [at], "sigma_px": 2} for part, at in parts.items()}}


class Scene(Case):
    def marks(self, *wrong):
        level = HEIGHT / 2 + FOCAL * math.tan(math.radians(PITCH))
        path = self.folder / "marks.json"
        path.write_text(json.dumps({
            "schema": "spoor.marks/1",
            "regions": [{"id": "sea", "shape": "line", "role": "horizon", "points": [[0, level], [WIDTH, level]],
                         "sigma_px": 2}],
            "groups": [pole("left", 12, -3, 2.5), pole("middle", 18, 0.5, 3), pole("right", 14, 4, 2), *wrong]}))
        return path

    def run_pass(self, name, claim=CLAIM, marks=None, *more):
        done = spoor("run", name, self.inputs.still, "--marks", marks or self.marks(), "--claim", claim, "--json", *more)
        result = self.json_of(done)["files"][0]["results"][0]
        self.assertEqual(result["state"], "done", result.get("error"))
        self.bearing = result["bearing"]
        return result["output"]

    def measured(self, output, name):
        return next(m["value"] for m in output["measurements"] if m["id"] == name)

    def observed(self, output, name):
        return next(o for o in output["observations"] if o["id"] == name)

    KNOWN = ["--set", f"focal={FOCAL}", "--set", "focal_deviation=2", "--set", "heading_from=parameter",
             "--set", f"heading={HEADING}", "--set", "heading_deviation=2"]

    def test_shadows_are_held_against_a_claim(self):
        output = self.run_pass("scene.sun_claim", CLAIM, None, *self.KNOWN)
        self.assertAlmostEqual(self.measured(output, "elevation"), SUN[1], delta=0.5)
        self.assertAlmostEqual(self.measured(output, "azimuth"), SUN[0], delta=0.5)
        self.assertGreater(self.measured(output, "p_claim"), 0.5)
        self.assertEqual(self.observed(output, "claim")["bearing"], "neutral")

    def test_another_hour_does_not_agree_and_the_true_one_is_named(self):
        output = self.run_pass("scene.sun_claim", CLAIM.replace("T10", "T13"), None, *self.KNOWN)
        self.assertLess(self.measured(output, "p_claim"), 1e-6)
        claim = self.observed(output, "claim")
        self.assertEqual(claim["bearing"], "inconclusive")
        self.assertIn("does not agree", claim["statement"])
        self.assertTrue(claim["innocent_causes"])
        self.assertEqual(self.bearing, "inconclusive", "neutral notes hide no contradiction")
        hours = next(t for t in output["tables"] if t["id"] == "other_hours")["rows"]
        self.assertEqual([row[0] for row in hours if row[-1] == "yes"], ["-3"])

    def test_shadows_of_one_light_agree_and_another_light_is_named(self):
        output = self.run_pass("scene.shadow_consistency")
        self.assertEqual(self.measured(output, "marks"), 3)
        self.assertLess(self.measured(output, "widening"), 0.1)
        inserted = pole("inserted", 13, 1.5, 2)
        tip = inserted["parts"]["shadow_tip"]["points"][0]
        foot = inserted["parts"]["foot"]["points"][0]
        inserted["parts"]["shadow_tip"]["points"] = [[2 * foot[0] - tip[0], tip[1]]]
        output = self.run_pass("scene.shadow_consistency", CLAIM, self.marks(inserted))
        self.assertLess(self.measured(output, "p_honest"), 0.02)
        self.assertIn("inserted", self.observed(output, "one_light")["statement"])

    def lit_ball(self, clockwise):
        """A picture of a matt ball in light from that direction of the picture."""
        a, forward, size, radius = math.radians(clockwise), math.radians(20), 300, 100
        light = (math.sin(a) * math.cos(forward), -math.cos(a) * math.cos(forward), math.sin(forward))
        rows = bytearray()
        for y in range(size):
            for x in range(size):
                nx, ny = (x - 150) / radius, (y - 150) / radius
                out = nx * nx + ny * ny
                nz = math.sqrt(max(0, 1 - out))
                linear = 0.3 if out > 1 else 0.1 + 0.6 * max(0, nx * light[0] + ny * light[1] + nz * light[2])
                rows.append(round(255 * linear ** (1 / 2.2)))
        raw, png = self.folder / "ball.pgm", self.folder / "ball.png"
        raw.write_bytes(b"P5 %d %d 255\n" % (size, size) + bytes(rows))
        make(png, "-i", str(raw))
        outline = [[150 + radius * math.cos(t), 150 + radius * math.sin(t)]
                   for t in (2 * math.pi * k / 24 for k in range(24))]
        marks = self.folder / "ball.json"
        marks.write_text(json.dumps({"schema": "spoor.marks/1", "regions": [
            {"id": "ball", "shape": "polygon", "role": "occluding_contour", "points": outline, "sigma_px": 1}]}))
        return png, marks

    def test_light_on_a_body_is_measured_in_its_frame(self):
        picture, marks = self.lit_ball(40)
        done = spoor("run", "scene.lighting", picture, "--marks", marks, "--json")
        result = self.json_of(done)["files"][0]["results"][0]
        self.assertEqual(result["state"], "done", result.get("error"))
        self.assertAlmostEqual(self.measured(result["output"], "direction"), 40, delta=10)

    def test_the_claimed_sun_is_told_without_marks(self):
        done = spoor("run", "scene.sun_position", self.inputs.still, "--claim", CLAIM, "--json")
        output = self.json_of(done)["files"][0]["results"][0]["output"]
        self.assertAlmostEqual(self.measured(output, "azimuth"), SUN[0], delta=0.01)

    def test_a_height_and_the_horizon_are_measured(self):
        def upright(name, forward, beside, low, high):
            h = math.radians(HEADING)
            at = (forward * math.sin(h) + beside * math.cos(h), forward * math.cos(h) - beside * math.sin(h))
            return {"id": name, "shape": "line", "role": "vertical", "points": [seen(*at, low), seen(*at, high)],
                    "sigma_px": 2}

        known, asked = pole("known", 12, -3, 2.5), pole("asked", 18, 0.5, 3)
        known["quantities"] = {"height": {"value": 2.5, "unit": "m", "sigma": 0.01}}
        level = HEIGHT / 2 + FOCAL * math.tan(math.radians(PITCH))
        marks = self.folder / "heights.json"
        sea = {"id": "sea", "shape": "line", "role": "horizon", "points": [[0, level], [WIDTH, level]], "sigma_px": 2}
        marks.write_text(json.dumps({"schema": "spoor.marks/1", "groups": [known, asked],
                                     "regions": [sea, upright("edge", 20, -5, 0.5, 4)]}))
        output = self.run_pass("scene.perspective", CLAIM, marks, "--set", f"focal={FOCAL}")
        sizes = {row[0]: row for row in next(t for t in output["tables"] if t["id"] == "sizes")["rows"]}
        self.assertAlmostEqual(float(sizes["asked"][2]), 3, delta=0.1)
        self.assertEqual(sizes["known"][2], "gives the scale itself")
        self.assertAlmostEqual(self.measured(output, "camera_height"), CAMERA_M, delta=0.1)
        self.assertAlmostEqual(self.measured(output, "pitch"), PITCH, delta=0.2)
        self.assertAlmostEqual(self.measured(output, "horizon_y"), level, delta=3)
        self.assertIn("in 95 of 100 cases", self.observed(output, "sizes")["statement"])
        self.assertEqual(self.bearing, "neutral")

    def test_suggestions_are_made_for_a_picture_without_marks(self):
        done = spoor("run", "scene.lines,scene.shadow_detect", self.inputs.still, "--json")
        for result in self.json_of(done)["files"][0]["results"]:
            self.assertEqual(result["state"], "done", result.get("error"))
            self.assertTrue(self.observed(result["output"], "suggestions")["statement"])

    def test_a_person_is_shown_digits_that_mean_something(self):
        done = spoor("run", "scene.sun_claim", self.inputs.still, "--marks", self.marks(), "--claim", CLAIM, *self.KNOWN)
        self.check(done, 0)
        self.assertRegex(text(done.stdout), r"-?\d+\.\d{1,3} \u00b1 \d+\.\d{1,3} degrees")
        self.assertNotRegex(text(done.stdout), r"\d\.\d{9}")

    def test_what_is_missing_is_said(self):
        done = spoor("run", "scene.sun_claim", self.inputs.still, "--claim", CLAIM, "--json")
        result = self.json_of(done)["files"][0]["results"][0]
        self.assertEqual(result["state"], "not_applicable")
        done = spoor("run", "scene.sun_claim", self.inputs.still, "--marks", self.folder / "none.json")
        self.check(done, 2)
        self.assertIn("none.json", text(done.stderr))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
