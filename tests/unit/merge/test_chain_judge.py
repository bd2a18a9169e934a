"""What a plan makes of revisions by several keys of one member: pure, from roster and lines alone."""

import pytest

from fjidesk.bundle import keys
from fjidesk.merge import judging
from fjidesk.merge.judging import Line
from fjidesk.merge.plan import Held, judge
from fjidesk.model.records import Allocation, Answer, Member
from fjidesk.model.revision import make
from fjidesk.model.roles import Standing

LINE = keys.create().public_line


def member(role="inspector", replaces=""):
    return Member(name="n", organisation="", inspectorate="", role=role, public_key=LINE, since="s", replaces=replaces)


def line(author, kind, key, body, counter=1):
    return make(
        kind=kind, key=key, body=body, parents=(), author=author, device="d", counter=counter, made_at="2013-11-18"
    )


LEAD, OLD, NEW, OTHER = "lead", "old", keys.fingerprint(LINE), "other"
ROSTER = {LEAD: member("lead"), OLD: member(), OTHER: member()}
STANDING = Standing(ROSTER, frozenset({("HB-01", OLD)}))
LINK = line(LEAD, "member", (NEW,), member(replaces=OLD))


def judged(made, standing, signer):
    nothing: frozenset[str] = frozenset()
    known = standing.roster
    return judge(made, signer, Held("", "", nothing, {}, nothing, standing, {}, nothing, 0, given=known))


@pytest.mark.parametrize("author", [OLD, NEW], ids=["old", "new"])
def test_a_new_key_hands_over_what_the_old_one_wrote(author):
    standing = Standing({**ROSTER, NEW: member(replaces=OLD)}, STANDING.allocated)
    made = [line(author, "answer", ("HB-01", OLD, "R01"), Answer(answer="yes"))]
    assert judged(made, standing, NEW) == (made, [], [])
    assert [reason for _, reason in judged(made, standing, OTHER)[1]] == ["Its author is not the signer of the bundle."]


def test_before_the_roster_knows_of_it_the_new_key_hands_over_nothing():
    made = [
        line(OLD, "answer", ("HB-01", OLD, "R01"), Answer(answer="yes")),
        line(NEW, "answer", ("HB-01", OLD, "R02"), Answer(answer="yes")),
    ]
    assert [reason for _, reason in judged(made, STANDING, NEW)[1]] == [
        "Its author is not the signer of the bundle.",
        "Its author is not on the roster.",
    ]


def test_a_link_counts_for_the_lines_after_it_and_a_withdrawal_takes_no_right_back():
    allocated = line(LEAD, "allocation", ("HB-02", NEW), Allocation(turn="first"))
    withdrawn = line(LEAD, "allocation", ("HB-02", NEW), None, 2)
    good, bad, _ = judged([withdrawn, allocated, LINK], STANDING, LEAD)
    assert (len(good), bad) == (3, [])
    assert good[0] == LINK


def version(place, author, name, body):
    return Line(f"{place:02}", "member", (name,), author, place, frozenset({author}), body)


def test_the_first_word_of_a_key_holds_until_a_later_one_adds_which_key_it_replaces():
    lines = [
        version(2, LEAD, NEW, member("deputy")),
        version(3, LEAD, NEW, member("inspector", OLD)),
        version(4, LEAD, NEW, None),
        version(5, NEW, OTHER, member("lead")),
    ]
    standing, faults = judging.members(lines, {LEAD: member("lead")})
    assert set(faults) == {"05"}
    assert standing.roster[NEW] == member("deputy", OLD)
    assert [standing.role(NEW, (place, "")) for place in (1, 3, 4, 9)] == ["deputy", "deputy", "inspector", "inspector"]
    assert standing.role(OTHER) is None


def test_a_card_that_the_owner_accepted_says_which_key_is_replaced_before_the_roster_does():
    given = {LEAD: member("lead"), NEW: member("inspector", OLD)}
    standing, _ = judging.members([version(2, LEAD, OLD, member()), version(3, LEAD, NEW, member())], given)
    assert standing.same(OLD, NEW)
    apart, _ = judging.members([version(2, LEAD, OLD, member()), version(3, LEAD, NEW, member())], {LEAD: given[LEAD]})
    assert not apart.same(OLD, NEW)
    assert judging.is_narrower(apart, standing)
    assert not judging.is_narrower(standing, apart)
