"""What is kept of a bug: its type and the lines of the program that it passed, never what anybody wrote."""

from __future__ import annotations

import traceback
from pathlib import Path

from platformdirs import user_log_path

from fjidesk import __version__, clock
from fjidesk.files import private_folder


def write_crash(error: BaseException) -> str:
    """Append a bug to the log and return its short name; the message of the error is left out on purpose."""
    frames = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    name = f"{type(error).__name__} at {frames[-1] if frames else 'start'}"
    line = f"{clock.stamp(clock.now())} {__version__} {type(error).__name__} {' > '.join(frames)}\n"
    try:
        folder = private_folder(user_log_path("fjidesk", appauthor=False))
        with (folder / "faults.log").open("a", encoding="utf-8") as log:
            log.write(line)
    except Exception:  # noqa: BLE001, S110  (telling of a bug must not raise another)
        pass
    return name
