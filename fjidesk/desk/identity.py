"""Who sits at this desk: profile, identity card, six words."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import msgspec

from fjidesk.bundle import card as cards
from fjidesk.bundle.keys import six_words
from fjidesk.desk import recovery
from fjidesk.errors import Refused
from fjidesk.model.records import Role
from fjidesk.store import log, team

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk

ROLES: tuple[str, ...] = get_args(Role)
_LONGEST = 100


class Profile(msgspec.Struct, frozen=True):
    """What the owner of a desk says of themselves, before any pack."""

    name: str
    organisation: str
    inspectorate: str
    role: str


class Shown(msgspec.Struct, frozen=True):
    """What a desk shows of its owner's identity; ``proved`` is when the recovery secret was last shown to be kept."""

    name: str
    organisation: str
    inspectorate: str
    role: str
    fingerprint: str
    words: str
    device: str
    proved: str = ""


def check(profile: Profile) -> None:
    """Refuse a profile that no card could carry.

    Raises:
        Refused: ``role-unknown``, ``name-missing``, ``name-form``.
    """
    if profile.role not in ROLES:
        raise Refused("role-unknown", f"There is no role {profile.role}.", f"Take one of: {', '.join(ROLES)}.")
    if not profile.name.strip():
        raise Refused("name-missing", "An identity needs a name.", "Give a role or working name, such as inspector 3.")
    for text in (profile.name, profile.organisation, profile.inspectorate):
        if len(text) > _LONGEST or not text.isprintable():
            raise Refused(
                "name-form",
                f"A name is one line of at most {_LONGEST} letters.",
                "Give a role or working name, such as inspector 3.",
            )


def describe(desk: Desk, profile: Profile) -> None:
    """Keep who the owner is.

    Raises:
        Refused: ``role-unknown``, ``name-missing``, ``name-form``.
    """
    check(profile)
    with desk.store.writing() as db:
        log.put_setting(db, "profile", msgspec.json.encode(profile).decode())


def profile(desk: Desk) -> Profile:
    """Return who the owner is.

    Raises:
        Refused: ``name-missing``.
    """
    text = log.setting(desk.db, "profile")
    if text is None:
        raise Refused("name-missing", "This desk does not say whose it is.", "Run: fjidesk identity create --name …")
    return msgspec.json.decode(text, type=Profile)


def card(desk: Desk) -> bytes:
    """Return the owner's signed identity card, for the lead.

    After a change of key that the lead has not accepted yet, it is the card by which the old key names the new one.
    """
    mine = profile(desk)
    if desk.card and desk.fingerprint not in team.roster(desk.db):
        return desk.card
    return cards.write(desk.identity, mine.name, mine.organisation, mine.inspectorate, mine.role)


def show(desk: Desk) -> Shown:
    """Return the owner's identity with its six words."""
    mine, words = profile(desk), six_words(desk.fingerprint)
    return Shown(
        mine.name,
        mine.organisation,
        mine.inspectorate,
        mine.role,
        desk.fingerprint,
        words,
        desk.device,
        recovery.proved(desk.db),
    )
