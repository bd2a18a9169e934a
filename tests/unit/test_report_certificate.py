"""The page of a certificate: it says what was destroyed, what no key could sign, and what cannot be vouched for."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import msgspec
import pypdf

from fjidesk.bundle import certificate as certificates
from fjidesk.desk import closing, retention
from fjidesk.report.certificate import pdf

if TYPE_CHECKING:
    from fjidesk.bundle.certificate import Certificate


def text_of(data):
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


def made(**more) -> Certificate:
    return msgspec.structs.replace(SHOWN, **more)


SHOWN = certificates.Certificate(
    format=1,
    state="done",
    inspection="1",
    title="Harbourside 2014",
    marking="OFFICIAL-SENSITIVE",
    name="inspector 3",
    organisation="Care inspectorate",
    role="local_assessor",
    fingerprint="ab" * 32,
    public_key="ssh-ed25519 AAAA",
    device="cd" * 16,
    held=certificates.Held(cases=5, readings=1, revisions=812, quarantined=0, backups=9, state="ef" * 32),
    received="The lead received all of it.",
    reason="",
    hold="No hold was known on this desk.",
    retention={"answers": "2014-06-30"},
    gone=[
        certificates.Gone(name="store.key.age", where="desk", bytes=385, passes=3),
        certificates.Gone(name="store.db", where="desk", bytes=1_548_288, passes=1),
        certificates.Gone(name="a.db", where="desk", bytes=1_548_288, passes=1),
        certificates.Gone(name="identity", where="second folder", bytes=444, passes=3),
        certificates.Gone(name="a.db", where="second folder", bytes=1_548_288, passes=1),
        certificates.Gone(name="faults.log", where="log", bytes=7, passes=1),
    ],
    left=[],
    bundles=[certificates.Sent(file="harbourside-0001.fjib", created="2013-11-20T10:00:00Z")],
    copies_destroyed=False,
    totals=[],
    begun="2014-07-01T09:00:00Z",
    done="2014-07-01T09:00:02Z",
    program="fjidesk 0.1.0",
    limits=closing.LIMITS,
)


def test_the_page_says_what_was_destroyed_and_what_cannot_be_vouched_for():
    text = text_of(pdf(SHOWN, b"signed"))
    for said in (
        "Certificate of destruction",
        "OFFICIAL-SENSITIVE",
        "All of it was destroyed. This was signed by the desk's own key",
        "inspector 3, local assessor, Care inspectorate",
        "5 cases, 1 reading, 812 revisions, 9 backups",
        "1 July 2014, 09:00 UTC",
        "Keys in a second folder 1 444 3 times",
        "Store 1 1,548,288 once",
        "Backups in a second folder",
        "Logs, which hold no content",
        "harbourside-0001.fjib",
        "Tick each off",
        "encryption of the whole drive",
        "Received by the lead: signature, date",
        "Page 1 of 1",
    ):
        assert said in text, said
    assert "Closed without it" not in text


def test_the_page_says_what_no_key_could_sign():
    begun = made(state="begun", done="")
    assert "Whether it was done is not known." in text_of(pdf(begun, b"signed"))
    text = text_of(pdf(begun, b"signed", "2014-07-02T10:00:00Z"))
    assert "finished 2 July 2014, 10:00 UTC; nothing could sign that" in text
    assert "Signed at its beginning only" in text
    assert "All of it" not in text


def test_the_page_stays_one_however_much_there_is_to_say():
    bundle = certificates.Sent(
        file=f"{'harbourside-2014-readings-inspector-' * 3}.fjib", created="2013-11-20T10:00:00Z"
    )
    full = made(
        title="H" * 300,
        name="n" * 100,
        reason="because of this " * 100,
        received="received " * 100,
        left=["left over " * 60] * 9,
        totals=["scores.json"] * 30,
        bundles=[bundle] * 60,
        copies_destroyed=True,
        retention=dict.fromkeys(retention.KINDS, "2014-06-30"),
    )
    text = text_of(pdf(full, b"signed"))
    assert text.replace(" ", "").count(bundle.file) == 4
    assert "And 6 more, which the signed file names." in text
    assert "names 56 earlier ones" in text
    assert "every copy made of these files for carrying them is destroyed" in text


def test_the_name_of_a_bundle_is_wrapped_and_not_cut():
    file = "the-borough-of-harbourside-and-brockville-2026-readings-inspector-2-3a8a-0001.fjib"
    text = text_of(pdf(made(bundles=[certificates.Sent(file=file, created="2013-11-20T10:00:00Z")]), b"signed"))
    assert file in text.replace(" ", "")
    assert "…" not in text
