"""The blank form: every question that may apply, in full, marked on every page; and a filled one typed in."""

import re

import pypdf
import pytest

from fjidesk.desk import blank_form, keying, reading
from fjidesk.errors import Refused
from fjidesk.model.records import Answer

BRANCH = "R01 y\nR02 n 1 The plan came late.\n"


@pytest.fixture
def reader(team):
    team.lead()
    return team.join("reader", first=("HB-01", "HB-02"), second=("HB-03",))


def pages(path):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def plain(words):
    return " ".join(words.split())


def test_each_page_is_marked_and_says_case_reader_and_page_and_nothing_of_the_answers(reader, tmp_path):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes", note="The kestrel flew."))
    found = pages(blank_form.write(reader, ["HB-01"], tmp_path / "f.pdf"))
    assert len(found) > 15
    for number, text in enumerate(found, 1):
        assert text.count("OFFICIAL-SENSITIVE [PERSONAL]") == 2
        assert "Case HB-01" in text
        assert "Reader: reader" in text
        assert f"Page {number} of {len(found)}" in text
    assert "Signed" in found[-2]
    assert "Limiting factor" in found[-2]
    assert "Act now" in found[-2]
    assert "More notes" in found[-1]
    assert "kestrel" not in " ".join(found)


def test_every_question_that_may_apply_stands_there_in_full_with_its_reasons(reader, tmp_path):
    reading.correct_facts(reader, "HB-01", {"victim": "no"})
    text = " ".join(pages(blank_form.write(reader, ["HB-01"], tmp_path / "f.pdf")))
    rulings = reading.position(reader, "HB-01").rulings
    assert rulings["R29"] is False
    order = []
    for question in reader.framework.on_screen:
        said = f"{question.id} {plain(question.text.en)}"
        if rulings[question.id] is False:
            assert said not in text
            assert re.search(rf"Left out[^.]*\b{question.id}\b", text)
            continue
        assert said in text, said
        order.append(text.index(said))
        after = text[order[-1] :]
        for number, reason in enumerate(question.reasons, 1):
            assert f"{number} {plain(reason.label.en)}" in after
    assert order == sorted(order)
    assert "Leave out if: the child complied (S20)." in text
    for fact in reader.framework.facts:
        assert plain(fact.label.en) in text


def test_the_forms_of_all_cases_are_one_file_and_each_counts_its_pages(reader, tmp_path):
    cases = blank_form.own_cases(reader)
    assert cases == ["HB-01", "HB-02", "HB-03"]
    found = pages(blank_form.write(reader, cases[1:], tmp_path / "all.pdf"))
    assert ["Page 1 of" in text for text in found].count(True) == 2
    assert sum("Case HB-02" in text for text in found) > 10


def test_refusals_of_printing(reader, tmp_path):
    for cases, path, code in (
        ([], tmp_path / "f.pdf", "no-cases"),
        (["ZZ-9"], tmp_path / "f.pdf", "case-unknown"),
        (["HB-01"], reader.folder / "f.pdf", "inside-a-desk"),
    ):
        with pytest.raises(Refused) as caught:
            blank_form.write(reader, cases, path)
        assert caught.value.code == code
        assert not path.exists()


def test_a_filled_form_is_typed_in(reader):
    assert keying.key(reader, "HB-01", f"victim=no\n{BRANCH}") == (2, 1, [])
    found = reading.position(reader, "HB-01")
    assert found.reading.facts["victim"] == "no"
    assert found.answers["R02"] == Answer(answer="no", reasons=["late"], note="The plan came late.")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (f"{BRANCH}R99 y\nR03 perhaps", "form-faulty", "line 3: there is no question R99; line 4: R03 is answered"),
        (f"{BRANCH}R16 y", "form-faulty", "line 3: R16 does not apply: "),
        (f"victim=no\n{BRANCH}P04 y", "form-faulty", "line 4: P04 does not apply: "),
        ("\n".join(f"X{number} y" for number in range(14)), "form-faulty", "and 2 lines more."),
        ("# nothing\n", "form-empty", "no line"),
    ],
)
def test_a_fault_is_named_by_its_line_and_nothing_is_taken(reader, text, code, said):
    with pytest.raises(Refused) as caught:
        keying.key(reader, "HB-01", text)
    assert caught.value.code == code
    assert said in caught.value.message
    found = reading.position(reader, "HB-01")
    assert found.answers == {}
    assert found.reading.facts["victim"] == "yes"


