"""Drives the real workbench in a real window: a display of its own, keyboard and mouse, items found by name.

Nothing here sleeps for a guessed time: every step waits until the program has redrawn, or until it says that it has
come to a state. `SPOOR_GUI_ITEMS` makes the program list the rectangles of its items and its states.
"""
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

NEEDED = ["Xvfb", "openbox", "xdotool", "import", "convert"]
PATIENCE = 60  # seconds until a state is given up; a loaded machine is slow, and no test is about time


def missing_tools():
    return [tool for tool in NEEDED if shutil.which(tool) is None]


class Display:
    """An X server without a screen, with a window manager."""

    def __init__(self, size="1920x1080"):
        read, write = os.pipe()
        self.log = tempfile.TemporaryFile()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
                                       pass_fds=[write], stderr=self.log)
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.name = f":{number}"
        self.environment = {**os.environ, "DISPLAY": self.name}
        self.manager = subprocess.Popen(["openbox"], env=self.environment, stdout=self.log, stderr=self.log)

    def close(self):
        for process in (self.manager, self.server):
            process.terminate()
            process.wait()
        self.log.close()


class Gone(AssertionError):
    pass


class Picture:
    """What was on the screen, as rows of RGB bytes."""

    def __init__(self, raw, width, height):
        self.raw, self.width, self.height = raw, width, height

    def pixels(self):
        for i in range(0, len(self.raw), 3):
            yield self.raw[i], self.raw[i + 1], self.raw[i + 2]

    def count(self, wanted, near=12):
        """Pixels within `near` of a colour."""
        r, g, b = wanted
        return sum(abs(p[0] - r) <= near and abs(p[1] - g) <= near and abs(p[2] - b) <= near for p in self.pixels())

    def coloured(self, strength=40):
        """Pixels that are clearly not grey."""
        return sum(max(p) - min(p) >= strength for p in self.pixels())

    def spread(self):
        """Standard deviation of the green channel: 0 for a blank area."""
        values = self.raw[1::3]
        mean = sum(values) / len(values)
        return (sum((v - mean) ** 2 for v in values) / len(values)) ** 0.5

    def difference(self, other):
        """Share of pixels that differ visibly from another picture of the same size."""
        assert (self.width, self.height) == (other.width, other.height)
        differing = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) + abs(a[2] - b[2]) > 30
                        for a, b in zip(self.pixels(), other.pixels()))
        return differing / (self.width * self.height)


