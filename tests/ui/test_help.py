"""Help over every page and back, by keys alone; every refusal explained, every link leading somewhere; all keys."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QPushButton

import fjidesk
from fjidesk import resource
from fjidesk.errors import Refused
from fjidesk.ui import actions
from fjidesk.ui.help import keys
from fjidesk.ui.help.book import CODE, book, plain
from fjidesk.ui.help.helping import TOPICS
from fjidesk.ui.help.page import HelpPage
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.page import Page
from fjidesk.ui.pages.planned import PlannedPage
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key, Shift

SOURCE = Path(fjidesk.__file__).parent
FOLDERS = ("certificate", "totals")  # of which one code is made


def helping(driver, kind=HelpPage):
    page = driver.window.helping.page
    assert isinstance(page, kind)
    return page


# ------------------------------------------------------------------------------------------------------------ the page


def test_f1_opens_the_help_for_the_page_and_escape_comes_back_to_the_caret(reader):
    page = reader.open()
    reader.press(Key.Key_Return)
    reader.type("Half a note?")
    reader.press(Key.Key_Left, Key.Key_Left)
    note = page.parts.card.note
    caret = note.textCursor().position()
    reader.press(Key.Key_F1)
    assert reader.window.helping.page is None  # the guidance of the question came first
    assert page.parts.side.guides
    reader.press(Key.Key_F1)
    assert helping(reader).shown == "reading"
    assert not note.isVisible()
    reader.press(Key.Key_Escape)
    assert reader.window.helping.page is None
    assert reader.focus() is note
    assert (note.toPlainText(), note.textCursor().position()) == ("Half a note?", caret)
    reader.press(Key.Key_F1, modifier=Shift)
    assert helping(reader).shown == "reading"
    reader.press(Key.Key_Escape)
    reader.press(Key.Key_Escape, Key.Key_Escape)
    reader.on(CasesPage)


def test_help_is_there_before_there_is_a_desk(drive, team):
    driver = drive(team.root / "new")
    driver.press(Key.Key_F1)
    assert helping(driver).shown == "first-day"
    before = driver.window.page
    driver.press(Key.Key_Escape)
    assert driver.window.helping.page is None
    assert driver.window._stack.currentWidget() is before


def test_the_help_is_searched_and_read_by_keys(reader):
    reader.press(Key.Key_F1)
    page = helping(reader)
    reader.press(Key.Key_F, modifier=Ctrl)
    reader.type("copied laptop")
    assert page.contents.count() >= 1
    reader.press(Key.Key_Return)
    assert page.shown == "code-copied-laptop"
    assert reader.focus() is page.reader
    assert "theft" in page.reader.toPlainText()
    reader.press(Key.Key_F, modifier=Ctrl)
    page.edit.clear()
    before = page.contents.currentRow()
    reader.press(Key.Key_Down, Key.Key_Down)
    assert page.contents.currentRow() > before
    reader.press(Key.Key_F6)
    page.go("notes")
    reader.press(Key.Key_Left, modifier=alt())
    assert page.shown == "code-copied-laptop"
    page.edit.setText("zebra crossing")
    assert page.contents.count() == 0


def alt():
    from PySide6.QtCore import Qt

    return Qt.KeyboardModifier.AltModifier


def test_a_link_leads_inside_the_help_and_nowhere_else(reader):
    reader.press(Key.Key_F1)
    page = helping(reader)
    page.reader.anchorClicked.emit(QUrl("https://example.test/reading"))
    page.reader.anchorClicked.emit(QUrl("file:reading"))
    assert page.shown == "first-day"
    page.reader.anchorClicked.emit(QUrl("help:reading"))
    assert page.shown == "reading"
    assert page.reader.loadResource(2, QUrl("https://example.test/picture.png")) is None
    page.reader.setFocus()
    page.reader.focusNextChild()
    assert page.reader.textCursor().hasSelection()  # the first link, by the keyboard


def test_more_beside_a_refusal_leads_to_its_page_and_the_refusal_still_stands_after_it(reader):
    reader.kit.say.refuse(Refused("not-for-you", "It is sealed to other people.", "Ask its author."))
    act = reader.kit.say._act
    assert act.isVisible()
    act.setFocus()
    reader.press(Key.Key_Space)
    assert helping(reader).shown == "code-not-for-you"
    reader.press(Key.Key_Escape)
    assert reader.kit.say.sentence == "It is sealed to other people."
    reader.kit.say.explain("no-such-code-at-all")
    assert helping(reader).shown == "refused"


def test_more_beside_a_refused_file_leads_to_its_page(lead, team):
    file = team.root / "letter.fjib"
    file.write_bytes(b"Dear all")
    lead.chooser.chosen = [file]
    lead.press(Key.Key_I, modifier=Ctrl)
    page = lead.on(PlannedPage)
    [more] = [button for button in page.findChildren(QPushButton) if button.text() == "More"]
    more.setFocus()
    assert more.accessibleName() == "More about: not-a-bundle"
    lead.press(Key.Key_Space)
    assert helping(lead).shown == "code-not-a-bundle"
    lead.press(Key.Key_Escape)
    assert lead.focus() is more


def test_in_a_narrow_window_the_text_has_the_room_and_the_contents_come_when_asked_for(reader):
    reader.press(Key.Key_F1)
    page = helping(reader)
    assert page._side.isVisible()
    assert not page.aside.isVisible()
    reader.press(Key.Key_Escape)
    reader.press(*[Key.Key_Plus] * 8, modifier=Ctrl)
    reader.press(Key.Key_F1)
    page = helping(reader)
    assert not page._side.isVisible()
    assert page.aside.isVisible()
    reader.press(Key.Key_F, modifier=Ctrl)
    assert page._side.isVisible()
    reader.type("sure")
    reader.press(Key.Key_Return)
    assert page.shown == "confidence"
    assert not page._side.isVisible()


def test_another_size_and_another_language_keep_the_help_open(reader):
    reader.open()
    reader.press(Key.Key_F1, modifier=Shift)
    helping(reader).go("notes")
    reader.press(Key.Key_Plus, modifier=Ctrl)
    assert helping(reader).shown == "notes"
    reader.press(Key.Key_Y, modifier=Ctrl | Shift)
    assert helping(reader).shown == "notes"
    reader.press(Key.Key_Y, modifier=Ctrl | Shift)
    reader.press(Key.Key_Escape)
    assert isinstance(reader.page, ReadingPage)
    assert reader.window.helping.page is None


def test_the_help_goes_where_another_page_comes(reader):
    reader.press(Key.Key_F1)
    helping(reader)
    reader.press(Key.Key_F8)
    reader.press(Key.Key_F1)  # nothing opens behind the blank screen
    reader.press(Key.Key_F8)
    helping(reader)
    reader.window.open_case("HB-01")
    reader.on(ReadingPage)
    assert reader.window.helping.page is None
    assert reader.window.findChildren(HelpPage) == [] or not reader.window.findChildren(HelpPage)[0].isVisible()


def kinds(of):
    return {of.__name__: of} | {name: kind for sub in of.__subclasses__() for name, kind in kinds(sub).items()}


def test_every_page_has_a_topic_of_its_own():
    import fjidesk.ui.later  # noqa: F401  (makes all pages known)

    inner = {"Page", "CentredPage", "OutcomePage", "PassphrasePage", "ProgressPage", "HiddenPage", "LockPage"}
    inner |= {"HelpPage", "KeysPage", "NewPassphrasePage"}
    found = {name for name, kind in kinds(Page).items() if kind.__module__.startswith("fjidesk.")} - inner
    assert found - set(TOPICS) == set()
    assert set(TOPICS.values()) - set(book().topics) == set()


# ---------------------------------------------------------------------------------------------------------- the texts


def codes():
    """Return every code of a refusal in the program: what is raised, and what tables of refusals hold."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name.casefold().endswith(("refused", "refuse", "stop", "warning", "__init__")):
                    found |= words_of(node.args[0])
            if isinstance(node, ast.Tuple) and len(node.elts) == 3:
                found |= {word for word in words_of(node.elts[0]) if "-" in word and isinstance(sentence(node), str)}
    return found


