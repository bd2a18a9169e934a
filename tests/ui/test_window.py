"""The window as a whole: marking, keys, words, models, nothing clipped, nothing leaked."""

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from fjidesk import app, resource
from fjidesk.desk import concerns, workspace
from fjidesk.desk.identity import ROLES
from fjidesk.model.records import Evidence
from fjidesk.model.score import Tally
from fjidesk.ui import actions, entry, words
from fjidesk.ui.help.keys import OWN, SHARED
from fjidesk.ui.pages.case_table import STATES, CaseModel
from fjidesk.ui.pages.question_table import QuestionLine, QuestionModel
from fjidesk.ui.pages.scores import ScoresPage
from fjidesk.ui.tokens import DARK, LIGHT
from tests.ui.conftest import Key

UI = Path(words.__file__).parent


def test_the_title_has_the_marking_and_never_the_case(reader):
    assert reader.window.windowTitle() == "OFFICIAL-SENSITIVE [PERSONAL] – Harbourside 2014 – fjidesk"  # noqa: RUF001
    reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("SECRETNOTE")
    assert "HB-01" not in reader.window.windowTitle()
    assert "SECRETNOTE" not in reader.window.windowTitle()
    assert reader.window._marking.text() == "OFFICIAL-SENSITIVE [PERSONAL]"


def test_totals_have_the_lower_marking(lead):
    lead.window.show_scores()
    lead.on(ScoresPage)
    assert lead.window._marking.text() == "OFFICIAL-SENSITIVE"


def test_no_key_stands_twice_in_one_place():
    for places in actions.TOGETHER:
        keys = [QKeySequence(key).toString() for place in places for row in actions.rows(place) for key in row.keys]
        assert sorted(keys) == sorted(set(keys))


def test_every_place_is_among_those_that_work_together():
    assert {row.place for row in actions.ACTIONS} == {place for places in actions.TOGETHER for place in places}


def test_every_action_names_a_method_and_a_property_that_exist(reader):
    page = reader.open()
    targets = {
        "answer": page.answering,
        "walk": page.moves,
        "reading": page.moves,
        "case": page,
        "section": page.section,
        "undo": page.undoing,
        "beside": page.beside,
        "naming": page.beside.naming,
        "over": page.beside._list(),
        "window": reader.window,
        "screen": reader.window.privacy,
        "help": reader.window.helping,
    }
    for place, target in targets.items():
        for row in actions.rows(place):
            assert callable(getattr(target, row.call))
            assert not row.when or isinstance(getattr(target, row.when), bool)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_lists_every_verb_with_its_key(reader):
    reader.open()
    reader.window.show_menu()
    menu = reader.window.findChild(QMenu)
    listed = {action.text(): action.shortcut().toString() for action in menu.actions()}
    menu.close()
    assert listed["Answer Yes"] == "Y"
    assert listed["Hide screen"] == "F8"
    assert len(listed) > 15


def test_the_menu_is_one_column_that_goes_by_keys_and_lets_none_through_to_the_page(reader):
    reader.kit.theme.resize(2.0)
    page = reader.open()
    at = page.parts.questions.current
    reader.window.show_menu()
    menu = next(one for one in reader.window.findChildren(QMenu) if one.isVisible())
    entries = menu.actions()
    assert len({menu.actionGeometry(one).left() for one in entries}) == 1
    assert menu.sizeHint().width() < reader.window.width()

    def press(key):
        QTest.keyClick(menu.windowHandle(), key)
        return entries.index(menu.activeAction())

    assert press(Key.Key_End) == len(entries) - 1
    assert 0 < menu.actionGeometry(entries[-1]).bottom() < menu.height()
    assert press(Key.Key_Home) == 0
    assert 1 < press(Key.Key_PageDown) < len(entries) - 1
    press(Key.Key_Y)
    assert page.parts.questions.current == at
    assert page._session.answers == {}
    menu.close()


def test_every_sentence_used_exists_and_every_one_that_exists_is_used():
    source = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    used = set(re.findall(r'said\(\s*"([a-z_.]+)"', source))
    used |= set(re.findall(r'"((?:cases|scores)\.[a-z_]+)"', source))
    made = {
        "action": {row.id for row in actions.ACTIONS if row.menu},
        "hint": {row.hint for row in actions.ACTIONS if row.hint},
        "keys": {row.id for row in actions.ACTIONS if not row.menu} - set(SHARED) | {name for _, name, *_ in OWN},
        "role": set(ROLES),
        "state": {state.replace(" ", "_") for state in STATES},
    }
    used |= {f"{table}.{name}" for table, names in made.items() for name in names}
    patterns = [
        re.escape(key).replace(r"\{", "{").replace(r"\}", "}") for key in re.findall(r'said\(\s*f"([^"]+)"', source)
    ]
    patterns = [re.sub(r"\{[^}]*\}", "[a-z_0-9]+", pattern) for pattern in patterns]
    there = {f"{table}.{name}" for table, rows in words.table("en").items() for name in rows}
    assert used - there == set()
    unused = {key for key in there - used if not any(re.fullmatch(pattern, key) for pattern in patterns)}
    assert unused <= {"cases.none_more", "cases.none_lead_more"}


def test_a_blank_that_is_not_filled_is_a_fault():
    with pytest.raises(KeyError):
        words.said("unlock.folder")
    assert words.said("cases.count", count=1) == "1 case"
    assert words.said("cases.count", count=1200) == "1,200 cases"


