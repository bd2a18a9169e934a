"""A query goes out, a reply comes back, and the lead closes it."""

import pytest

from fjidesk.desk import bundles, concerns, home, inspection, queries, reading, receipts
from fjidesk.desk.writing import write
from fjidesk.errors import Refused
from fjidesk.model.records import Answer, Query
from fjidesk.store import revisions
from fjidesk.store import team as team_store


def refused(code, function, *arguments, **named):
    with pytest.raises(Refused) as caught:
        function(*arguments, **named)
    assert caught.value.code == code


def carry(giver, taker, folder):
    """Hand over to one member, and bring it in there."""
    (outcome,) = bundles.bring_in(taker, [bundles.export(giver, folder, [taker.me], everything=True).path])
    assert (outcome.status, outcome.quarantined) == ("merged", 0)


def states(desk):
    return {one.id: one.state for one in queries.listed(desk)}


def test_a_query_is_put_replied_to_and_closed_over_the_whole_road(lead, reader, tmp_path):
    (name,) = queries.put(lead, "HB-01", " Which plan is meant? ", "R02")
    (shown,) = queries.listed(lead)
    assert (shown.case, shown.question, shown.text, shown.who) == ("HB-01", "R02", "Which plan is meant?", "reader")
    assert (shown.by, shown.state, shown.replies, shown.open) == ("lead", "waiting", [], True)
    assert shown.at.startswith("2013-11-18T")
    carry(lead, reader, tmp_path)
    (asked,) = home.queries(reader)
    assert (asked.id, asked.case, asked.question, asked.text) == (name, "HB-01", "R02", "Which plan is meant?")
    concerns.reply(reader, name, "The one of May.")
    assert home.queries(reader) == []
    carry(reader, lead, tmp_path)
    (back,) = queries.listed(lead, "HB-01", only_open=True)
    assert (back.state, [one.text for one in back.replies]) == ("replied", ["The one of May."])
    queries.close(lead, name)
    assert queries.listed(lead, only_open=True) == []
    assert states(lead) == {name: "closed"}
    carry(lead, reader, tmp_path)
    assert states(reader) == {name: "closed"}
    assert queries.put_to_me(reader, "HB-01")[0].settled


def test_a_new_pack_takes_a_query_too(lead, reader, tmp_path):
    (name,) = queries.put(lead, "HB-01", "Why?")
    bundles.bring_in(reader, [bundles.pack(lead, reader.me, tmp_path).path])
    assert [one.id for one in home.queries(reader)] == [name]


def test_a_query_goes_to_every_reader_of_the_case_or_to_those_who_are_named(team, lead, reader, tmp_path):
    other = team.join("other", second=("HB-01",))
    both = queries.put(lead, "HB-01", "Is there a plan?")
    assert [queries.find(lead, name).who for name in both] == ["reader", "other"]
    (one,) = queries.put(lead, "HB-01", "And a review?", members=[other.me])
    carry(lead, reader, tmp_path)
    assert [asked.id for asked in home.queries(reader)] == [both[0]], "what another is asked is not told"
    assert queries.find(lead, one).who == "other"


def test_a_deputy_sees_and_closes_what_the_lead_asked(team, lead, reader, tmp_path):
    deputy = team.join("deputy", "deputy")
    (name,) = queries.put(lead, "HB-01", "Why?")
    carry(lead, reader, tmp_path)
    carry(lead, deputy, tmp_path)
    concerns.reply(reader, name, "Because.")
    carry(reader, deputy, tmp_path)
    assert queries.find(deputy, name).by == "lead"
    queries.close(deputy, name)
    carry(deputy, lead, tmp_path)
    assert states(lead) == {name: "withdrawn"}, "the reply has not come here yet"
    carry(reader, lead, tmp_path)
    assert states(lead) == {name: "closed"}


def test_a_reply_that_crosses_a_withdrawal_is_kept_and_received(lead, reader, tmp_path):
    (name,) = queries.put(lead, "HB-01", "Why?")
    carry(lead, reader, tmp_path)
    queries.withdraw(lead, name)
    assert states(lead) == {name: "withdrawn"}
    concerns.reply(reader, name, "Because.")
    carry(reader, lead, tmp_path)
    assert revisions.quarantined(lead.db) == []
    assert [one.text for one in queries.find(lead, name).replies] == ["Because."]
    carry(lead, reader, tmp_path)
    assert home.queries(reader) == []
    (given,) = bundles.receipt(lead, tmp_path / "back", [reader.me])
    bundles.bring_in(reader, [given.path])
    assert receipts.all_received(reader)


