"""Drives the real workbench in a real window: a display of its own, keyboard and mouse, items found by name.

Nothing here sleeps for a guessed time: every step waits until the program has redrawn, or until it says that it has
come to a state. `SPOOR_GUI_ITEMS` makes the program list the rectangles of its items and its states.
"""
import ctypes
import mmap
import os
import shutil
import signal
import sqlite3
import struct
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

NEEDED = ["Xvfb", "openbox", "xdotool", "import"]
PATIENCE = float(os.environ.get("SPOOR_GUI_PATIENCE", 60))  # seconds; a loaded machine is slow, no test is about time
LOOK = 0.004   # seconds between two looks at what the program says


def missing_tools():
    return [tool for tool in NEEDED if shutil.which(tool) is None]


class Hand:
    """Keyboard and mouse of a display, by the library that xdotool is made of: a process for each key is slow."""

    def __init__(self, display):
        self.library = ctypes.CDLL("libxdo.so.3")
        self.library.xdo_new.restype = ctypes.c_void_p
        self.xdo = ctypes.c_void_p(self.library.xdo_new(display.encode()))
        if not self.xdo:
            raise RuntimeError(f"no connection to the display {display}")

    def move(self, x, y):
        self.library.xdo_move_mouse(self.xdo, int(x), int(y), 0)

    def press(self, button):
        self.library.xdo_mouse_down(self.xdo, ctypes.c_ulong(0), button)

    def release(self, button):
        self.library.xdo_mouse_up(self.xdo, ctypes.c_ulong(0), button)

    def key(self, keys):
        self.library.xdo_send_keysequence_window(self.xdo, ctypes.c_ulong(0), keys.encode(), 0)

    def type(self, text):
        self.library.xdo_enter_text_window(self.xdo, ctypes.c_ulong(0), text.encode(), 0)


class Display:
    """An X server without a screen, with a window manager."""

    def __init__(self, size="1440x900"):
        read, write = os.pipe()
        self.log = tempfile.TemporaryFile()
        self.memory = tempfile.TemporaryDirectory()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten",
                                        "tcp", "-fbdir", self.memory.name], pass_fds=[write], stderr=self.log)
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.name = f":{number}"
        self.environment = {**os.environ, "DISPLAY": self.name}
        self.manager = subprocess.Popen(["openbox"], env=self.environment, stdout=self.log, stderr=self.log)
        self.hand = Hand(self.name)
        with open(Path(self.memory.name) / "Xvfb_screen0", "rb") as screen:
            self.screen = mmap.mmap(screen.fileno(), 0, access=mmap.ACCESS_READ)

    def picture(self, x, y, width, height, every):
        """Pixels of the screen, of every so many columns and rows."""
        # The server's memory is an XWD file: header, colour map, rows of blue, green, red and a byte of nothing.
        header = struct.unpack(">25I", self.screen[:100])
        start, whole_width, whole_height = header[0] + header[19] * 12, header[4], header[5]
        bits, stride = header[11], header[12]
        assert bits == 32, "the screen has 32 bits a pixel"
        x, y = max(0, x), max(0, y)
        width, height = min(width, whole_width - x), min(height, whole_height - y)
        planes = ([], [], [])
        for row in range(y, y + height, every):
            begin = start + row * stride + x * 4
            line = self.screen[begin:begin + width * 4]
            for channel, plane in zip((2, 1, 0), planes):
                plane.append(line[channel::4 * every])
        return Picture([b"".join(plane) for plane in planes], len(planes[0][0]), len(planes[0]))

    def close(self):
        self.screen.close()
        for process in (self.manager, self.server):
            process.terminate()
            process.wait()
        self.memory.cleanup()
        self.log.close()


class Gone(AssertionError):
    pass


