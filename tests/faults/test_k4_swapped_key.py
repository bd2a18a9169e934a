"""K4: first key exchange: the words are read out; a public key that was swapped on the way is noticed."""

from __future__ import annotations

import json

import pytest

from fjidesk.bundle import card, keys, succession
from fjidesk.desk import bundles, conflicts, identity, inspection, keyring, trust
from fjidesk.errors import Refused
from tests.conftest import PASSPHRASE, ROUNDS


def refused(code, call, *arguments, **named):
    with pytest.raises(Refused) as error:
        call(*arguments, **named)
    assert error.value.code == code
    return error.value


def test_a_members_card_that_was_swapped_on_the_way_is_noticed(team):
    lead, reader = team.lead(), team.make("reader")
    words = identity.show(reader).words
    thief = keys.create()
    swapped = card.write(thief, "reader", "A service", "probation", "inspector")
    assert card.read(swapped).words != words
    refused("words-differ", inspection.add_member, lead, swapped, words)
    assert list(lead.roster) == [lead.me]
    inspection.add_member(lead, identity.card(reader), words)
    assert set(lead.roster) == {lead.me, reader.me}


def test_a_card_whose_key_was_replaced_inside_is_refused(team):
    reader = team.make("reader")
    data = identity.card(reader)
    changed = data.replace(reader.identity.public_line.encode(), keys.create().public_line.encode())
    assert changed != data
    refused("card-refused", card.read, changed)


def test_a_pack_of_somebody_who_took_the_leads_place_is_noticed(team, tmp_path):
    lead = team.lead()
    false = team.make("false lead", "lead")
    inspection.create(false, "Harbourside 2014", inspection.framework_bytes("fji-2014"), "fji-2014.toml")
    reader = team.make("reader")
    data = identity.card(reader)
    inspection.add_member(false, data, card.read(data).words)
    pack = bundles.pack(false, reader.me, tmp_path)
    refused("words-differ", bundles.open_pack, reader, pack.path, identity.show(lead).words)
    refused("words-missing", bundles.open_pack, reader, pack.path, "")
    refused("no-inspection", lambda: reader.inspection)


def test_every_one_of_the_six_words_counts(team):
    lead, reader = team.lead(), team.make("reader")
    words = identity.show(reader).words.split()
    for place in range(6):
        wrong = [*words]
        wrong[place] = "zoom" if wrong[place] != "zoom" else "zone"
        refused("words-differ", inspection.add_member, lead, identity.card(reader), " ".join(wrong))


def test_a_new_key_needs_the_signature_of_the_old_one_and_the_words(team):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    old, thief = reader.identity, keys.create()
    forged = succession.write(thief, keys.create(), "reader", "2013-11-18T09:00:00Z")
    refused("not-a-member", trust.accept_key, lead, forged, succession.read(forged).words)
    claim = json.loads(forged[forged.rindex(b"-----\n") + 6 :]) | {"replaces": old.public_line}
    head = forged[: forged.rindex(b"-----\n") + 6]
    refused("card-refused", succession.read, head + json.dumps(claim).encode())
    refused("card-refused", succession.read, succession.write(old, old, "reader", ""))
    refused("card-refused", succession.read, identity.card(reader))
    data = keyring.rotate(reader, PASSPHRASE, ROUNDS)
    refused("words-missing", trust.accept_key, lead, data, "")
    refused("words-differ", trust.accept_key, lead, data, identity.show(lead).words)
    refused("card-refused", inspection.add_member, lead, data, succession.read(data).words)
    assert len(lead.roster) == 2


@pytest.mark.parametrize("field", ["public_key", "role", "replaces"])
def test_a_conflict_is_not_settled_by_another_key_or_role(team, tmp_path, field):
    lead = team.lead()
    reader, other = team.join("reader", first=("HB-01",)), team.join("other")
    deputy = team.join("deputy", "deputy")
    for desk, day in ((lead, "2013-12-20"), (deputy, "2013-12-21")):
        trust.set_until(desk, reader.me, day)
    assert bundles.bring_in(lead, [bundles.export(deputy, tmp_path / "of deputy").path])[0].conflicts == 1
    (found,) = conflicts.conflicts(lead)
    value = json.loads(bytes(found.versions[0].value)) | {"until": "2013-12-22"}
    changed = {"public_key": other.identity.public_line, "role": "deputy", "replaces": other.me}[field]
    before = lead.roster
    refused("value-wrong", conflicts.settle_by, lead, found.name, json.dumps(value | {field: changed}))
    assert lead.roster == before
    conflicts.settle_by(lead, found.name, json.dumps(value))
    assert lead.roster[reader.me].until == "2013-12-22"
