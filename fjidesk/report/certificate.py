"""A certificate of destruction on one page, marked, with lines for signatures by hand."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from fjidesk.bundle.certificate import DONE
from fjidesk.bundle.keys import six_words
from fjidesk.report import look, words
from fjidesk.report.pages import Column
from fjidesk.report.parts import Identification
from fjidesk.report.pdf import ReportlabKit, document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.bundle.certificate import Certificate, Gone

_LABEL = 40 * look.MM
_HALF = look.WIDTH / 2
_BOX = 8
_TICKED = 8, 4  # bundles named on the page, fewer where long names are wrapped; the signed file names the others
_LONGEST = 120
_NAME = 48
_LEFT = 3


def pdf(certificate: Certificate, data: bytes, finished: str = "") -> bytes:
    """Return the certificate as the bytes of an A4 PDF, one page but for texts of extreme length.

    Args:
        certificate: as it was signed.
        data: the signed bytes, whose SHA-256 binds the page to them.
        finished: when the closing was finished without a signature; empty where it was signed to its end.
    """
    kit, shown = ReportlabKit(), _identification(certificate, finished)
    in_all = ticked = 0
    for ticked in _TICKED:
        _, in_all = document(kit, shown, _story(kit, certificate, data, finished, ticked), 0)
        if in_all == 1:
            break
    return document(kit, shown, _story(kit, certificate, data, finished, ticked), in_all)[0]


def _identification(certificate: Certificate, finished: str) -> Identification:
    created = finished or certificate.done or certificate.begun
    return Identification(
        inspection=certificate.title or "No inspection",
        title="Certificate of destruction",
        status="Signed" if certificate.state == DONE else "Signed at its beginning only",
        author=certificate.organisation,
        marking=certificate.marking or "OFFICIAL",
        created=created,
        created_words=words.moment(created),
        framework=certificate.program,
        state=words.short_hash(certificate.held.state),
    )


def _story(kit: ReportlabKit, certificate: Certificate, data: bytes, finished: str, ticked: int) -> list[Any]:
    rows = [(label, _short(value)) for label, value in _facts(certificate, finished) if value]
    rows.append(("Signed file", f"SHA-256 {hashlib.sha256(data).hexdigest()}"))
    return [
        kit.text("Certificate of destruction", "theme"),
        kit.text(_said(certificate, finished), "notice"),
        kit.table([Column(_LABEL, kind="label"), Column(look.WIDTH - _LABEL)], rows),
        kit.text("What was destroyed" if certificate.state == DONE or finished else "What was to be", "section"),
        _gone(kit, certificate.gone),
        *_stayed(kit, certificate),
        *_bundles(kit, certificate, ticked),
        kit.text("What this cannot vouch for", "section"),
        *(kit.text(said, "note") for said in certificate.limits),
        kit.space(14),
        _signatures(kit, certificate),
    ]


def _said(certificate: Certificate, finished: str) -> str:
    if certificate.state == DONE:
        what = "Destroyed, but for what is named below." if certificate.left else "All of it was destroyed."
        return f"{what} This was signed by the desk's own key, which is destroyed with it."
    if finished:
        return (
            f"Signed when it began. It was cut off after the key was destroyed, and finished {words.moment(finished)}; "
            "nothing could sign that."
        )
    return "Signed when it began. Whether it was done is not known."


def _facts(certificate: Certificate, finished: str) -> list[tuple[str, str]]:
    held = certificate.held
    whose = f"{certificate.name}, {certificate.role.replace('_', ' ')}"
    counts = [
        words.count(held.cases, "case"),
        words.count(held.readings, "reading"),
        words.count(held.revisions, "revision"),
        words.count(held.backups, "backup"),
    ]
    dates = [f"{name} {date}" for name, date in certificate.retention.items()]
    return [
        ("Inspection", certificate.title or "none: no pack had been opened"),
        ("Desk of", f"{whose}, {certificate.organisation}" if certificate.organisation else whose),
        ("Six words of the key", six_words(certificate.fingerprint)),
        ("Device", certificate.device),
        ("Held", f"{', '.join(counts)}; state {words.short_hash(held.state)}"),
        ("Received by the lead", certificate.received),
        ("Closed without it because", certificate.reason),
        ("Hold", certificate.hold),
        ("To be kept until", ", ".join(dates) or "no date was set"),
        ("Begun", words.moment(certificate.begun)),
        ("Done", _done(certificate, finished)),
    ]


def _done(certificate: Certificate, finished: str) -> str:
    if certificate.done:
        return words.moment(certificate.done)
    return f"finished without a signature {words.moment(finished)}" if finished else "not known"


def _short(text: str, longest: int = _LONGEST) -> str:
    """Return a text that leaves the page its other lines; the signed file has all of it."""
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


def _gone(kit: ReportlabKit, gone: Sequence[Gone]) -> Any:
    kinds: dict[str, list[Gone]] = {}
    for one in gone:
        kinds.setdefault(_kind(one), []).append(one)
    rows = []
    for kind, some in kinds.items():
        passes = min(one.passes for one in some)
        size = f"{sum(one.bytes for one in some):,}"
        rows.append((kind, str(len(some)), size, "once" if passes == 1 else f"{passes} times"))
    columns = [
        Column(70 * look.MM, "What"),
        Column(20 * look.MM, "Files", right=True),
        Column(30 * look.MM, "Bytes", right=True),
        Column(look.WIDTH - 120 * look.MM, "Written over with random bytes", right=True),
    ]
    return kit.table(columns, rows or [("Nothing", "0", "0", "")])


def _kind(one: Gone) -> str:
    if one.where == "log":
        return "Logs, which hold no content"
    if one.where == "second folder":
        return "Keys in a second folder" if one.passes > 1 else "Backups in a second folder"
    if one.passes > 1:
        return "Keys"
    return "Store" if one.name.startswith("store.db") else "Backups on this laptop"


def _stayed(kit: ReportlabKit, certificate: Certificate) -> list[Any]:
    said = [_short(text) for text in certificate.left[:_LEFT]]
    if len(certificate.left) > len(said):
        said.append(f"And {len(certificate.left) - len(said)} more, which the signed file names.")
    if certificate.totals:
        said.append(_short(f"Kept on purpose: {', '.join(certificate.totals)}."))
    return [kit.text("What stays", "section"), *(kit.text(text, "cell") for text in said)] if said else []


def _bundles(kit: ReportlabKit, certificate: Certificate, ticked: int) -> list[Any]:
    if not certificate.bundles:
        return []
    title = "Bundles that this desk wrote"
    if certificate.copies_destroyed:
        said = "The owner says that every copy made of these files for carrying them is destroyed."
    else:
        said = "Tick each off once the copies made for carrying it, on sticks and elsewhere, are destroyed."
    named = certificate.bundles[-ticked:]
    cells = [_tick(kit, one.file, ticked=certificate.copies_destroyed) for one in named]
    pairs = [cells[start : start + 2] for start in range(0, len(cells), 2)]
    more = len(certificate.bundles) - len(named)
    return [
        kit.text(title, "section"),
        kit.text(f"{said} The signed file names {more} earlier ones." if more else said, "note"),
        *(kit.beside([[one] for one in pair], [_HALF] * len(pair), shaded=False) for pair in pairs),
    ]


def _tick(kit: ReportlabKit, said: str, *, ticked: bool) -> Any:
    def draw(canvas: Any) -> None:
        canvas.setStrokeColorRGB(*look.rgb(look.INK2))
        canvas.rect(0, 1, _BOX - 1, _BOX - 1)
        if ticked:
            canvas.lines([(1.5, 4.5, 3, 2.5), (3, 2.5, 5.8, 6.8)])

    return kit.beside(
        [[kit.drawn(_BOX, _BOX + 1, draw)], [kit.text(said, "note")]], [_BOX + 6, _HALF - _BOX - 14], shaded=False
    )


def _signatures(kit: ReportlabKit, certificate: Certificate) -> Any:
    def line(canvas: Any) -> None:
        canvas.setStrokeColorRGB(*look.rgb(look.INK2))
        canvas.line(0, 0, _HALF - 20, 0)

    cells = [
        [kit.drawn(_HALF - 20, 16, line), kit.text(f"{_short(said, _NAME)}: signature, date", "note")]
        for said in (certificate.name, "Received by the lead")
    ]
    return kit.beside(cells, [_HALF, _HALF], shaded=False)