class Picture:
    """What was on the screen, as planes of red, green and blue."""

    def __init__(self, planes, width, height):
        self.planes, self.width, self.height = planes, width, height

    def pixels(self):
        return zip(*self.planes)

    def coloured(self, strength=40):
        """Pixels that are clearly not grey."""
        return sum(max(p) - min(p) >= strength for p in self.pixels())

    def spread(self):
        """Standard deviation of the green channel: 0 for a blank area."""
        values = self.planes[1]
        mean = sum(values) / len(values)
        return (sum((v - mean) ** 2 for v in values) / len(values)) ** 0.5

    def level(self, left, top, right, bottom):
        """Mean of the green channel in a part of the picture, given in shares of its sides."""
        rows = range(int(top * self.height), int(bottom * self.height))
        begin, end = int(left * self.width), int(right * self.width)
        values = [v for row in rows for v in self.planes[1][row * self.width + begin:row * self.width + end]]
        return sum(values) / len(values)

    def difference(self, other):
        """Share of pixels that differ visibly from another picture of the same size."""
        assert (self.width, self.height) == (other.width, other.height)
        differing = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) + abs(a[2] - b[2]) > 30
                        for a, b in zip(self.pixels(), other.pixels()) if a != b)
        return differing / (self.width * self.height)


class Workbench:
    """One running spoor-gui."""

    def __init__(self, program, display, folder, *files):
        self.display, self.folder = display, Path(folder)
        self.hand, self.pointer = display.hand, None
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
            time.sleep(LOOK)

    def wait_state(self, name, wanted, patience=PATIENCE):
        test = wanted if callable(wanted) else lambda value: value == str(wanted)
        self.wait_for(lambda: test(self.state(name)), f"{name} = {wanted}", patience)

    def wait_item(self, name):
        self.wait_for(lambda: name in self.items(), f"the item {name}")
        return self.items()[name]

    def redraws(self):
        return int(self.state("redraws") or 0)

    def redrawn(self, act, inputs=1):
        """Runs `act`, so many inputs at least, and waits until the program has taken them in and drawn what they did."""
        def drawn():
            states = self.states()
            return int(states.get("inputs", 0)) >= before + inputs and states.get("settled") == "1"
        before = int(self.state("inputs") or 0)
        act()
        self.wait_for(drawn, "a redraw")

    # What a hand does.
    def point_at(self, x, y):
        if (x, y) == self.pointer:
            return  # a pointer that does not move causes no redraw
        self.pointer = (x, y)
        self.redrawn(lambda: self.hand.move(x, y))

    def press(self, button=1):
        self.redrawn(lambda: self.hand.press(button))

    def release(self, button=1):
        self.redrawn(lambda: self.hand.release(button))

    def place(self, name, across=0.5, down=0.5):
        x, y, w, h = self.wait_item(name)
        return int(x + w * across), int(y + h * down)

    def click(self, name, across=0.5, down=0.5, button=1):
        # An item may move while the pointer is on its way.
        for _ in range(5):
            place = self.place(name, across, down)
            self.point_at(*place)
            if self.place(name, across, down) == place:
                break
        self.press(button)
        self.release(button)

    def drag(self, start, end, steps=4, button=1):
        self.point_at(*start)
        self.press(button)
        for i in range(1, steps + 1):
            self.point_at(start[0] + (end[0] - start[0]) * i // steps, start[1] + (end[1] - start[1]) * i // steps)
        self.release(button)

    def wheel(self, name, notches, across=0.5, down=0.5):
        self.point_at(*self.place(name, across, down))
        button = 4 if notches > 0 else 5
        for _ in range(abs(notches)):
            self.redrawn(lambda: (self.hand.press(button), self.hand.release(button)))

    def key(self, *keys):
        for key in keys:
            self.redrawn(lambda: self.hand.key(key), 2 * (key.count("+") + 1))  # down and up

    def type(self, text):
        self.redrawn(lambda: self.hand.type(text), 2 * len(text))  # down and character; up is lost between equal letters

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
    def shot(self, name=None, every=4):
        """The screen, or the rectangle of an item; every fourth pixel both ways is enough to judge by."""
        x, y, w, h = self.wait_item(name) if name is not None else (0, 0, 1 << 15, 1 << 15)
        return self.display.picture(x, y, w, h, every)

    def keep(self, file):
        """Writes the screen as a picture."""
        subprocess.run(["import", "-window", "root", str(file)], env=self.display.environment, check=True)

    def quiet(self, seconds=0.5):
        """Waits until nothing is redrawn any more."""
        while True:
            before = self.redraws()
            time.sleep(seconds)
            if self.redraws() == before:
                return

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
