"""Evidence of week two by keys alone: written, changed, taken back, brought again."""

from fjidesk.desk import evidence
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.evidence import EvidencePage
from fjidesk.ui.pages.evidence_form import EvidenceForm
from tests.ui.conftest import Ctrl, Key, Shift


def pieces(driver):
    return [one.evidence for one in evidence.listed(driver.window.desk)]


def test_a_piece_is_written_changed_taken_back_and_brought_again_by_keys(reader):
    reader.press(Key.Key_E, modifier=Ctrl)
    page = reader.on(EvidencePage)
    assert "Nothing is written here yet" in page._count.text()
    reader.press(Key.Key_N, modifier=Ctrl)
    form = reader.on(EvidenceForm)
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert form._fault.text().startswith("Evidence says something.")
    for _ in ("topic", "theme", "judgement", "kind"):
        reader.press(Key.Key_Tab, modifier=Shift)
    reader.type("Quo")
    assert form.case.isVisible()
    reader.press(Key.Key_Tab)
    reader.type("Weak")
    reader.press(Key.Key_Tab)
    reader.type("Gov")
    reader.press(Key.Key_Tab)
    reader.press(Key.Key_Down)
    reader.press(Key.Key_Tab)
    reader.type("They said it would be looked at.")
    reader.press(Key.Key_Tab)
    reader.type("Board member")
    reader.press(Key.Key_Return, modifier=Ctrl)
    page = reader.on(EvidencePage)
    [found] = pieces(reader)
    assert (found.kind, found.judgement, found.theme) == ("quote", "weakness", "governance")
    assert (found.topic[:1], found.text, found.source) == ("G", "They said it would be looked at.", "Board member")
    assert "consent was not asked" in page.pieces.item(0).text()
    reader.press(Key.Key_Return)
    form = reader.on(EvidenceForm)
    reader.press(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)  # source, date, case, consent
    reader.type("Given")
    reader.press(Key.Key_Tab)
    reader.type("Yes")
    reader.press(Key.Key_Escape)  # leaving keeps what was written
    page = reader.on(EvidencePage)
    assert (pieces(reader)[0].consent, pieces(reader)[0].altered) == ("yes", "yes")
    assert "printed" not in page.pieces.item(0).text()
    reader.press(Key.Key_Delete)
    assert pieces(reader) == []
    reader.press(Key.Key_Z, modifier=Ctrl)
    assert pieces(reader)[0].text == "They said it would be looked at."
    reader.press(Key.Key_Escape)
    reader.on(CasesPage)


def test_a_form_left_empty_writes_nothing(reader):
    reader.press(Key.Key_E, modifier=Ctrl)
    reader.on(EvidencePage)
    reader.press(Key.Key_N, modifier=Ctrl)
    reader.on(EvidenceForm)
    reader.press(Key.Key_Escape)
    reader.on(EvidencePage)
    assert pieces(reader) == []