def sentence(node):
    """Return the second part of a tuple where it is a sentence."""
    part = node.elts[1]
    if isinstance(part, ast.JoinedStr):
        return "a sentence with blanks"
    text = getattr(part, "value", None)
    return text if isinstance(text, str) and text.endswith((".", "!")) else None


def words_of(node):
    if isinstance(node, ast.JoinedStr):
        tails = [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
        return {f"{folder}{tails[0]}" for folder in FOLDERS} if tails[:1] == ["-inside"] else set()
    word = getattr(node, "value", None)
    return {word} if isinstance(word, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", word) else set()


def test_every_refusal_that_the_program_knows_has_an_entry():
    found = codes()
    assert {"usage", "damaged", "copied-laptop", "no-room", "store-open", "merge-differs", "table-faulty"} <= found
    assert len(found) > 160
    known = {topic.code for topic in book().topics.values()}
    assert sorted(found - known) == []


def test_every_entry_says_what_happened_what_is_safe_and_what_to_do():
    for topic in book().topics.values():
        if topic.code:
            heads = re.findall(r"^### (.+)$", topic.text, re.MULTILINE)
            assert heads == ["What happened", "What is safe", "What to do"]
            assert f"Code: {topic.code}." in topic.text
            assert all(len(part.strip()) > 8 for part in topic.text.split("###")[1:])


def test_every_verb_of_the_table_is_named_in_the_help_with_its_key():
    whole = plain(book().topics["keys"])
    missing = [row.id for row in actions.ACTIONS if row.menu and keys.words_of(row) not in whole]
    assert missing == []
    caps = {cap for line in keys.lines() for cap in line.caps}
    assert set(re.findall(r"\{c:([^}]+)\}", book().topics["keys"].text)) == caps


def test_every_link_leads_somewhere_and_every_mark_is_filled():
    topics = book().topics
    for topic in topics.values():
        for target in re.findall(r"\]\(([^)]*)\)", topic.text):
            assert target in topics, (topic.name, target)
        assert "{" not in plain(topic).replace("{c:", "")
        assert topic.part in book().parts


def test_the_guide_has_what_it_is_for():
    wanted = {"first-day", "reading", "handing-over", "packs", "bringing-in", "scores"}
    good = {"notes", "sources", "not-applicable", "confidence", "limiting-factor"}
    assert wanted | good <= set(book().topics)
    whole = " ".join(plain(topic) for topic in book().topics.values() if not topic.code)
    assert "http" not in whole


def test_a_twin_in_another_language_is_taken_where_it_says_something(monkeypatch, tmp_path):
    (tmp_path / "help.xx.toml").write_text(
        '[parts]\nguide = "Gwaith"\n[words]\nwhat="Beth"\nsafe="Diogel"\ndo="Gwneud"\ncode="Cod: {code}."\n'
        '[[topic]]\nname="notes"\npart="good"\ntitle="Nodiadau"\ntext="Dim."\n'
        '[[family]]\nname="file"\ntitle="Ffeil"\ntext="Ffeil."\nsafe="Y ddesg."\n[family.codes]\n'
        '"damaged" = ["Difrod", "Rhywbeth.", "Rhowch gopi."]\n',
        encoding="utf-8",
    )
    own = resource.text
    monkeypatch.setattr(
        resource,
        "text",
        lambda name: (tmp_path / Path(name).name).read_text(encoding="utf-8") if ".xx." in name else own(name),
    )
    found = book("xx")
    assert found.parts["guide"] == "Gwaith"
    assert found.parts["good"] == book().parts["good"]
    assert (found.topics["notes"].title, found.topics[f"{CODE}damaged"].title) == ("Nodiadau", "Difrod")
    assert found.topics["reading"] == book().topics["reading"]
    monkeypatch.undo()
    assert book("yy") == book()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_help_and_sheet_are_laid_out_in_any_size_without_a_line_that_runs_out(qtbot, reader, scale):
    reader.kit.theme.resize(scale)
    reader.press(Key.Key_F1)
    page = helping(reader)
    assert page.reader.document().idealWidth() <= page.reader.viewport().width() + 1
    assert page.reader.horizontalScrollBar().maximum() == 0
    for topic in page._book.topics:
        page.go(topic)
        assert page.reader.document().idealWidth() <= page.reader.viewport().width() + 1, topic
    reader.kit.theme.resize(1.0)
