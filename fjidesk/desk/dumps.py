"""Keep the system from writing the program's memory to the disk when it dies. What cannot be kept off it is said."""

from __future__ import annotations

import sys
from contextlib import suppress

_CORE = 1  # byte. Linux hands a dump to a program that collects them even under a limit of 0, and under 1 to none
_NO_BOX = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX: no report of a fault is made
_NO_HEAP = 1  # WER_FAULT_REPORTING_FLAG_NOHEAP


def off() -> None:
    """Switch dumps of this process off, and of those that it starts, as far as the system lets a program do so."""
    if sys.platform == "win32":
        _windows()
        return
    with suppress(ImportError, OSError, ValueError):
        import resource

        limit = _CORE if sys.platform == "linux" else 0
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        most = limit if most == resource.RLIM_INFINITY else min(most, limit)
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def _windows() -> None:
    import ctypes

    with suppress(AttributeError, OSError):
        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
        kernel.SetErrorMode(kernel.GetErrorMode() | _NO_BOX)
        kernel.WerSetFlags(_NO_HEAP)
