"""Set up an inspection: create it, bring the sample in, name the team, allocate."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fjidesk import resource
from fjidesk.bundle import card as cards
from fjidesk.bundle import keys, seal
from fjidesk.clock import stamp
from fjidesk.desk import comparing
from fjidesk.desk.identity import profile
from fjidesk.desk.writing import Entry, write
from fjidesk.errors import Refused
from fjidesk.files import read_bounded
from fjidesk.model import case_table, chains, framework_file
from fjidesk.model.records import LEADS, Allocation, Case, FrameworkText, Inspection, Member
from fjidesk.store import team

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.changes import Changes
    from fjidesk.model.framework import Framework

FRAMEWORKS = "frameworks"
_FRAMEWORK_LIMIT = 4 * 1024 * 1024
_SHORTEST_START = 8  # of a fingerprint, when it names a member
_SHORTEST_WORDS = 23  # characters of six words and what stands between them


def framework_names() -> list[str]:
    """Return the ids of the frameworks that the program brings."""
    return [name for name in resource.names(FRAMEWORKS, ".toml") if "." not in name]  # `.cy` holds a translation


def framework_bytes(name: str) -> bytes:
    """Return the exact bytes of a framework that the program brings.

    Raises:
        Refused: ``framework-unknown``.
    """
    if name not in framework_names():
        raise Refused(
            "framework-unknown", f"There is no framework {name}.", f"Take one of: {', '.join(framework_names())}."
        )
    return resource.path(f"{FRAMEWORKS}/{name}.toml").read_bytes()


def load_framework(name: str) -> Framework:
    """Return a framework that the program brings."""
    return framework_file.parse(framework_bytes(name), f"{name}.toml")


def check_framework(path: Path) -> Framework:
    """Read and check a framework file.

    Raises:
        FrameworkRefused: with file, key and reason.
    """
    return framework_file.parse(read_bounded(path, _FRAMEWORK_LIMIT), path.name)


def create(desk: Desk, title: str, framework_data: bytes, framework_file_name: str, recovery: str = "") -> Inspection:
    """Create an inspection on a lead's desk, with its framework and the lead as its first member.

    Args:
        desk: a lead's.
        title: as it is printed.
        framework_data: the framework's file.
        framework_file_name: to name it by where it is faulty.
        recovery: the office's age recipient, to which every bundle is sealed too; empty for none.

    Raises:
        Refused: ``inspection-there``, ``not-a-lead``, ``recovery-recipient-wrong``.
        FrameworkRefused: the framework is faulty.
    """
    if team.inspection(desk.db) is not None:
        raise Refused(
            "inspection-there", "This desk holds an inspection already.", "Make another desk for another one."
        )
    mine = profile(desk)
    if mine.role != "lead":
        raise Refused(
            "not-a-lead",
            "Only a desk whose owner is a lead creates an inspection.",
            "Open the pack from your lead instead.",
        )
    framework = framework_file.parse(framework_data, framework_file_name)
    inspection = Inspection(
        id=desk.ids(),
        title=title,
        framework=framework.id,
        framework_version=framework.version,
        framework_sha256=framework.sha256,
        recovery=seal.checked_recipient(recovery) if recovery else "",
    )
    lead = Member(
        name=mine.name,
        organisation=mine.organisation,
        inspectorate=mine.inspectorate,
        role="lead",
        public_key=desk.identity.public_line,
        since=stamp(desk.clock()),
    )
    write(
        desk,
        [
            ("member", (desk.me,), lead),
            ("inspection", (), inspection),
            ("framework", (framework.id,), FrameworkText(toml=framework_data.decode())),
        ],
    )
    return inspection


def import_cases(desk: Desk, data: bytes, file: str) -> Changes:
    """Bring the sample in from a table: ``reference``, optional ``slot_minutes``, and one column a case fact.

    Raises:
        TableRefused: with the line; nothing is taken from the file.
    """
    rows = case_table.parse(data, file, desk.framework)
    return write(desk, [("case", (reference,), case) for reference, case in rows.items()])


def read_card(data: bytes) -> cards.Card:
    """Read an identity card, so that its words can be compared before it is used.

    Raises:
        Refused: ``card-refused``.
    """
    return cards.read(data)


def add_member(desk: Desk, data: bytes, words: str, until: str = "") -> Member:
    """Add a member by identity card once both sides have compared the six words.

    Args:
        desk: a lead's or deputy's.
        data: the card.
        words: the six words as the member reads them out.
        until: the last day of the membership, ISO 8601; no end where empty.

    Raises:
        Refused: ``card-refused``, what ``comparing.same_words`` refuses, ``member-there``, ``role-unknown``,
            ``date-wrong``.
    """
    card = cards.read(data)
    comparing.same_words(words, card.words, "card")
    name = keys.fingerprint(card.public_key)
    if name in desk.roster:
        raise Refused("member-there", f"{card.name} is on the roster already.", "Nothing needs to be done.")
    if any(member.name.casefold() == card.name.casefold() for member in desk.roster.values()):
        raise Refused(
            "member-name-twice",
            f"There is a member called {card.name} already.",
            "Ask for a card with another working name, so that nobody is taken for somebody else.",
        )
    member = _member(card, stamp(desk.clock()), checked_day(until))
    write(desk, [("member", (name,), member)])
    return member


def checked_day(text: str) -> str:
    """Return a day as it was given, if it is one; empty stays empty.

    Raises:
        Refused: ``date-wrong``.
    """
    try:
        sound = not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        sound = False
    if not sound:
        raise Refused("date-wrong", f"{text} is not a date.", "Write it as year, month and day, such as 2013-11-20.")
    return text


def _member(card: cards.Card, since: str, until: str) -> Member:
    import msgspec

    try:
        return msgspec.convert(
            {**{field: getattr(card, field) for field in card.__struct_fields__}, "since": since, "until": until},
            Member,
        )
    except msgspec.ValidationError as error:
        raise Refused("role-unknown", f"There is no role {card.role}.", "Ask for the card again.") from error


def find_member(desk: Desk, name: str) -> str:
    """Return a member by working name, start of a fingerprint or six words, as records name them: by the first key.

    Raises:
        Refused: ``member-unknown``.
    """
    roster = desk.roster
    typed = comparing.parts(name) if len(name) >= _SHORTEST_WORDS else []
    found = {
        chains.root(key, roster)
        for key, member in roster.items()
        if member.name.casefold() == name.casefold()
        or (len(name) >= _SHORTEST_START and key.startswith(name))
        or (len(typed) == keys.WORDS and comparing.parts(keys.six_words(key)) == typed)
    }
    if len(found) != 1:
        known = ", ".join(member.name for member in desk.members.values())
        raise Refused("member-unknown", f"There is no one member called {name}.", f"The members are: {known}.")
    return found.pop()


def allocate(desk: Desk, case: str, member: str, turn: str) -> Changes:
    """Allocate one case to a member, for the first reading or a blind second one.

    Args:
        desk: a lead's or deputy's.
        case: its reference.
        member: fingerprint.
        turn: ``first`` or ``second``.

    Raises:
        Refused: ``case-unknown``, ``turn-unknown``, ``turn-taken``, ``reader-twice``.
    """
    return allocate_all(desk, [(case, member, turn)])


def allocate_all(desk: Desk, wanted: Sequence[tuple[str, str, str]]) -> Changes:
    """Allocate several cases in one step; all or none."""
    cases, roster = team.cases(desk.db), desk.roster
    standing = {(entry.case, entry.turn): chains.root(entry.member, roster) for entry in team.allocations(desk.db)}
    entries: list[Entry] = []
    for case, name, turn in wanted:
        member = chains.root(name, roster)  # a case is allocated to a person, whichever key is in use
        _may_allocate(case, member, turn, cases, standing)
        standing[case, turn] = member
        entries.append(("allocation", (case, member), Allocation(turn="first" if turn == "first" else "second")))
    return write(desk, entries)


def _may_allocate(
    case: str, member: str, turn: str, cases: dict[str, Case], standing: dict[tuple[str, str], str]
) -> None:
    if case not in cases:
        raise Refused("case-unknown", f"There is no case {case}.", "Import the sample first, or check the reference.")
    if turn not in {"first", "second"}:
        raise Refused("turn-unknown", f"A reading is first or second, not {turn}.", "Take first or second.")
    if standing.get((case, turn), member) != member:
        raise Refused(
            "turn-taken",
            f"Case {case} has a {turn} reader already.",
            "Withdraw that allocation first, or allocate a second reading.",
        )
    if standing.get((case, "second" if turn == "first" else "first")) == member:
        raise Refused("reader-twice", f"Case {case} is already read by this member.", "Choose another member.")


def withdraw_allocation(desk: Desk, case: str, member: str) -> Changes:
    """Take a case back from a member; a reading that exists is kept and no longer counted.

    Raises:
        Refused: ``not-allocated``.
    """
    return withdraw_all(desk, [(case, member)])


def withdraw_all(desk: Desk, wanted: Sequence[tuple[str, str]]) -> Changes:
    """Take several cases back in one step; all or none."""
    standing = {(entry.case, entry.member) for entry in team.allocations(desk.db)}
    roster = desk.roster
    entries: list[Entry] = []
    for case, member in wanted:
        found = sorted(name for name in chains.chain(member, roster) if (case, name) in standing)
        if not found:
            raise Refused(
                "not-allocated",
                f"Case {case} is not allocated to {roster[member].name}.",
                "Check the reference and the member.",
            )
        entries += [("allocation", (case, name), None) for name in found]
    return write(desk, entries)


def leads(desk: Desk) -> dict[str, Member]:
    """Return the lead and deputies who are not revoked, by fingerprint."""
    return {key: member for key, member in desk.roster.items() if member.role in LEADS and not member.revoked}
