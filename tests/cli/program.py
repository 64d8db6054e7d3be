"""The real program under test, and inputs for it: the samples of the source tree, what they lack made with ffmpeg."""
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SPOOR = Path(sys.argv[1]).resolve()
TREE = Path(sys.argv[2]).resolve()


def spoor(*arguments, timeout=300, **more):
    return subprocess.run([SPOOR, *map(str, arguments)], capture_output=True, timeout=timeout,
                          stdin=subprocess.DEVNULL, **more)


def text(raw):
    return raw.decode("utf-8")  # strict: whatever the input, output is valid UTF-8


def make(path, *arguments):
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *arguments, str(path)], check=True,
                   stdin=subprocess.DEVNULL)


def test_picture(size, *more):
    return ["-f", "lavfi", "-i", f"testsrc2=size={size}" + "".join(f":{option}" for option in more)]


class Inputs:
    def __init__(self, folder):
        self.still = self.sample("still_original.jpg", folder / "still.jpg", *test_picture("320x240", "rate=1"),
                                 "-frames:v", "1", "-q:v", "3")
        self.clip = self.sample("clip_original.mp4", folder / "clip.mp4", *test_picture("320x240", "duration=2"),
                                "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "12")
        # Of our own, so that their figures are known whatever the samples are.
        self.known = folder / "known.mp4"
        make(self.known, *test_picture("192x108", "rate=10", "duration=3"), "-c:v", "libx264", "-pix_fmt", "yuv420p",
             "-g", "10")
        self.small = folder / "small.jpg"
        make(self.small, *test_picture("96x64", "rate=1"), "-frames:v", "1", "-q:v", "3")

    @staticmethod
    def sample(name, otherwise, *arguments):
        path = TREE / "samples" / name
        if not path.exists():
            make(otherwise, *arguments)
            return otherwise
        return path


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.top = Path(tempfile.mkdtemp(prefix="spoor-cli-"))
        cls.inputs = Inputs(cls.top)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.top)

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(dir=self.top))

    def check(self, done, status):
        self.assertEqual(done.returncode, status, text(done.stdout)[-2000:] + text(done.stderr)[-2000:])
        return text(done.stdout)

    def json_of(self, done, status=0):
        return json.loads(self.check(done, status))


def some_pass():
    return json.loads(spoor("passes", "--json").stdout)["passes"][0]["id"]
