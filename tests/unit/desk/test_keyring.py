"""Changes of the key file: cut at every write, the desk opens; and the sheet that opens it."""

from __future__ import annotations

from typing import Any

import pypdf
import pytest

from fjidesk import files
from fjidesk.bundle import keys, seal
from fjidesk.clock import new_id, now
from fjidesk.desk import checks, keeping, keyring, passphrases, reading, recovery, workspace
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from fjidesk.store import team as stored
from tests.conftest import PASSPHRASE, ROUNDS

NEW = "eleven lanterns over wet gravel"


class CutError(Exception):
    """The power went."""


@pytest.fixture
def cut(monkeypatch):
    """Return a function that lets so many writes of files come to their end and then cuts the power.

    Each file is written, then gets its name: both are moments at which it may happen.
    """
    from pathlib import Path

    real: dict[str, Any] = {"write": files._write_private, "replace": Path.replace, "unlink": Path.unlink}
    left = [10**9]

    def counted(name):
        def call(*arguments, **named):
            if left[0] <= 0:
                raise CutError
            left[0] -= 1
            return real[name](*arguments, **named)

        return call

    monkeypatch.setattr(files, "_write_private", counted("write"))
    monkeypatch.setattr(Path, "replace", counted("replace"))
    monkeypatch.setattr(Path, "unlink", counted("unlink"))

    def after(writes):
        left[0] = writes

    return after


@pytest.fixture
def reader(team):
    team.lead()
    desk = team.join("reader", first=("HB-01",))
    reading.answer(desk, "HB-01", "R01", Answer(answer="yes"))
    return desk


def opens(team, folder, *candidates):
    """Return the desk opened by the one passphrase that opens it."""
    for passphrase in candidates:
        try:
            desk = workspace.open_desk(folder, passphrase, clock=team.clock, ids=new_id)
        except Refused as error:
            assert error.code == "wrong-passphrase"  # noqa: PT017
        else:
            team.stack.callback(desk.close)
            return desk, passphrase
    raise AssertionError(candidates)


def whole(team, folder, secret):
    """Check that nothing is left over, and return the key that the recovery secret opens."""
    assert not (folder / workspace.NEW_IDENTITY).exists()
    desk = keyring.recover(folder, secret, NEW, clock=team.clock, ids=new_id, rounds=ROUNDS)
    team.stack.callback(desk.close)
    assert (folder / keeping.PUBLIC).read_text(encoding="ascii").strip() == desk.identity.public_line
    assert not checks.check(desk).difference
    desk.close()
    return desk.identity.public_line


def run_cut(call):
    try:
        call()
    except CutError:
        return True
    return False


def test_a_change_of_passphrase_cut_anywhere_leaves_a_desk_that_opens(team, reader, cut):
    folder, old, cuts = reader.folder, PASSPHRASE, 0
    for writes in range(40):
        wanted = f"{NEW} {writes}"
        cut(writes)
        stopped = run_cut(
            lambda old=old, wanted=wanted: keyring.change_passphrase(team.desks["reader"], old, wanted, ROUNDS)
        )
        cut(10**9)
        team.desks["reader"].close()
        desk, old = opens(team, folder, wanted, old)
        team.desks["reader"] = desk
        assert not (folder / workspace.NEW_IDENTITY).exists()
        assert reading.position(desk, "HB-01").answers["R01"].answer == "yes"
        cuts += stopped
        if not stopped:
            break
    assert cuts >= 2
    assert old == wanted
    desk.close()
    assert whole(team, folder, team.secrets["reader"]) == desk.identity.public_line


def test_a_change_of_key_cut_anywhere_leaves_a_desk_that_opens(team, reader, cut):
    folder, me, cuts, states = reader.folder, reader.me, 0, set()
    first = reader.fingerprint
    for writes in range(60):
        cut(writes)
        stopped = run_cut(lambda: keyring.rotate(team.desks["reader"], PASSPHRASE, ROUNDS))
        cut(10**9)
        team.desks["reader"].close()
        desk, _ = opens(team, folder, PASSPHRASE)
        team.desks["reader"] = desk
        states.add(desk.fingerprint == first)
        assert desk.me == me
        assert not (folder / workspace.NEW_IDENTITY).exists()
        assert seal.unseal((folder / workspace.SEALED_KEY).read_bytes(), desk.identity) == desk.store_key
        reading.answer(desk, "HB-01", "R02", Answer(answer="yes", note=f"cut {writes}"))
        cuts += stopped
        if desk.fingerprint != first:
            break
    assert cuts >= 4
    assert states == {True, False}
    assert [one.fingerprint for one in desk.former] == [first]
    desk.close()
    for forgotten in desk.former:
        with pytest.raises(Refused):
            seal.unseal((folder / workspace.SEALED_KEY).read_bytes(), forgotten)
    assert whole(team, folder, team.secrets["reader"]) == desk.identity.public_line


def test_a_leads_change_of_key_cut_before_the_roster_was_told_is_told_at_the_next_opening(team, monkeypatch):
    lead, first = team.lead(), team.desks["lead"].fingerprint

    def power_cut(_desk):
        raise CutError

    monkeypatch.setattr(workspace, "finish_change", power_cut)
    with pytest.raises(CutError):
        keyring.rotate(lead, PASSPHRASE, ROUNDS)
    assert lead.fingerprint not in stored.roster(lead.db)
    monkeypatch.undo()
    lead = team.reopen("lead")
    roster = stored.roster(lead.db)
    assert (roster[lead.fingerprint].replaces, bool(roster[first].revoked)) == (first, True)
    assert (lead.me, lead.member(first).public_key) == (first, lead.identity.public_line)
    assert not checks.check(lead).difference


