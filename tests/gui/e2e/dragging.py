"""Files dragged from another program and let go over a window, by the protocol of X drag and drop (XDND 5)."""
import time
from pathlib import Path

from Xlib import X, Xatom, display
from Xlib.protocol import event

PATIENCE = 10


class Dragging:
    """Another program's window, from which files are dragged."""

    def __init__(self, name):
        self.display = display.Display(name)
        self.root = self.display.screen().root
        self.window = self.root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)

    def close(self):
        self.window.destroy()
        self.display.close()

    def atom(self, name):
        return self.display.get_atom(name)

    def target(self):
        """The window that says it takes what is dropped."""
        stack = [self.root]
        while stack:
            window = stack.pop()
            if window.get_full_property(self.atom("XdndAware"), Xatom.ATOM):
                return window
            stack.extend(window.query_tree().children)
        raise AssertionError("no window takes what is dropped")

    def tell(self, target, message, *data):
        data = [self.window.id, *data] + [0] * (4 - len(data))
        target.send_event(event.ClientMessage(window=target, client_type=self.atom(message), data=(32, data)))
        self.display.flush()

    def drop(self, files, x, y):
        """Drags `files` to that place of the screen, lets go, and waits until they are taken."""
        target, listed = self.target(), self.atom("text/uri-list")
        text = "".join(Path(file).resolve().as_uri() + "\r\n" for file in files).encode()
        self.window.set_selection_owner(self.atom("XdndSelection"), X.CurrentTime)
        self.tell(target, "XdndEnter", 5 << 24, listed)
        self.tell(target, "XdndPosition", 0, x << 16 | y, X.CurrentTime, self.atom("XdndActionCopy"))
        accepted = self.wait(lambda e: e.client_type == self.atom("XdndStatus"), text)
        assert accepted.data[1][1] & 1, "the window refuses what is dragged"
        self.tell(target, "XdndDrop", 0, X.CurrentTime)
        self.wait(lambda e: e.client_type == self.atom("XdndFinished"), text)

    def wait(self, wanted, text):
        """Answers requests for the files' names until the message comes."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not self.display.pending_events():
                time.sleep(0.01)
                continue
            seen = self.display.next_event()
            if seen.type == X.SelectionRequest:
                seen.requestor.change_property(seen.property, seen.target, 8, text)
                seen.requestor.send_event(event.SelectionNotify(
                    time=seen.time, requestor=seen.requestor, selection=seen.selection, target=seen.target,
                    property=seen.property))
                self.display.flush()
            elif seen.type == X.ClientMessage and wanted(seen):
                return seen
        raise AssertionError("the window did not answer what was dragged to it")
