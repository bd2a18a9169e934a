"""Let a widget go for good, without losing it half-way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def let_go(widget: QWidget) -> None:
    """Have a widget deleted at the next turn of the event loop, and kept whole until then.

    A page of which nobody in Python knows any more is garbage before it is deleted: the collector may take it apart in
    any order, and what it took is deleted once more with the page, which ends the program. The connection knows it.
    """
    widget.destroyed.connect(lambda *_: widget)
    widget.deleteLater()
