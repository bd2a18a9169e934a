"""Fields with something wrong, and the bar of messages, in every size of the text."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fjidesk import app
from fjidesk.ui.pages.unlock import UnlockPage
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.picture import Picture
from fjidesk.ui.theme import Theme
from tests.ui.conftest import Ctrl, Key
from tests.ui.looking import cut

pytestmark = [pytest.mark.usefixtures("_usual_size"), pytest.mark.qt_log_ignore("propagateSizeHints")]


@pytest.fixture
def _usual_size(qapp):
    yield
    Theme(app._application())


def fields_at(qtbot, scale):
    page = QWidget()
    qtbot.addWidget(page)
    theme = Theme(app._application(), scale)
    column = QVBoxLayout(page)
    fields = [Field(theme, name) for name in ("Sound", "Faulty")]
    for field in fields:
        column.addWidget(field)
    page.resize(500, 400)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    fields[0].edit.setFocus()
    fields[1].fault("What is wrong, and an example.")
    qtbot.waitUntil(lambda: fields[1]._fault.height() > 0)
    return page, theme, fields


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_field_with_a_fault_is_as_high_as_one_without(qtbot, scale):
    _page, _, (sound, faulty) = fields_at(qtbot, scale)
    high = sound.edit.height()
    assert high >= 30 * scale - 2
    assert faulty.edit.height() == high
    faulty.edit.setFocus()
    assert {field.edit.height() for field in (sound, faulty)} == {high}


def colours(edit):
    picture = edit.grab().toImage()
    return [QColor(picture.pixel(edit.width() // 2, row)).name().upper() for row in range(6)]


def test_the_focus_is_seen_in_a_field_with_a_fault(qtbot):
    _page, theme, (_, faulty) = fields_at(qtbot, 1.0)
    ring, line = (theme.colour(name).name().upper() for name in ("ring", "danger_line"))
    without = colours(faulty.edit)
    assert line in without
    assert ring not in without
    faulty.edit.setFocus()
    seen = colours(faulty.edit)
    assert seen.index(ring) < seen.index(line), "the ring outside, the fault inside"


def test_a_fault_has_an_icon_and_is_told_to_a_screen_reader(qtbot):
    _page, _, (_, faulty) = fields_at(qtbot, 1.0)
    assert [part for part in faulty.findChildren(Picture) if part.isVisible()]
    assert faulty.edit.accessibleDescription() == "What is wrong, and an example."
    faulty.fault("")
    assert not [part for part in faulty.findChildren(Picture) if part.isVisible()]


def test_a_message_makes_room_for_its_icon_as_the_text_grows(reader):
    reader.kit.say.warn("Three words here.", "And what is to be done.")
    before = reader.kit.say._sentence.x()
    for _ in range(3):
        reader.press(Key.Key_Plus, modifier=Ctrl)
    theme, bar = reader.kit.theme, reader.kit.say
    bar.warn("Three words here.", "And what is to be done.")
    reader.until(lambda: bar._sentence.x() > before)
    assert bar._sentence.mapTo(bar, bar._sentence.rect().topLeft()).x() >= theme.px(28) + theme.px(9)


def test_what_is_said_while_a_passphrase_is_tried_is_not_cut(drive, desks):
    driver = drive(desks["inspector 1"])
    page = driver.on(UnlockPage)
    page.wait(waiting=True)
    driver.until(lambda: page._state.width() > 0)
    assert not cut(page._state)
    right = page._state.mapTo(page, page._state.rect().topRight()).x()
    assert right <= page.button.parentWidget().mapTo(page, page.button.parentWidget().rect().topRight()).x()
