"""Start fjidesk: the window without a verb, the command line with one."""

import sys
from pathlib import Path


def main() -> None:
    """Run the program and leave with its exit code."""
    from fjidesk.cli import Doors, run
    from fjidesk.desk import dumps

    dumps.off()
    sys.exit(run(sys.argv[1:], Doors(_window, _probe, _pictures)))


def _window(folder: Path, passphrase_file: Path | None, start: str) -> int:
    """Open the window; Qt is loaded only here, so that verbs start fast and run without it."""
    from fjidesk.app import run_window

    return run_window(folder, passphrase_file, start)


def _pictures(folder: Path, only: str, look: str) -> list[Path]:
    from fjidesk.app import screenshots

    return screenshots(folder, only, look)


def _probe() -> None:
    from fjidesk.app import window_self_test

    window_self_test()


if __name__ == "__main__":
    main()
