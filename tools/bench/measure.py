#!/usr/bin/env python3
"""Measures what the README promises, as ratios within one run.

usage: measure.py BUILD_DIR [CLIP_1080P]

BUILD_DIR is a build with the preset `bench`. Without a clip one is made with the ffmpeg program. Needs ffmpeg and
exiftool (tools/setup.sh test bench).
"""
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def run(*command, check=True):
    start = time.perf_counter()
    done = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    if check and done.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    return time.perf_counter() - start, done.stdout.decode(errors="replace")


def ffmpeg(*arguments):
    run("ffmpeg", "-nostdin", "-v", "error", "-y", *arguments)


def peak_megabytes(*command):
    """Largest resident set of the command or of any process it waited for."""
    code = ("import resource,subprocess,sys;"
            "subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    return int(run(sys.executable, "-c", code, *command)[1]) / 1024


def alternating(rounds, first, second):
    pairs = []
    for _ in range(rounds):
        pairs.append((run(*first)[0], run(*second)[0]))
    return (statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs),
            statistics.median(a / b for a, b in pairs))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    build = Path(sys.argv[1])
    spoor = build / "src/spoor"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photo, small = folder / "24mp.jpg", folder / "small.jpg"
        ffmpeg("-f", "lavfi", "-i", "testsrc2=size=6000x4000:rate=1,noise=alls=12", "-frames:v", "1", "-pix_fmt",
               "yuvj420p", "-q:v", "3", photo)
        ffmpeg("-f", "lavfi", "-i", "testsrc2=size=640x480:rate=1", "-frames:v", "1", "-pix_fmt", "yuvj420p", small)
        clips = {}
        for seconds in (10, 100):
            clips[seconds] = folder / f"{seconds}s.mp4"
            ffmpeg("-f", "lavfi", "-i", f"testsrc2=size=1280x720:rate=25:duration={seconds}", "-c:v", "libx264",
                   "-preset", "ultrafast", "-pix_fmt", "yuv420p", clips[seconds])
        clip = sys.argv[2] if len(sys.argv) > 2 else folder / "1080p.mp4"
        if len(sys.argv) <= 2:
            ffmpeg("-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=30:duration=12,noise=alls=6", "-c:v", "libx264",
                   "-preset", "fast", "-pix_fmt", "yuv420p", clip)

        print("== error level against libjpeg-turbo's encode + decode")
        print(run(build / "tools/bench_ela")[1].strip())
        print("== sweep through the worker against bare decoding")
        print(run(build / "tools/bench_sweep", spoor, clip)[1].strip())
        print("== peak memory of the largest process")
        print(f"batch on a 24 MP JPEG: {peak_megabytes(spoor, 'batch', photo, '--profile', 'full', '--out', folder / 'a'):.0f} MB")
        for seconds, path in clips.items():
            peak = peak_megabytes(spoor, "batch", path, "--profile", "full", "--out", folder / f"clip{seconds}")
            print(f"batch on a 720p clip of {seconds} s: {peak:.0f} MB")
        print("== inspect against exiftool on a small JPEG")
        ours, theirs, ratio = alternating(15, (spoor, "inspect", small), ("exiftool", small))
        print(f"inspect {1000 * ours:.0f} ms, exiftool {1000 * theirs:.0f} ms, median ratio {ratio:.2f}")
        loading = statistics.median(run(spoor, "--version")[0] for _ in range(15))
        print(f"of which loading the program: {1000 * loading:.0f} ms a process")


if __name__ == "__main__":
    main()
