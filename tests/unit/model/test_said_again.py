"""What is said again is one with what says it: worked examples, and the rules that hold of any history."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjidesk.model import said_again
from fjidesk.model.records import Answer, Case
from fjidesk.model.revision import Revision, body_of, make


def history(text, kind="case"):
    """Read ``name=value<parents`` with blanks between: the revisions by their names, each above those before it."""
    known: dict[str, Revision] = {}
    for counter, line in enumerate(text.split(), 1):
        name, _, rest = line.partition("=")
        said, _, parents = rest.partition("<")
        body = Case(facts={"x": said}) if kind == "case" else Answer(answer="no", note=said)
        made = make(
            kind=kind, key=("HB-01",), body=None if said == "-" else body, parents=[], author="a" * 64, device="d",
            counter=counter, made_at="",
        )  # fmt: skip
        known[name] = Revision(**{**{field: getattr(made.revision, field) for field in made.revision.__struct_fields__},
                                  "parents": tuple(parents)})  # fmt: skip
    return known


def value(made):
    body = body_of(made)
    return body.facts["x"] if isinstance(body, Case) else "-"


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("P=1", "P"),
        ("P=1 R=1<P", "P"),  # said again: the first is the head
        ("P=1 R=1<P C=2<P", "C"),  # changed by somebody who had not heard that it was said again
        ("P=1 R=1<P S=1<P C=2<R", "C"),
        ("P=1 D=2<P C=3<P", "DC"),  # two changes
        ("P=1 D=2<P C=2<P", "DC"),  # of one value, by two people, each meant
        ("P=1 R=1<P D=2<R C=3<P", "DC"),  # what is changed after it was said again is a change
        ("P=1 R=1<P C=2<P S=2<RC", "C"),  # said again over what was said again before
        ("P=1 R=1<P C=2<P S=2<RC E=3<C", "E"),
        ("P=1 Q=2<P R=1<Q C=3<Q", "RC"),  # set back is a change
        ("P=- R=-<P C=2<P", "C"),  # withdrawn, and said again
        ("R=1<P C=2<P", "RC"),  # what it says again is not held: nobody can tell
        ("P=1 R=1<Px C=2<P", "RC"),
        ("P=1 Q=1 S=1<PQ C=2<P", "SC"),  # two that were set by themselves: S settles them
        ("P=1 D=2<P C=3<P S=3<PC", "DC"),  # said again beside a conflict, it settles nothing
    ],
)
def test_heads(text, heads):
    assert said_again.heads(history(text)) == set(heads)


def test_an_answer_is_never_said_again():
    assert said_again.heads(history("P=1 R=1<P C=2<P", "answer")) == {"R", "C"}


@pytest.mark.parametrize(
    ("text", "head", "behind"),
    [
        ("P=1", "P", "P"),
        ("P=1 R=1<P C=2<P", "C", "PRC"),  # R too: a desk may hold it and lack P
        ("P=1 D=2<P C=3<P", "C", "PC"),  # beside a conflict, the other one is left to whoever settles it
    ],
)
def test_what_says_it_again_replaces_all_that_went_before(text, head, behind):
    assert said_again.behind(history(text), head) == set(behind)


@st.composite
def histories(draw):
    text = ""
    for place, name in enumerate(string.ascii_uppercase[: draw(st.integers(1, 9))]):
        parents = "".join(draw(st.sets(st.sampled_from(string.ascii_uppercase[:place] + "x"), max_size=3)))
        text += f"{name}={draw(st.sampled_from('12-'))}<{parents} "
    return text


@given(histories())
def test_there_is_a_head_and_none_that_a_change_replaced(text):
    known = history(text)
    heads = said_again.heads(known)
    plain = known.keys() - {parent for made in known.values() for parent in made.parents}
    assert heads
    assert len(heads) <= len(plain), "nothing stands beside another that would not without the rule"
    assert {value(known[name]) for name in heads} <= {value(known[name]) for name in plain}


@given(histories(), st.data())
def test_one_more_that_says_a_head_again_changes_no_head(text, data):
    known = history(text)
    heads = said_again.heads(known)
    head = data.draw(st.sampled_from(sorted(heads)))
    behind = "".join(sorted(said_again.behind(known, head)))
    assert said_again.heads(history(f"{text} Z={value(known[head])}<{behind}")) == heads