def test_every_moment_after_the_new_key_has_its_name_is_brought_to_its_end(team, reader, cut):
    """From the replacing of the key file on, with each number of writes that still came to their end."""
    total = 0
    cut(10**6)
    keyring.rotate(reader, PASSPHRASE, ROUNDS)
    folder, line = reader.folder, f"{reader.identity.public_line}\n".encode()
    reader.close()
    for writes in range(40):
        (folder / keeping.PUBLIC).write_bytes(b"the old one\n")
        cut(writes)
        stopped = run_cut(lambda: workspace.open_desk(folder, PASSPHRASE, clock=team.clock, ids=new_id).close())
        cut(10**9)
        desk, _ = opens(team, folder, PASSPHRASE)
        desk.close()
        assert (folder / keeping.PUBLIC).read_bytes() == line
        total += stopped
        if not stopped:
            break
    assert total >= 4


def test_the_new_passphrase_opens_the_desk_and_the_old_one_does_not(team, reader):
    keyring.change_passphrase(reader, PASSPHRASE, NEW, ROUNDS)
    workspace.unlock(reader.folder, NEW)
    with pytest.raises(Refused) as refused:
        workspace.unlock(reader.folder, PASSPHRASE)
    assert refused.value.code == "wrong-passphrase"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("something else entirely", NEW, "wrong-passphrase"),
        (PASSPHRASE, "short", "passphrase-short"),
        (PASSPHRASE, "harbourside 2014 reader", "passphrase-weak"),
    ],
)
def test_a_refused_change_changes_nothing(reader, old, new, code):
    before = (reader.folder / workspace.IDENTITY).read_bytes()
    with pytest.raises(Refused) as refused:
        keyring.change_passphrase(reader, old, new, ROUNDS)
    assert refused.value.code == code
    assert (reader.folder / workspace.IDENTITY).read_bytes() == before
    assert not (reader.folder / workspace.NEW_IDENTITY).exists()


def test_a_new_key_file_that_does_not_open_is_not_put_in_place(reader, monkeypatch):
    before = (reader.folder / workspace.IDENTITY).read_bytes()
    other = keys.create()
    monkeypatch.setattr(keys.Identity, "locked", lambda _, passphrase, rounds: _REAL(other, passphrase, rounds))
    with pytest.raises(Refused) as refused:
        keyring.change_passphrase(reader, PASSPHRASE, NEW, ROUNDS)
    assert refused.value.code == "not-written"
    assert (reader.folder / workspace.IDENTITY).read_bytes() == before


_REAL = keys.Identity.locked


def test_a_desk_is_not_made_with_its_owners_name_for_a_passphrase(tmp_path):
    with pytest.raises(Refused) as refused:
        workspace.create(
            tmp_path / "desk",
            "harbourside probation",
            ["Harbourside probation"],
            clock=now,
            ids=new_id,
            entropy=bytes(32),
            rounds=ROUNDS,
        )
    assert refused.value.code == "passphrase-weak"
    assert not (tmp_path / "desk").exists()
    assert passphrases.judge("harbourside probation").enough


def test_the_sheet_holds_what_opens_the_desk_and_says_what_to_do(team, reader, tmp_path):
    secret, path = team.secrets["reader"], tmp_path / "sheet.pdf"
    keyring.write_sheet(reader, " ".join(recovery.groups(secret)), path)
    document = pypdf.PdfReader(path)
    assert len(document.pages) == 1
    text = document.pages[0].extract_text()
    for words in (
        "SHOWN ONCE",
        "reader, A service",
        keys.six_words(reader.fingerprint),
        "2013-11-18",
        "fjidesk identity prove",
        "fjidesk identity recover",
        *recovery.groups(secret),
    ):
        assert words in text
    assert document.metadata is not None
    assert document.metadata.title == "Recovery sheet"
    again = tmp_path / "again.pdf"
    keyring.write_sheet(reader, secret, again)
    assert again.read_bytes() == path.read_bytes()


def test_the_qr_code_is_the_secret(team):
    from reportlab.graphics.barcode.qr import QrCodeWidget

    secret, _ = seal.recovery_pair()
    widget = QrCodeWidget(secret, barLevel="M")
    widget.qr.make()
    assert type(widget.qr.dataList[0]).__name__ == "QRAlphaNum"  # capitals, figures and hyphen: the smallest form
    assert widget.qr.dataList[0].data == secret
    assert widget.qr.moduleCount <= 37


def test_no_sheet_is_written_for_another_secret(reader, tmp_path):
    for wrong in (seal.recovery_pair()[0], "nonsense"):
        with pytest.raises(Refused) as refused:
            keyring.write_sheet(reader, wrong, tmp_path / "sheet.pdf")
        assert refused.value.code == "recovery-wrong"
    assert not (tmp_path / "sheet.pdf").exists()


def test_what_people_guess_first_is_known_from_the_desk(reader):
    assert keyring.own_words(reader) == ["reader", "A service", "probation", "Harbourside 2014"]