def test_a_finished_reading_takes_no_form_and_keeps_its_facts(reader):
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    reading.finish(reader, "HB-01", with_gaps=True)
    with pytest.raises(Refused, match="finished"):
        keying.key(reader, "HB-01", "victim=no\nR02 y")
    with pytest.raises(Refused, match="no case ZZ-9"):
        keying.key(reader, "ZZ-9", "R02 y")


def test_the_form_prints_what_is_typed_for_facts_and_grounds_and_stays_short(reader, tmp_path):
    found = pages(blank_form.write(reader, ["HB-01"], tmp_path / "f.pdf"))
    text = " ".join(found)
    assert len(found) <= 23
    for fact in reader.framework.facts:
        assert f"{fact.id}=" in text
    for key in (
        "s=r record shows",
        "s=c case manager said",
        "c=s sure",
        "c=f fairly sure",
        "c=u unsure",
        "d=y discuss",
    ):
        assert text.count(key) == text.count("s=r record shows") > 90


def test_what_a_line_says_nothing_of_stays_and_what_goes_is_named_before(reader):
    held = Answer(answer="no", reasons=["late", "not-started"], note="Seen late.", source="record", place="page 4")
    reading.answer(reader, "HB-01", "R02", held)
    with pytest.raises(Refused) as caught:
        keying.key(reader, "HB-01", "R01 y\nR02 y c=s")
    assert caught.value.code == "form-replaces"
    assert caught.value.message == "R02: No becomes Yes; its 2 reasons go, its note stays."
    found = reading.position(reader, "HB-01").answers
    assert found == {"R02": held}
    done = keying.key(reader, "HB-01", "R01 y\nR02 y c=s", replace=True)
    assert (done.answers, done.facts, len(done.replaced)) == (2, 0, 1)
    assert reading.position(reader, "HB-01").answers["R02"] == Answer(
        answer="yes", note="Seen late.", source="record", place="page 4", confidence="sure"
    )


def test_many_replaced_answers_are_named_up_to_twelve_and_the_same_form_twice_replaces_nothing(reader):
    rulings = reading.position(reader, "HB-01").rulings
    ids = [name for name in [q.id for q in reader.framework.on_screen] if rulings[name] is not False][:14]
    form = "\n".join(f"{name} y" for name in ids)
    keying.key(reader, "HB-01", form)
    assert keying.key(reader, "HB-01", form).replaced == []
    with pytest.raises(Refused, match="and 2 answers more") as caught:
        keying.key(reader, "HB-01", form.replace(" y", " n"))
    assert caught.value.message.count("Yes becomes No") == 12


def test_the_digits_for_na_stand_on_every_page_and_have_a_place_at_every_question(reader, tmp_path):
    found = pages(blank_form.write(reader, ["HB-01"], tmp_path / "f.pdf"))
    labels = [reason.label.en for reason in reader.framework.na_reasons if reason.id != "other"]
    said = ", ".join(f"{number} {plain(label)}" for number, label in enumerate(labels, 1))
    for text in found:
        assert f"Reasons for N/A: {said}" in text
    rulings = reading.position(reader, "HB-01").rulings
    asked = [name for name, applies in rulings.items() if applies is not False]
    assert " ".join(found).count("N/A . . . . .") == len(asked)
    assert "the dots after N/A" in found[0]