def test_the_models_keep_to_the_rules_of_models(qtmodeltester, reader):
    model = CaseModel(with_reader=True)
    qtmodeltester.check(model)
    model.fill([reader.page.model.line(0), reader.page.model.line(1)])
    qtmodeltester.check(model)


def test_the_model_of_questions_keeps_to_the_rules(qtmodeltester):
    model = QuestionModel()
    model.fill([QuestionLine("R01", "A question", "Assessment", Tally(1, 1, 0, 0), scores=True)])
    qtmodeltester.check(model)
    assert model.data(model.index(0, 3)) == "50%"


def too_small(window):
    found = []
    for widget in [*window.findChildren(QLabel), *window.findChildren(QPushButton)]:
        if not widget.isVisible():
            continue
        need = widget.sizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            if widget.height() < widget.heightForWidth(widget.width()):
                found.append((widget.text(), widget.size(), "wrapped"))
        elif widget.width() < need.width() or widget.height() < need.height():
            found.append((widget.text(), widget.size(), need))
    return found


def settled(reader, size):
    """Wait until the window has its size and nothing is cut off; a real window lays itself out in its own time."""
    reader.bot.waitUntil(
        lambda: reader.window.size().toTuple() == size and not too_small(reader.window), timeout=10_000
    )


@pytest.mark.parametrize("size", [(1366, 689), (1920, 1080), (1180, 620), (960, 560)])
def test_nothing_is_clipped(reader, size):
    reader.window.resize(*size)
    settled(reader, size)
    page = reader.open()
    page.parts.side.facts.fill()
    reader.press(Key.Key_N)
    settled(reader, size)
    page.ask_to_finish()
    settled(reader, size)
    for open_panel in (page.beside.act_now, page.beside.go, page.beside.show_limiting):
        open_panel()
        settled(reader, size)
        if page.beside.over is not None:
            page.beside.over.close_over()


def test_the_theme_without_a_score_shows_its_evidence(lead):
    desk = lead.window.desk
    concerns.add_evidence(
        desk, Evidence(kind="meeting", theme="governance", topic="G02", judgement="weakness", text="t")
    )
    concerns.add_evidence(desk, Evidence(kind="data", theme="governance", topic="G02", judgement="mixed", text="t"))
    lead.window.show_scores()
    page = lead.window.page
    page.choose("5")
    words = [label.text() for label in page.evidence.widget().findChildren(QLabel)]
    assert words[words.index("G02") + 2] == "Weakness 1, Mixed 1"
    assert words[words.index("G01") + 2] == "None recorded"
    assert page.cards[4].accessibleName().endswith("Weakness 1, Mixed 1")
    assert page.table.isHidden()
    page.choose("1")
    assert page.evidence.isHidden()


def test_nothing_is_clipped_on_the_scores(lead):
    lead.window.show_scores()
    lead.on(ScoresPage)
    assert too_small(lead.window) == []


def test_the_window_follows_the_system_into_the_dark(reader):
    theme = reader.kit.theme
    reader.open()
    theme.take(Qt.ColorScheme.Dark)
    assert theme.colour("surface").name().upper() == DARK["surface"]
    assert not reader.window.grab().isNull()
    theme.take(Qt.ColorScheme.Light)
    assert theme.colour("surface").name().upper() == LIGHT["surface"]


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("table", [LIGHT, DARK])
def test_every_pair_of_ink_and_ground_has_contrast(table):
    grounds = ("window", "surface", "nav", "raised", "sunken", "select")
    for ink in ("ink", "ink2", "ink3", "accent"):
        for ground in grounds:
            assert contrast(table[ink], table[ground]) >= 4.5, (ink, ground)
    for tone in ("yes", "no", "na", "warn", "danger"):
        assert contrast(table[tone], table[f"{tone}_tint"]) >= 4.5, tone
    for line in ("control", "ring", "yes_line", "no_line", "na_line"):
        assert contrast(table[line], table["surface"]) >= 3, line
    for ink, ground in (("on_accent", "accent"), ("on_danger", "danger_fill"), ("on_marking", "marking")):
        assert contrast(table[ink], table[ground]) >= 4.5, ink


def test_both_tables_have_the_same_tokens():
    assert set(LIGHT) == set(DARK)


def test_a_fault_saves_first_and_notes_the_place_without_content(reader, desks):
    reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("SECRETNOTE")
    hook = app.crash_hook(desks["inspector 1"], reader.window)
    try:
        raise ValueError("SECRETNOTE in HB-01")
    except ValueError:
        hook(*sys.exc_info())
    line = (desks["inspector 1"] / "log" / "faults.log").read_text(encoding="utf-8")
    assert re.fullmatch(r"[0-9TZ:-]+ [0-9.]+ ValueError test_window\.py:\d+\n", line)
    assert "SECRETNOTE" not in line
    assert "faults.log" in reader.kit.say._remedy.text()
    assert reader.session.answers["R01"].note == "SECRETNOTE"
    assert not reader.session.unsaved


def test_the_self_test_draws_the_window(qtbot):
    app.window_self_test()


def test_every_icon_is_used_and_every_one_used_is_there():
    there = set(resource.names("icons", ".svg"))
    source = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    assert {
        name for name in there if f'"{name}"' not in source and f'"{name.removesuffix("-heavy")}"' not in source
    } == set()


def test_the_window_knows_a_desk_by_the_same_file_as_the_desk_does():
    assert entry.IDENTITY == workspace.IDENTITY
