"""How quick the window is, as ratios to the bare work inside one run (design 11). Nothing here fails for being slow.

Run with ``uv run pytest -m benchmark -s tests/benchmarks/test_window.py``, on a screen or, without one, offscreen.
"""

from __future__ import annotations

import os
import secrets
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from fjidesk import app
from fjidesk.clock import new_id, now
from fjidesk.desk import inspection, workspace
from fjidesk.store import database
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.screens import wait
from tests.benchmarks.large import all_apply
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).parents[2]
CASES = 60
TURNS = 8
KEYS, VALUES = (Qt.Key.Key_Y, Qt.Key.Key_A, Qt.Key.Key_Y, Qt.Key.Key_N), ("yes", "na", "yes", "no")
pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900)]


class Painted(QObject):
    """Runs the event loop until a window has painted what is due."""

    def __init__(self, window):
        super().__init__()
        self._loop = QEventLoop()
        window.installEventFilter(self)

    def eventFilter(self, _window, event):  # noqa: N802  (Qt's name)
        if event.type() == QEvent.Type.UpdateRequest:
            QTimer.singleShot(0, self._loop.quit)
        return False

    def after(self, do):
        """Return how long something takes until it is on the screen, in ms."""
        late = QTimer(singleShot=True)
        late.timeout.connect(lambda: self._loop.exit(1))
        late.start(10_000)
        start = time.perf_counter()
        do()
        left = self._loop.exec()
        spent = time.perf_counter() - start
        late.stop()
        assert not left, "nothing was painted"
        return 1000 * spent


def spread(spent):
    """Return median, 95th and 99th percentile, and the largest."""
    ordered = sorted(spent)
    part = [ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] for percent in (95, 99)]
    return statistics.median(ordered), *part, ordered[-1]


class Running:
    """A clock that runs as fast as any, from the fieldwork week on: one that jumps would lock the desk."""

    def __init__(self):
        self._from = now()

    def __call__(self):
        return datetime(2013, 11, 18, 9, 30, tzinfo=UTC) + (now() - self._from)


@pytest.fixture
def folder(team):
    """Return the folder of a reader's desk with sixty cases, in which nearly every question applies."""
    lead = team.lead()
    facts = {**all_apply(lead.framework), "slot_minutes": "120"}
    names = [name for name in facts if name in lead.framework.fact_by_id]
    rows = [",".join(["reference", *names])]
    references = [f"CB-{number:02d}" for number in range(CASES)]
    rows += [",".join([reference, *(facts[name] for name in names)]) for reference in references]
    inspection.import_cases(lead, "\n".join(rows).encode(), "cases.csv")
    desk = team.join("reader", first=tuple(references))
    assert len(desk.framework.on_screen) == 117
    for one in team.desks.values():
        one.close()
    return desk.folder


@pytest.fixture
def window(folder):
    """Return a window of the usual size on that desk, with the passphrase given."""
    made = app.build_window(app._application(), folder, clock=Running())
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    made.unlock_with(PASSPHRASE)
    wait(lambda: isinstance(made.page, CasesPage) and not made.busy)
    rest()
    yield made
    made.close()
    made.deleteLater()
    rest()


def rest(ms=300):
    """Let the window do what it does when nobody asks for anything."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def press(key):
    """Press a key where the focus is."""
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, key)


def started(*words):
    """Return how long a new process takes until its window is painted, in seconds."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once, not at each start
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "tests.benchmarks.cold", *words], check=True, cwd=ROOT, timeout=60, env=env)
    return time.perf_counter() - start


def test_a_cold_start_against_an_empty_window(folder):
    for words in (("empty",), ("fjidesk", str(folder))):
        started(*words)  # the first brings the libraries from the drive
    turns = [(started("empty"), started("fjidesk", str(folder))) for _ in range(TURNS)]
    floor, ours = (statistics.median(column) for column in zip(*turns, strict=True))
    print(f"\ncold start, median of {TURNS}: {ours:.2f} s, {ours / floor:.2f} x an empty window ({floor:.2f} s)")


def test_the_cases_after_the_key_is_unlocked(folder):
    spent = []
    for _ in range(TURNS):
        made = app.build_window(app._application(), folder, clock=Running())
        made.resize(1366, 768)
        made.show()
        rest()  # somebody types the passphrase meanwhile
        entered: list[float] = []

        def note(_desk, entered=entered):
            entered.append(time.perf_counter())

        def there(made=made, entered=entered):
            return bool(entered) and isinstance(made.page, CasesPage) and not made.busy

        made._entry.opened.connect(note)
        painted = Painted(made)
        made.unlock_with(PASSPHRASE)
        wait(there)
        painted.after(made.update)
        spent.append(time.perf_counter() - entered[0])
        made.close()
        made.deleteLater()
    key = shortest_opening(folder)
    print(f"\nthe list of {CASES} cases: {1000 * statistics.median(spent):.0f} ms after the store is open")
    print(f"  (unlocking key and store without a window, few rounds: {1000 * key:.0f} ms)")