def test_a_query_that_nobody_could_answer_is_refused(team, lead, reader):
    other = team.join("other", first=("HB-02",))
    refused("not-a-lead", queries.put, reader, "HB-01", "Why?")
    refused("case-unknown", queries.put, lead, "HB-99", "Why?")
    refused("question-unknown", queries.put, lead, "HB-01", "Why?", "R99")
    refused("query-empty", queries.put, lead, "HB-01", " \n")
    refused("nobody-to-ask", queries.put, lead, "HB-03", "Why?")
    refused("not-its-reader", queries.put, lead, "HB-01", "Why?", members=[other.me])
    inspection.allocate(lead, "HB-03", lead.me, "first")
    refused("nobody-to-ask", queries.put, lead, "HB-03", "Why?")
    assert queries.listed(lead) == []


def test_what_is_settled_stays_so_and_each_end_has_its_own_verb(lead, reader, tmp_path):
    (first,) = queries.put(lead, "HB-01", "Why?")
    (second,) = queries.put(lead, "HB-01", "When?")
    refused("not-a-lead", queries.withdraw, reader, first)
    refused("query-unknown", queries.withdraw, lead, "")
    refused("query-waiting", queries.close, lead, first)
    carry(lead, reader, tmp_path)
    concerns.reply(reader, first, "Because.")
    carry(reader, lead, tmp_path)
    assert [one.id for one in queries.listed(lead)] == [first, second], "the reply to look at comes first"
    refused("query-replied", queries.withdraw, lead, first)
    queries.close(lead, first)
    refused("query-settled", queries.close, lead, first)
    queries.withdraw(lead, second[:20])
    refused("query-settled", queries.withdraw, lead, second)


def test_who_reads_the_case_too_sees_no_reply_until_both_readings_are_finished(team, lead, reader, tmp_path):
    deputy = team.join("deputy", "deputy", second=("HB-01",))
    (name,) = queries.put(lead, "HB-01", "Why yes?", members=[reader.me])
    carry(lead, reader, tmp_path)
    reading.answer(reader, "HB-01", "R01", Answer(answer="yes"))
    reading.finish(reader, "HB-01", with_gaps=True)
    concerns.reply(reader, name, "It is in the record.")
    for giver in (lead, reader):
        carry(giver, deputy, tmp_path)
    shown = queries.find(deputy, name)
    assert (shown.state, shown.replies, shown.kept) == ("replied", [], 1)
    refused("still-blind", queries.close, deputy, name)
    reading.answer(deputy, "HB-01", "R01", Answer(answer="yes"))
    reading.finish(deputy, "HB-01", with_gaps=True)
    assert queries.find(deputy, name).replies[0].text == "It is in the record."
    queries.close(deputy, name)


def test_who_was_asked_hears_that_a_query_is_no_longer_put_to_them_and_no_words_for_another(
    lead, reader, team, tmp_path
):
    team.join("other", second=("HB-01",))
    other = team.desks["other"]
    (name,) = queries.put(lead, "HB-01", "which plan?", "R02", [reader.me])
    (more,) = queries.put(lead, "HB-01", "which date?", "R03", [reader.me])
    (gone,) = queries.put(lead, "HB-01", "which order?", "R01", [reader.me])
    carry(lead, reader, tmp_path / "1")
    assert len(home.queries(reader)) == 3
    write(lead, [("query", (name,), Query(case="HB-01", member=other.me, text="which plan?", question="R02"))])
    write(lead, [("query", (more,), Query(case="HB-01", member=other.me, text="why No?", question="R03"))])
    write(lead, [("query", (gone,), None)])
    carry(lead, reader, tmp_path / "2")
    assert [one.id for one in home.queries(reader)] == [more]  # in other words, which are not for them
    assert "why No?" not in {one.text for one in team_store.queries(reader.db).values()}
    carry(lead, other, tmp_path / "3")
    assert {one.id for one in home.queries(other)} == {name, more}
