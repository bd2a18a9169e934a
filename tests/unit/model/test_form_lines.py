"""A filled form typed in: what each line means, and what is said of one that means nothing."""

import pytest

from fjidesk import resource
from fjidesk.model.form_lines import read
from fjidesk.model.framework_file import parse
from fjidesk.model.records import Answer

BOTH = ["late", "outside-timescale"]
FRAMEWORK = parse(resource.path("frameworks/fji-2014.toml").read_bytes(), "fji-2014.toml")


@pytest.mark.parametrize(
    ("line", "question", "expected"),
    [
        ("R01 y", "R01", Answer(answer="yes")),
        ("r1 Y 3 sessions were kept.", "R01", Answer(answer="yes", note="3 sessions were kept.")),
        ("R01. i", "R01", Answer(answer="yes")),
        ("R 02: no 1 3 The plan came late.", "R02", Answer(answer="no", reasons=BOTH, note="The plan came late.")),
        ("R02 n 3 1", "R02", Answer(answer="no", reasons=["outside-timescale", "late"])),
        ("R02 n", "R02", Answer(answer="no")),
        ("R02 n 1: 3 weeks.", "R02", Answer(answer="no", note="1: 3 weeks.")),
        ("R02 n 1 : 3 weeks.", "R02", Answer(answer="no", reasons=["late"], note="3 weeks.")),
        ("R02 n 0 [snow] A note.", "R02", Answer(answer="no", reasons=["other"], other="snow", note="A note.")),
        ("R02 n 0 A note.", "R02", Answer(answer="no", reasons=["other"], note="A note.")),
        ("R02 n 1 [as it says]", "R02", Answer(answer="no", reasons=["late"], note="[as it says]")),
        ("R03 a 2", "R03", Answer(answer="na", reasons=["not_priority"])),
        ("R03 n/a 0 [moved away]", "R03", Answer(answer="na", reasons=["other"], other="moved away")),
        ("R04 n 1 in May", "R04", Answer(answer="no", note="1 in May")),
        (
            "R01 y source=c confidence=unsure discuss=y record=[contact log] dated=12/03/2014 place=[page 4] Said so.",
            "R01",
            Answer(
                answer="yes",
                source="case_manager",
                confidence="unsure",
                discuss=True,
                record="contact log",
                dated="12/03/2014",
                place="page 4",
                note="Said so.",
            ),
        ),
    ],
)  # fmt: skip
def test_what_a_line_means(line, question, expected):
    typed = read(line, FRAMEWORK)
    assert (typed.faults, typed.facts, typed.answers) == ([], {}, {question: expected})


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("R99 y", "there is no question R99"),
        ("hello", "there is no question hello"),
        ("R01y", "there is no question R01y"),
        ("R01", "R01 is answered y, n or a, not by nothing"),
        ("R01 maybe", "R01 is answered y, n or a, not maybe"),
        ("R02 n 4", "R02 has no reason 4; there are 3, and 0"),
        ("R02 n 1 1", "reason 1 stands there twice"),
        ("R02 n 1 source=heard", "source is one of record, case_manager, both"),
        ("shoe=9", "there is no fact shoe"),
        ("victim=maybe", "victim has no value maybe; it is one of yes, no"),
        ("victim=3", "victim has no value 3; there are 2"),
        ("victim=0", "victim has no value 0; there are 2"),
    ],
)
def test_what_a_line_cannot_mean(line, fault):
    assert read(f"# head\n\n{line}\n", FRAMEWORK).faults == [(3, fault)]


def test_facts_and_lines_are_kept_and_nothing_stands_twice():
    typed = read("victim = yes\nR01 y\nlength=\nR01 n\nvictim=no\n", FRAMEWORK)
    assert typed.facts == {"victim": "yes", "length": ""}
    assert typed.lines == {"victim": 1, "R01": 2, "length": 3}
    assert typed.faults == [
        (4, "R01 stands there twice, first on line 2"),
        (5, "victim stands there twice, first on line 1"),
    ]
    assert typed.answers["R01"].answer == "yes"


def test_a_fact_by_its_number_and_the_parts_in_short_as_the_form_prints_them():
    typed = read("victim=2\nlength=12\nR01 n 1 s=r c=u d=y The note\n", FRAMEWORK)
    assert typed.faults == []
    assert typed.facts == {"victim": "no", "length": "12"}
    assert typed.said == {"R01": {"source", "confidence", "discuss"}}
    given = typed.answers["R01"]
    assert (given.source, given.confidence, given.discuss, given.note) == ("record", "unsure", True, "The note")
