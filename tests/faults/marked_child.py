"""A run of the whole program with marked strings in every text: two desks, verbs, window, faults of its own.

Started as ``python -m tests.faults.marked_child ROOT``. What it saw is written to ``ROOT/seen.json`` and never printed.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import secrets
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from fjidesk import app, clock
from fjidesk.cli import run
from fjidesk.desk import bundles, dumps, identity, inspection, reading, workspace
from fjidesk.desk.writing import write
from fjidesk.model.records import Receipt
from tests.faults.marks import CASE, CHOSEN, MARK, PASSPHRASE, TYPED, mark, planted

Key = Qt.Key
Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class OwnError(Exception):
    """A fault of the program with a text in its hands."""


def fail(*_, **__):
    raise OwnError(f"{MARK} in the hands of a fault, {CASE}")


# Desks ----------------------------------------------------------------------------------------------------------------


def make_desk(root, name, role):
    desk, secret = workspace.create(
        root / "desks" / name, PASSPHRASE, clock=clock.now, ids=clock.new_id, entropy=secrets.token_bytes(32), rounds=1
    )
    who, organisation, inspectorate = (mark("member", field) for field in ("name", "organisation", "inspectorate"))
    identity.describe(desk, identity.Profile(f"{who} {name}", organisation, inspectorate, role))
    (root / CHOSEN / f"{name}-secret.txt").write_text(secret, encoding="utf-8")
    return desk


def make_desks(root):
    """Make a lead's and a reader's desk with every text of every kind of record marked; return the reader's bundle."""
    lead, reader = make_desk(root, "lead", "lead"), make_desk(root, "reader", "inspector")
    toml = inspection.framework_bytes("fji-2014") + f"\n# {mark('framework', 'toml')}\n".encode()
    made = inspection.create(lead, mark("inspection", "title"), toml, "fji-2014.toml")
    given = {name: getattr(made, name) for name in ("id", "framework", "framework_version", "framework_sha256")}
    write(lead, [("inspection", (), planted("inspection", **given))])
    table = f"reference,order,slot_minutes\n{CASE},yro,90\nHB-01,yro,90\n"
    inspection.import_cases(lead, table.encode(), "cases.csv")
    card = identity.card(reader)
    inspection.add_member(lead, card, inspection.read_card(card).words)
    inspection.allocate_all(lead, [(case, reader.me, "first") for case in (CASE, "HB-01")])
    state = Receipt(member=reader.me, counter=1, revisions=1, state="0" * 64)
    write(
        lead,
        [
            ("case", (CASE,), planted("case", slot_minutes=90)),
            ("query", ("q1",), planted("query", member=reader.me)),
            ("agreed", (CASE, "R01"), planted("agreed")),
            ("retention", (made.id,), planted("retention")),
            ("receipt", (lead.me, reader.device), state),
        ],
    )
    pack = bundles.pack(lead, reader.me, root / CHOSEN)
    bundles.open_pack(reader, pack.path, identity.show(lead).words)
    mine = (CASE, reader.me)
    write(reader, [("reading", mine, planted("reading"))])
    write(reader, [("answer", (*mine, "R01"), planted("answer", answer="no"))])
    write(reader, [("limiting", (*mine, "public"), planted("limiting"))])
    write(reader, [("alert", (reader.me, "a1"), planted("alert"))])
    write(reader, [("evidence", (reader.me, "e1"), planted("evidence", theme="public"))])
    write(reader, [("reply", ("q1", "p1"), planted("reply"))])
    sent = bundles.export(reader, root / CHOSEN).path
    bundles.bring_in(lead, [sent])
    write(lead, [("decision", (*mine, "public"), planted("decision", limits=True))])
    lead.close()
    reader.close()
    return sent


# Verbs ----------------------------------------------------------------------------------------------------------------


def call(root, desk, *arguments):
    """Run a verb, whose own words go to the person who typed it and not to the streams of this process."""
    out, err = io.StringIO(), io.StringIO()
    first = ["--desk", str(root / "desks" / desk), "--passphrase-file", str(root / CHOSEN / "passphrase.txt")]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([*first, *map(str, arguments)])
    return code, out.getvalue(), err.getvalue()


def verbs(root, sent):
    """Run verbs: those that show, those that write, some that are refused, and one that meets a fault."""
    chosen = root / CHOSEN
    (chosen / f"{MARK}.csv").write_text(f"question,answer,note\nR02,yes,{TYPED}\n", encoding="utf-8")
    (chosen / f"{MARK}.fjib").write_bytes(TYPED.encode() * 20)
    seen = {}
    for desk, want, arguments in (
        ("reader", 0, ("answer", CASE, "R01", "no", "--note", TYPED)),
        ("reader", 0, ("read", CASE, "--answers", chosen / f"{MARK}.csv")),
        ("reader", 0, ("cases", CASE)),
        ("reader", 0, ("history", CASE)),
        ("reader", 0, ("changes", "--own")),
        ("reader", 0, ("undo",)),
        ("reader", 2, ("answer", CASE, "R02", "no", "--reason", TYPED)),
        ("reader", 0, ("bundle", "export", "-o", chosen)),
        ("reader", 0, ("backup", "make")),
        ("lead", 2, ("bundle", "import", sent, chosen / f"{MARK}.fjib")),
        ("lead", 0, ("cases", CASE)),
        ("lead", 0, ("score",)),
        ("lead", 0, ("summary", "-o", chosen / "summary.pdf")),
        ("lead", 0, ("identity", "recovery-sheet", "--recovery", chosen / "lead-secret.txt", "-o", chosen / "s.pdf")),
        ("lead", 0, ("access", "list")),
        ("lead", 0, ("access", "export", "-o", chosen / "access.csv")),
        ("reader", 0, ("access", "export", "-o", chosen / "access-reader.csv")),
        ("lead", 0, ("check",)),
    ):
        code, out, err = call(root, desk, *arguments)
        if code != want:
            raise AssertionError(arguments, code, out, err)
        seen[" ".join(map(str, arguments[:2]))] = out
    kept, reading.answer = reading.answer, fail
    try:
        code, out, err = call(root, "reader", "answer", CASE, "R01", "yes")
    finally:
        reading.answer = kept
    return {"shown": seen[f"cases {CASE}"], "fault": [code, out, err]}


