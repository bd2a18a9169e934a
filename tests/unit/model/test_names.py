"""What looks like a name is found, and what is none is left alone; counted on 300 made-up notes."""

import re
from collections import Counter
from pathlib import Path

import pytest

from fjidesk import resource
from fjidesk.model import names
from fjidesk.model.name_words import fold, read_lists
from fjidesk.model.names import all_replaced, find, replaced
from fjidesk.model.tongue_of import tongue_of

NOTES = Path(__file__).parents[2] / "corpus" / "notes"
CASE = "HB-07"
MARK = re.compile(r"\{(\w+):([^}]*)\}")
TOO_WIDE = 6  # letters that a mark may have too many: a title, a comma
FLOOR = 0.95


@pytest.fixture(scope="module")
def known():
    files = {name: resource.text(f"names/{name}.txt") for name in ("given", "others", "also-words", "words", "kept")}
    return read_lists(files)


def notes(name):
    """Yield each note without its marks, and the marks as start, end, kind."""
    for line in (NOTES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            plain, marks, end = "", [], 0
            for found in MARK.finditer(line):
                plain += line[end : found.start()]
                marks.append((len(plain), len(plain) + len(found[2]), found[1]))
                plain += found[2]
                end = found.end()
            yield plain + line[end:], marks


def measured(name, known):
    """Return for each kind how many were right, wrongly marked, missed."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for text, marks in notes(name):
        left = find(text, CASE, known)
        for start, end, kind in marks:
            hit = next(
                (
                    found
                    for found in left
                    if found.kind == kind
                    and found.start <= start
                    and found.end >= end
                    and found.end - found.start <= end - start + TOO_WIDE
                ),
                None,
            )
            if hit is None:
                missed[kind] += 1
            else:
                right[kind] += 1
                left.remove(hit)
        wrong.update(found.kind for found in left)
    return right, wrong, missed


@pytest.mark.parametrize("name", ["tuning.txt", "held_out.txt"])
def test_precision_and_recall_on_the_notes(name, known, capsys):
    right, wrong, missed = measured(name, known)
    with capsys.disabled():
        print(f"\n{name}")  # noqa: T201
        for kind in [*sorted(right), "all"]:
            good, bad, gone = (counts.total() if kind == "all" else counts[kind] for counts in (right, wrong, missed))
            print(  # noqa: T201
                f"  {kind:<10} precision {good / (good + bad):.3f} ({good} of {good + bad}), "
                f"recall {good / (good + gone):.3f} ({good} of {good + gone})"
            )
    assert right.total() / (right.total() + wrong.total()) >= FLOOR
    assert right.total() / (right.total() + missed.total()) >= FLOOR
    assert right["name"] / (right["name"] + wrong["name"]) >= FLOOR
    assert right["name"] / (right["name"] + missed["name"]) >= FLOOR


def test_words_that_are_names_elsewhere_are_told_apart(known):
    assert [(text, [(mark.start, mark.end) for mark in find(text, CASE, known)]) for text, _ in notes("hard.txt")] == [
        (text, [(start, end) for start, end, _ in marks]) for text, marks in notes("hard.txt")
    ]


def test_there_are_300_notes_and_half_hold_nothing():
    every = [note for name in ("tuning.txt", "held_out.txt") for note in notes(name)]
    assert len(every) == 300
    assert len({text for text, _ in every}) == 300
    assert sum(not marks for _, marks in every) == 150
    assert len(list(notes("held_out.txt"))) == 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Świętosława speaks Polish, and so does Świętosława's aunt.", [("name", "Świętosława")] * 2),
        ("Siân and Ffion Gwydderig-Lloyd came.", [("name", "Siân"), ("name", "Ffion Gwydderig-Lloyd")]),
        ("He saw O'Hanlan and McAllerton.", [("name", "O'Hanlan"), ("name", "McAllerton")]),
        ("Osian ap Tomos spoke.", [("name", "Osian ap Tomos")]),
        ("Said by Osian van, then left.", [("name", "Osian")]),
        ("T. J. Kian rang.", [("name", "T. J. Kian")]),
        ("I Kian saw.", [("name", "Kian")]),
        ("Kian I saw, and Leon M. too.", [("name", "Kian"), ("name", "Leon M.")]),
        ("saw shanice at home", [("name", "shanice")]),
        ("Grace Brown came.", [("name", "Grace Brown")]),
        ("The Brown household was visited.", []),
        ("The Rose family was visited.", [("name", "Rose")]),
        ("Mr Board chaired.", []),
        ("the Mr of", []),
        ("May was late again.", [("name", "May")]),
        ("Seen in May, June and July.", []),
        ("Reviewed with May 2014 in mind.", []),
        ("Hope is expressed.", []),
        ("Calls himself “Ghost”.", []),
        ("He calls himself “Ghost”.", [("name", "“Ghost”")]),
        ("Nan of K.R. rang.", [("name", "Nan of K.R.")]),
        ("A matter of K. only.", []),
        ("Social worker of K rang.", [("name", "Social worker of K")]),
        ("I'm told that I've read it.", []),
        ("Missed Mondays in a row.", []),
        ("He spoke of Xyzzyk quietly.", [("name", "Xyzzyk")]),
        ("Xyzzyk was late.", [("name", "Xyzzyk")]),
        ("Xyzzyk of a form.", []),
        ("It was Zz or Xq.", []),
        ("He likes Tae-Ngozi here.", [("name", "Tae-Ngozi")]),
        ("He likes Tae-Xyzz here.", [("name", "Tae-Xyzz")]),
        ("Told Smith-Xyzz here.", [("name", "Smith-Xyzz")]),
        ("KIAN and MARK and ROSH.", [("name", "KIAN")]),
        ("Quarrel, Kian: two warnings", [("name", "Kian")]),
        ("McAllerton, Kian: two warnings", [("name", "McAllerton, Kian")]),
        ("McAllerton, Kian came", [("name", "McAllerton"), ("name", "Kian")]),
        ("Duke of Edinburgh award, HB-07.", []),
        ("See HB-07, and Kian Robin Hood.", []),
        ("Rearranged and unreviewed; Countersigners agreed.", []),
        ("Ring 07700 900 123 or 07700 9001.", [("telephone", "07700 900 123")]),
        ("00447700900123 and 00 12 34 56 78 90", [("telephone", "00447700900123")]),
        ("NHS 12 only; NHS 943 476 5919.", [("number", "943 476 5919")]),
        ("14/08/1998 (DOB), seen 12/03/2014.", [("born", "14/08/1998")]),
        ("Ganed 3 Mawrth 1999; gwelwyd 4 Mai 2014.", [("born", "3 Mawrth 1999")]),
        ("At 3 Youth Court hearings.", []),
        ("Lives in Copnor Road. Home on time.", [("address", "Copnor Road")]),
        ("The High School and the Sixth Form College.", []),
        ("Attended Vale of Hallow School.", [("school", "Vale of Hallow School")]),
        ("Ysgol Bryn Glas wrote.", [("school", "Ysgol Bryn Glas")]),
        ("Left the Quayside Academy.", [("school", "the Quayside Academy")]),
        ("Contact 9: seen with J. Sample at the college.", [("name", "J. Sample")]),
        ("J Sample rang, and told P Field; JS did not.", [("name", "J Sample"), ("name", "P Field")]),
        ("Mr J Sample's mother and Mr J. Sample came.", [("name", "Mr J Sample"), ("name", "Mr J. Sample")]),
        ("Told by J. K. Sample.", [("name", "J. K. Sample")]),
        ("Part A. Brown was empty. Plan B. Sample was late. Year 9 A. English was left.", []),
        ("Visit to K. Mother said so. Talk with K. Nobody was in. Seen with K. Reviewed at home.", []),
        ("A Worker said so. I Sample at times. The X Factor was on. Hepatitis B. Vaccine, refused.", []),
        ("Visit to K. Progress slowed.", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_found_in_a_text(text, expected, known):
    assert [(found.kind, found.text) for found in find(text, CASE, known)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kian was late.", "HB-07 was late."),
        ("Kian's mother, Tracey, was not asked.", "HB-07's mother was not asked."),
        ("Father (Delroy) has contact.", "Father has contact."),
        ("Case manager Priyanka Dhesi said so.", "Case manager said so."),
        ("Mentor: Winston. Matched.", "Mentor. Matched."),
        ("The stepfather Delroy came.", "The stepfather came."),
        ("PC Dunmore rang Dr Hensby and Mr Calloway.", "A police officer rang a doctor and an adult."),
        ("Mrs. Oyelaran wrote. Judge Quill agreed.", "An adult wrote. An adult agreed."),
        ("Born 3 June 1999 at 14 Tennyson Row.", "Born HB-07\u2019s date of birth at HB-07\u2019s address."),
        ("At Larchmere Academy.", "At HB-07\u2019s school."),
        ("Mum of K. rang.", "HB-07 rang."),
    ],
)
def test_what_takes_its_place(text, expected, known):
    assert all_replaced(text, find(text, CASE, known)) == expected


def test_one_mark_is_replaced_alone(known):
    text = "Kian and Zofia came."
    first, second = find(text, CASE, known)
    assert replaced(text, second) == "Kian and HB-07 came."
    assert (first.start, first.end, first.cut) == (0, 4, (0, 4))


def test_a_word_that_was_let_pass_is_not_marked(known):
    assert find("Kian came with Zofia.", CASE, known, {fold("KIAN")}) == find("Kian came with Zofia.", CASE, known)[1:]


def test_without_a_reference_nothing_is_left_alone_for_it(known):
    assert [found.text for found in find("Kian came.", "", known)] == ["Kian"]
    text = "Kian came from 14 Tennyson Row."
    assert all_replaced(text, find(text, "", known)) == "Somebody came from somebody\u2019s address."


def test_words_of_the_framework_are_no_names():
    files = dict.fromkeys(("given", "others", "also-words", "words"), "") | {
        "kept": "# a head\n",
        "also-words": "may\n",
    }
    known = read_lists(files, ["Whether the Xyzzyk May apply"])
    assert [found.text for found in find("He saw Xyzzyk, and told May.", CASE, known)] == ["May"]


def test_the_catcher_says_nothing_of_a_note_that_has_no_letters(known):
    assert names.find("12 \u2013 14; 3.", CASE, known) == []


def test_what_a_framework_says_itself_holds_no_names(framework):
    files = {name: resource.text(f"names/{name}.txt") for name in ("given", "others", "also-words", "words", "kept")}
    known = read_lists(files, framework.said)
    assert "Order" in framework.said
    assert [text for text in framework.said if find(text, CASE, known)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Mae ei fam wedi dweud bod Kian yn hwyr.", "cy"), ("Told that Kian was late.", "en"), ("Kian: 3 / 4.", None)],
)
def test_the_language_of_a_note_shows_in_its_small_words(text, expected):
    assert tongue_of(text) == expected
