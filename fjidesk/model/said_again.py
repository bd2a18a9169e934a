"""Which revisions only say again what another one says, and the heads of a record that follow from it. Pure.

A pack holds what its signer wrote, so a deputy's says the lead's words again in the deputy's name. Such a revision
counts as the one that it says again, so that nobody changed anything by it (ARCHITECTURE.md, decision 129).
"""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from fjidesk.model.records import SAID_AGAIN
from fjidesk.model.revision import Revision, body_of


class Told(NamedTuple):
    """Of each revision of one record the one that it says again, or itself, and all that it goes back to."""

    of: dict[str, str]
    before: dict[str, set[str]]


def told(parents: Mapping[str, Collection[str]], same: Callable[[str, str], bool]) -> Told:
    """Return which revisions of one record say which other one again, directly or through others.

    One says again what it has the value of, where that is all that it replaces but for what that one had replaced.

    Args:
        parents: the parents of each revision by its id, in the order of places.
        same: tells whether two of the revisions have one value.
    """
    found: dict[str, str] = {}
    before: dict[str, set[str]] = {}
    for name, named in parents.items():
        held = [parent for parent in named if parent in found]
        before[name] = {older for parent in held for older in (parent, *before[parent])}
        said = {found[parent] for parent in held}
        last = [one for one in said if not any(one in before[other] for other in said)]
        again = len(last) == 1 and len(held) == len(named) and same(name, last[0])
        found[name] = last[0] if again else name
    return Told(found, before)


def heads(known: Mapping[str, Revision]) -> set[str]:
    """Return the ids of a record's heads: those that no other revision of it replaces.

    Of a kind that packs say again, what is said again is one with what says it: the first of them is the head, unless
    another revision replaces any of them.

    Args:
        known: revisions of one record by their ids.
    """
    left = known.keys() - {parent for made in known.values() for parent in made.parents}
    if not left or known[next(iter(left))].kind not in SAID_AGAIN or len(known) == len(left):
        return left
    found = _told(known).of
    replaced = {
        found[parent]
        for name, made in known.items()
        for parent in made.parents
        if parent in found and found[parent] != found[name]
    }
    return set(found.values()) - replaced


def behind(known: Mapping[str, Revision], head: str) -> set[str]:
    """Return what a revision that says a head again replaces: that one, all that it goes back to, and what says such.

    Each is named, since a desk may hold any of them and lack what comes between.

    Args:
        known: revisions of one record by their ids.
        head: one of its heads.
    """
    found, before = _told(known)
    older = {found[name] for name in (head, *before[head])}
    return {name for name in known if found[name] in older}


def _told(known: Mapping[str, Revision]) -> Told:
    ordered = sorted(known, key=lambda name: (known[name].counter, name))
    return told(
        {name: known[name].parents for name in ordered},
        lambda one, other: body_of(known[one]) == body_of(known[other]),
    )
