"""Every verb without a screen. Each calls the same ``desk/`` function as the window."""

from fjidesk.cli.common import Doors
from fjidesk.cli.root import run

__all__ = ["Doors", "run"]
