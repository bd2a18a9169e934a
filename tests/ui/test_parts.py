"""Parts of the window by themselves."""

import pytest
from PySide6.QtWidgets import QWidget

from fjidesk import app
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.plain_table import shares
from fjidesk.ui.parts.reason import Reason
from fjidesk.ui.theme import Theme
from tests.ui.looking import faults


@pytest.mark.parametrize(
    ("wanted", "least", "room", "expected"),
    [
        ([100, 50], [40, 40], 150, [100, 50]),  # as wanted
        ([100, 50], [40, 40], 170, [110, 60]),  # a little more for each
        ([100, 50], [40, 40], 1000, [128, 872]),  # what is left goes to the last
        ([100, 400, 500], [40, 40, 40], 500, [100, 200, 200]),  # the widest give way, alike
        ([100, 400, 500], [40, 300, 40], 500, [100, 300, 100]),  # but none is narrower than its heading
    ],
)
def test_columns_share_the_width(wanted, least, room, expected):
    assert shares(wanted, least, room) == expected


def test_a_ticked_reason_with_the_focus_is_painted_by_one_painter(qtbot):
    reason = Reason(Theme(app._application()))
    qtbot.addWidget(reason)
    reason.describe("late", "Came late", "1", "no")
    reason.stand("main")
    reason.show()
    reason.activateWindow()
    reason.setFocus()
    qtbot.waitUntil(reason.hasFocus)
    assert faults(reason) == []


class Twice(QWidget):
    """Opens a second painter while the first is at work."""

    def paintEvent(self, _event):  # noqa: N802  (Qt's own)
        first = paint.on(self)
        for painter in (paint.on(self), first):
            painter.end()


def test_two_painters_at_once_are_found(qtbot):
    page = Twice()
    qtbot.addWidget(page)
    assert any(fault.startswith("two painters at once") for fault in faults(page))
