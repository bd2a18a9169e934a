"""The pages that pictures are taken of: no text cut, none over another, nothing outside its place."""

import importlib
import pkgutil

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

import fjidesk.ui
from fjidesk import app
from fjidesk.ui.pages.page import Page
from fjidesk.ui.shots import SHOTS

SLACK = 3  # px that a focus ring hangs out
TEXTS = (QLabel, QAbstractButton, QLineEdit, QComboBox)


def cut(part):
    """Tell whether a part has less room than its words need."""
    if isinstance(part, QLabel):
        if not part.text():
            return False
        if part.wordWrap():
            return part.heightForWidth(part.width()) > part.height() + 1
        return part.sizeHint().width() > part.width() + 1 or part.sizeHint().height() > part.height() + 1
    if isinstance(part, QPushButton | QCheckBox):
        return part.sizeHint().width() > part.width() + 1 or part.sizeHint().height() > part.height() + 1
    return isinstance(part, QLineEdit) and part.minimumSizeHint().height() > part.height() + 1


def scrolls(part):
    """Tell whether a parent is the view of something that scrolls, and so shows a part of it."""
    return isinstance(part.parentWidget(), QAbstractScrollArea) and part.parentWidget().viewport() is part


def inside(part):
    parent = part.parentWidget()
    if parent is None or part.isWindow() or scrolls(parent) or isinstance(parent, QAbstractScrollArea):
        return True
    return parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(part.geometry())


def over_each_other(parts):
    """Return pairs of texts of one parent whose places meet."""
    found = []
    for place, one in enumerate(parts):
        own = QRect(one.geometry()).adjusted(SLACK, SLACK, -SLACK, -SLACK)
        found += [
            (one, other) for other in parts[place + 1 :] if own.intersects(other.geometry().adjusted(3, 3, -3, -3))
        ]
    return found


def named(part):
    words = part.text() if hasattr(part, "text") else ""
    return f"{type(part).__name__} {words or part.accessibleName()!r} {part.geometry().getRect()}"


def faults(page):
    """Return what is wrong on a page, in words."""
    parts = [part for part in page.findChildren(QWidget) if part.isVisibleTo(page) and not part.isWindow()]
    found = [f"cut: {named(part)} needs {part.sizeHint().toTuple()}" for part in parts if cut(part)]
    found += [f"outside: {named(part)} in {named(part.parentWidget())}" for part in parts if not inside(part)]
    families: dict[int, list[QWidget]] = {}
    for part in parts:
        if isinstance(part, TEXTS) and (not isinstance(part, QLabel) or part.text()):
            families.setdefault(id(part.parentWidget()), []).append(part)
    for family in families.values():
        found += [f"over each other: {named(one)} and {named(other)}" for one, other in over_each_other(family)]
    return found


def looked_at(only, width, height, percent):
    found, pages = [], 0
    for shot, window in app.screens(only, width, height, percent):
        pages += 1
        assert window.width() <= width
        found += [f"{shot.name}: {fault}" for fault in faults(window)]
    return pages, found


@pytest.mark.parametrize(("height", "percent"), [(689, 100), (768, 200)])
def test_nothing_is_cut_or_covered_on_the_first_pages(qtbot, height, percent):
    pages, found = looked_at("cases,hand-over,reply,evidence,planned", 1366, height, percent)
    assert pages == 10
    assert found == []


def kinds_of(page):
    """Return a class and all that come from it."""
    return {page, *(found for one in page.__subclasses__() for found in kinds_of(one))}


def test_every_page_of_the_window_has_a_picture():
    for module in pkgutil.walk_packages(fjidesk.ui.__path__, "fjidesk.ui."):
        importlib.import_module(module.name)
    pages = {kind.__name__ for kind in kinds_of(Page) if not kind.__subclasses__() and "fjidesk.ui" in kind.__module__}
    assert len(pages) > 20
    assert pages == {shot.page for shot in SHOTS}
    assert len({shot.name for shot in SHOTS}) == len(SHOTS)


def test_a_cut_a_covered_and_a_lost_text_are_found(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 100)
    for place in ((0, 0, 20, 8), (5, 0, 60, 20), (280, 40, 200, 30)):
        label = QLabel("Some words to be read", page)
        label.setGeometry(*place)
    page.show()
    kinds = [fault.partition(":")[0] for fault in faults(page)]
    assert set(kinds) == {"cut", "outside", "over each other"}


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("size", "width", "height", "percent"), app.SCREENS)
def test_nothing_is_cut_or_covered_on_any_page(qtbot, size, width, height, percent):
    pages, found = looked_at("", width, height, percent)
    print(f"{size}: pages {pages}, faults {len(found)}")  # noqa: T201
    assert pages > 10
    assert found == []


@pytest.mark.long
@pytest.mark.timeout(600)
def test_the_verb_writes_every_page_light_and_dark(qtbot, tmp_path):
    written = app.screenshots(tmp_path / "pictures", "cases")
    assert len(written) == len(set(written)) == 2 * 2 * len(app.SCREENS)
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in written)
