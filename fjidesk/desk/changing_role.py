"""Give a member another role: an inspector becomes deputy, a deputy inspector (decisions 87 and 124)."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import msgspec

from fjidesk.bundle.keys import six_words
from fjidesk.desk.comparing import same_words
from fjidesk.desk.concerns import leads_here
from fjidesk.desk.writing import write
from fjidesk.errors import Refused
from fjidesk.model import chains
from fjidesk.model.records import LEADS, Role

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.records import Member


def change_role(desk: Desk, member: str, role: str, words: str = "") -> Member:
    """Give a member another role from now on; what they wrote in the one before stays.

    A lead's or deputy's role is given once six words have been compared, as a key is accepted: from then on
    everybody's readings are sealed to it. It is taken without, since that opens nothing to anybody.

    Args:
        desk: a lead's, or a deputy's where neither the member is a lead nor is to be one.
        member: any fingerprint of the member.
        role: ``lead``, ``deputy``, ``inspector`` or another of the roles.
        words: the six words of the key in use as the member reads them out, where the role is a lead's or deputy's.

    Raises:
        Refused: ``not-a-lead``, ``role-unknown``, ``role-there``, ``own-role``, ``last-lead``, ``key-revoked``,
            ``words-missing``, ``words-differ``.
    """
    roster = desk.roster
    key = chains.current(member, roster)
    entry = roster[key]
    _need_may(desk, entry, role)
    if entry.revoked:
        raise Refused("key-revoked", f"The key of {entry.name} was revoked on {entry.revoked}.", "Nothing is needed.")
    if entry.role == role:
        raise Refused("role-there", f"{entry.name} is {said(role)} already.", "Nothing needs to be done.")
    own = chains.chain(key, roster)
    if desk.fingerprint in own and role in LEADS:
        raise Refused("own-role", "Nobody gives themselves a role.", "Ask another lead.")
    if entry.role == "lead" and not _another_lead(roster, own):
        raise Refused(
            "last-lead",
            f"{entry.name} is the only lead, so the inspection would have none.",
            "Make another member lead first.",
        )
    if role in LEADS and entry.role not in LEADS:
        same_words(words, six_words(key), "key")
    changed = {name: msgspec.structs.replace(roster[name], role=role) for name in own if not roster[name].revoked}
    write(desk, [("member", (name,), one) for name, one in sorted(changed.items())])
    return changed[key]


def said(role: str) -> str:
    """Return a role in words."""
    return role.replace("_", " ")


def _need_may(desk: Desk, entry: Member, role: str) -> None:
    if not leads_here(desk):
        raise Refused("not-a-lead", "Only the lead or deputy changes the roster.", "Ask your lead.")
    if role not in get_args(Role):
        raise Refused("role-unknown", f"There is no role {role}.", f"Take one of: {', '.join(get_args(Role))}.")
    mine = desk.self_member
    if "lead" in {entry.role, role} and (mine is None or mine.role != "lead"):
        raise Refused("not-a-lead", "Only a lead makes a lead, or takes a lead's role.", "Ask your lead.")


def _another_lead(roster: dict[str, Member], own: frozenset[str]) -> bool:
    return any(one.role == "lead" and not one.revoked for name, one in roster.items() if name not in own)
