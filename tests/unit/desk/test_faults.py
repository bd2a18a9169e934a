"""What nothing caught is kept as a type and places in the code, whichever way it came."""

from __future__ import annotations

import re
import sys
import threading

from fjidesk.desk import dumps, faults
from tests.conftest import Ticking

MARKED = "a marked text in the hands of a fault"


def fail():
    raise ValueError(MARKED)


class Broken:
    """An object that fails as it is let go."""

    def __del__(self):
        fail()


def test_a_fault_of_a_thread_and_of_an_object_goes_to_the_log_and_not_to_a_stream(tmp_path, capfd):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    with faults.hooked(lambda *_: None, tmp_path, Ticking()):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        Broken()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    lines = (tmp_path / faults.FAULTS).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    for line in lines:
        assert re.fullmatch(r"\S+Z \S+ ValueError [\w.]+:\d+( > [\w.]+:\d+)*", line)
    assert "".join(capfd.readouterr()) == ""


def test_dumps_are_switched_off_on_windows_by_its_own_calls(monkeypatch):
    called = []

    class Kernel:
        def __getattr__(self, name):
            def call(*given):
                called.append((name, *given))
                return 4

            return call

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("ctypes.windll", type("Loaded", (), {"kernel32": Kernel()})(), raising=False)
    dumps.off()
    assert called == [("GetErrorMode",), ("SetErrorMode", 4 | 3), ("WerSetFlags", 1)]


def test_a_system_that_refuses_to_switch_dumps_off_stops_nothing(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr("ctypes.windll", raising=False)
    dumps.off()