# Window ---------------------------------------------------------------------------------------------------------------


class Titles(QObject):
    """Keeps every title that a window of this process has."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):  # noqa: N802  (Qt's own name)
        told = event.type() in {QEvent.Type.WindowTitleChange, QEvent.Type.Show}
        if told and isinstance(watched, QWidget) and watched.isWindow() and watched.windowTitle() not in self.seen:
            self.seen.append(watched.windowTitle())
        return False


def wait(milliseconds):
    """Let the window live, as its own loop does: what a slot raises goes to the hook, and not to the caller."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(check, seconds=15):
    for _ in range(seconds * 100):
        if check():
            return
        wait(10)
    raise AssertionError("the window did not come so far")


def the_window() -> Any:
    return next(one for one in QApplication.topLevelWidgets() if hasattr(one, "open_case"))


def idle(window, name=""):
    until(lambda: not window.busy and name in type(window.page).__name__)
    wait(20)


def type_everywhere(window):
    """Type a mark into every field that takes text on the page that is shown."""
    typed = 0
    for field in window.findChildren(QWidget):
        if not isinstance(field, QLineEdit | QPlainTextEdit | QTextEdit):
            continue
        if field.isVisible() and field.isEnabled() and not field.isReadOnly():
            field.setFocus()
            QTest.keyClicks(field, TYPED)
            typed += 1
    wait(20)
    return typed


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    wait(20)


def choosing(*names):
    """Have the next dialog for files take some names, as somebody would type them."""

    def take():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(30, take)
            return
        dialog.setDirectory(str(Path(names[0]).parent))
        field: Any = dialog.findChild(QLineEdit, "fileNameEdit")
        field.setText(" ".join(f'"{name}"' for name in names) if len(names) > 1 else str(names[0]))
        dialog.accept()

    QTimer.singleShot(30, take)


def faults(window):
    """Have the program meet faults of its own: in a slot, on the worker, on a thread, in an object that is let go."""

    class Broken:
        def __del__(self):
            fail()

    QTimer.singleShot(0, window, fail)
    wait(50)
    window.run(f"{MARK}", fail, lambda _: None)
    idle(window)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    Broken()
    gc.collect()
    wait(20)


def unlock(window, seen):
    seen["typed"] += type_everywhere(window)  # a passphrase that is none
    press(window, Key.Key_Return)
    until(lambda: not window.page.field.edit.isReadOnly())
    window.unlock_with(PASSPHRASE)
    idle(window, "CasesPage")


def as_reader(window, root, seen):
    unlock(window, seen)
    seen["typed"] += type_everywhere(window)
    window.open_case(CASE)
    idle(window, "ReadingPage")
    press(window, Key.Key_N)
    press(window, Key.Key_0)
    press(window, Key.Key_Escape)
    press(window, Key.Key_F2)
    seen["typed"] += type_everywhere(window)
    window.privacy.toggle()
    wait(20)
    window.privacy.toggle()
    window.save_pending()
    seen["note"] = [given.note for given in reading.position(window.desk, CASE).answers.values()]
    faults(window)
    window.show_cases()
    idle(window, "CasesPage")
    window._carry.hand_over()
    idle(window, "HandOverPage")
    seen["typed"] += type_everywhere(window)
    choosing(root / CHOSEN)
    window.page.write()
    idle(window, "HandedOver")


def as_lead(window, root, seen):
    unlock(window, seen)
    window.open_case(CASE, f"{mark('member', 'name')} reader")
    idle(window, "ReadingPage")
    seen["typed"] += type_everywhere(window)
    window.show_cases()
    idle(window, "CasesPage")
    choosing(*sorted((root / CHOSEN).glob("*.fjib")))
    window._carry.bring_in()
    idle(window, "PlannedPage")
    window.page.take()
    idle(window, "BroughtIn")
    window.show_scores()
    idle(window, "ScoresPage")
    for view in window.findChildren(QAbstractItemView):
        view.setFocus()
    choosing(root / CHOSEN / "from-window.pdf")
    window.page.write_summary()
    idle(window, "ScoresPage")


def windows(root, seen):
    titles = Titles()
    app._application().installEventFilter(titles)
    for name, person in (("reader", as_reader), ("lead", as_lead)):

        def driven(*_, name=name, person=person):
            window = the_window()
            try:
                person(window, root, seen)
                seen["done"].append(name)
            except Exception:  # noqa: BLE001  (told in the file; standard error must stay clean)
                seen["failed"] = f"{name}\n{traceback.format_exc()}"
            if window.page is not None and hasattr(window.page, "save_pending"):
                window.save_pending()
            window.close()
            window.deleteLater()
            wait(20)
            return 0

        setattr(QApplication, "exec", driven)  # noqa: B010
        app.run_window(root / "desks" / name)
    seen["titles"] = titles.seen


def main(root):
    dumps.off()
    (root / CHOSEN).mkdir(exist_ok=True)
    (root / CHOSEN / "passphrase.txt").write_text(PASSPHRASE, encoding="utf-8")
    seen: dict[str, Any] = {"typed": 0, "done": [], "titles": []}
    sent = make_desks(root)
    seen |= verbs(root, sent)
    windows(root, seen)
    (root / "seen.json").write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