def shortest_opening(folder):
    """Return how long it takes to open the desk without a window, in seconds."""
    spent = []
    for _ in range(3):
        start = time.perf_counter()
        desk = workspace.open_desk(folder, PASSPHRASE, clock=Running(), ids=new_id)
        spent.append(time.perf_counter() - start)
        desk.close()
    return min(spent)


def test_opening_a_case_against_a_bare_table(window):
    painted = Painted(window)
    texts = [question.text.en for question in window.desk.framework.on_screen]
    opened: list[float] = []
    floor: list[float] = []
    tables: list[QTableView] = []
    for number in range(2 * TURNS):
        opened.append(painted.after(lambda number=number: window.open_case(f"CB-{number:02d}")))
        height = window.page.parts.questions._rows["R02"].height()
        window.show_cases()
        rest()

        def bare(height=height):
            view = QTableView()
            view.verticalHeader().setDefaultSectionSize(height)
            view.horizontalHeader().setStretchLastSection(True)
            model = QStandardItemModel(view)
            for text in texts:
                model.appendRow(QStandardItem(text))
            view.setModel(model)
            view.resize(window.size())
            view.setParent(window)
            view.show()
            tables.append(view)

        floor.append(painted.after(bare))
        tables.pop().deleteLater()
        rest(50)
    median, high, _, most = spread(opened)
    bare_median = statistics.median(floor)
    print(f"\na case of {len(texts)} questions: median {median:.0f} ms, 95th percentile {high:.0f}, most {most:.0f}")
    print(
        f"  {median / bare_median:.1f} x a bare table of so many rows ({bare_median:.0f} ms); the first {opened[0]:.0f}"
    )


def test_the_next_question_against_a_repaint(window):
    painted = Painted(window)
    painted.after(lambda: window.open_case("CB-01"))
    rest()
    page = window.page
    floor = spread([painted.after(page.update) for _ in range(60)])
    groups = {name: place for place, group in enumerate(page._session.groups) for name in group.questions}
    for title in ("first walk, rows not made yet", "again"):
        inside: list[float] = []
        across: list[float] = []
        page.go_to("R01")
        rest()
        while True:
            before = page.parts.questions.current
            spent = painted.after(lambda: press(Qt.Key.Key_Down))
            now = page.parts.questions.current
            (inside if groups[before] == groups[now] else across).append(spent)
            if now == page._session.groups[-1].questions[-1]:
                break
        median, high, _, most = spread([*inside, *across])
        print(f"\nnext question, {title}: median {median:.1f} ms, 95th percentile {high:.1f}, most {most:.1f}")
        near, far = statistics.median(inside), statistics.median(across)
        print(f"  inside a group {near:.1f} ms ({len(inside)}), to another {far:.1f} ms ({len(across)})")
        print(f"  {median / floor[0]:.2f} x a repaint of the page ({floor[0]:.1f} ms; 95th percentile {floor[1]:.1f})")


def test_an_answer_from_key_press_to_durable(window, tmp_path):
    painted = Painted(window)
    painted.after(lambda: window.open_case("CB-01"))
    rest()
    store = database.open_store(tmp_path / "bare.db", secrets.token_bytes(32), create=True)
    conn = store.db.conn
    durable, frames, floor = [], [], []
    for turn in range(160):
        name = window.page.parts.questions.current

        def timed(key):
            start = time.perf_counter()
            press(key)
            durable.append(1000 * (time.perf_counter() - start))

        frames.append(painted.after(lambda key=KEYS[turn % 4]: timed(key)))
        assert window.page._session.answers[name].answer == VALUES[turn % 4]
        assert not window.page._session.unsaved
        if turn % 2:
            painted.after(lambda: press(Qt.Key.Key_Down))
        start = time.perf_counter()
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (f"turn {turn}", '"' + "x" * 400 + '"'))
        conn.execute("COMMIT")
        floor.append(1000 * (time.perf_counter() - start))
    store.close()
    (median, _, high, most), frame, bare = spread(durable), spread(frames), spread(floor)
    print(f"\nan answer, key press to durable: median {median:.1f} ms, 99th percentile {high:.1f}, most {most:.1f}")
    print(f"  {median / bare[0]:.1f} x one INSERT into such a store (median {bare[0]:.1f} ms, 99th {bare[2]:.1f})")
    print(f"  until it is painted: median {frame[0]:.1f} ms, 99th percentile {frame[2]:.1f}, most {frame[3]:.1f}")