class Workbench:
    """One running spoor-gui."""

    def __init__(self, program, display, folder, *files):
        self.display, self.folder = display, Path(folder)
        self.list = self.folder / "items.txt"
        self.list.unlink(missing_ok=True)
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        environment = {**display.environment, "SPOOR_GUI_ITEMS": str(self.list), "HOME": str(home),
                       "XDG_STATE_HOME": str(home / "state"), "XDG_CONFIG_HOME": str(home / "config"),
                       "LIBGL_ALWAYS_SOFTWARE": "1"}
        self.errors = open(self.folder / "errors.txt", "ab")
        self.process = subprocess.Popen([str(program), *map(str, files)], env=environment, stderr=self.errors,
                                        stdout=self.errors)
        self.wait_for(lambda: "tools" in self.items() or "picture" in self.items(), "the window")

    # What it says.
    def listed(self):
        try:
            text = self.list.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return {}, {}
        items, states = {}, {}
        for line in text.splitlines():
            name, _, rest = line.partition("\t")
            if name == "state":
                key, _, value = rest.partition("=")
                states[key] = value
            elif rest:
                items[name] = tuple(int(float(number)) for number in rest.split())
        return items, states

    def items(self):
        return self.listed()[0]

    def states(self):
        return self.listed()[1]

    def state(self, name):
        return self.states().get(name, "")

    def alive(self):
        return self.process.poll() is None

    def wait_for(self, reached, what, patience=PATIENCE):
        end = time.monotonic() + patience
        while True:
            if reached():
                return
            if not self.alive():
                raise Gone(f"the program ended with {self.process.returncode} while waiting for {what}: "
                           + (self.folder / "errors.txt").read_text(errors="replace")[-2000:])
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what}; states: {self.states()}")
            time.sleep(0.02)

    def wait_state(self, name, wanted, patience=PATIENCE):
        test = wanted if callable(wanted) else lambda value: value == str(wanted)
        self.wait_for(lambda: test(self.state(name)), f"{name} = {wanted}", patience)

    def wait_item(self, name):
        self.wait_for(lambda: name in self.items(), f"the item {name}")
        return self.items()[name]

    def redraws(self):
        return int(self.state("redraws") or 0)

    def redrawn(self, act):
        """Runs `act`, one input or more, and waits until the program has taken it in and drawn what it did."""
        def drawn():
            states = self.states()
            return int(states.get("inputs", 0)) > before and states.get("settled") == "1"
        before = int(self.state("inputs") or 0)
        act()
        self.wait_for(drawn, "a redraw")

    # What a hand does.
    def xdo(self, *arguments):
        subprocess.run(["xdotool", *map(str, arguments)], env=self.display.environment, check=True,
                       stdout=subprocess.DEVNULL)

    def point_at(self, x, y):
        # One pixel beside it first: a pointer that does not move causes no redraw.
        self.redrawn(lambda: self.xdo("mousemove", x - 1, y))
        self.redrawn(lambda: self.xdo("mousemove", x, y))

    def press(self, button=1):
        self.redrawn(lambda: self.xdo("mousedown", button))

    def release(self, button=1):
        self.redrawn(lambda: self.xdo("mouseup", button))

    def place(self, name, across=0.5, down=0.5):
        x, y, w, h = self.wait_item(name)
        return int(x + w * across), int(y + h * down)

    def click(self, name, across=0.5, down=0.5, button=1):
        self.point_at(*self.place(name, across, down))
        # An item may have moved while the pointer was on its way.
        self.point_at(*self.place(name, across, down))
        self.press(button)
        self.release(button)

    def drag(self, start, end, steps=6, button=1):
        self.point_at(*start)
        self.press(button)
        for i in range(1, steps + 1):
            x = start[0] + (end[0] - start[0]) * i // steps
            y = start[1] + (end[1] - start[1]) * i // steps
            self.redrawn(lambda: self.xdo("mousemove", x, y))
        self.release(button)

    def wheel(self, name, notches, across=0.5, down=0.5):
        self.point_at(*self.place(name, across, down))
        for _ in range(abs(notches)):
            self.redrawn(lambda: self.xdo("click", 4 if notches > 0 else 5))

    def key(self, *keys):
        for key in keys:
            self.redrawn(lambda: self.xdo("key", "--clearmodifiers", key))

    def type(self, text):
        for letter in text:
            self.redrawn(lambda: self.xdo("type", "--delay", "0", letter))

    def write(self, name, text):
        """Into a field, in place of what stands there."""
        self.click(name)
        self.wait_state("typing", name)
        self.key("ctrl+a")
        self.type(text)

    def dialog(self, keys, title, field=None):
        """Opens a dialog by its keys and waits until its field takes what is typed."""
        self.key(keys)
        self.wait_state("dialog", title)
        if field:
            self.wait_state("typing", field)

    # What is seen.
    def shot(self, name=None, file=None, every=2):
        """The screen, or the rectangle of an item; every second pixel both ways is enough to judge by."""
        arguments = ["import", "-window", "root"]
        if name is not None:
            x, y, w, h = self.wait_item(name)
            arguments += ["-crop", f"{w}x{h}+{x}+{y}", "+repage"]
        target = Path(file) if file else self.folder / "shot.png"
        subprocess.run([*arguments, str(target)], env=self.display.environment, check=True)
        ppm = subprocess.run(["convert", str(target), "-sample", f"{100 / every}%", "-depth", "8", "ppm:-"],
                             capture_output=True, check=True).stdout
        width, height = map(int, ppm[:30].split()[1:3])
        return Picture(ppm[-3 * width * height:], width, height)

    # What was saved.
    def case(self):
        return Path(self.state("case"))

    def rows(self, query, *values):
        with closing(sqlite3.connect(f"file:{self.case()}?mode=ro", uri=True, timeout=10)) as case:
            return case.execute(query, values).fetchall()

    def wait_saved(self, query, reached, what):
        """Writing follows in the background: waits until the case holds it."""
        def saved():
            try:
                return reached(self.rows(query))
            except sqlite3.OperationalError as error:
                # The program is writing, or has not made the file yet; a wrong query is a fault of the test.
                if "lock" in str(error) or "unable to open" in str(error) or "no such table" in str(error):
                    return False
                raise
        self.wait_for(saved, what + " in the case file")
        return self.rows(query)

    def workers(self):
        """Processes that read the exhibits."""
        children = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True).stdout.split()
        return [int(child) for child in children]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.errors.close()

    def close(self):
        if self.alive():
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if not self.errors.closed:
            self.errors.close()
