"""One person, several keys: each new key names the one that it replaces, and the first one names the person.

Records are keyed by the first key of such a chain, whichever of it signs; so allocations, readings, answers and flags
stay a member's own when the key changes (ARCHITECTURE.md, decision 40).
"""

from collections.abc import Mapping

from fjidesk.model.records import Member


def root(name: str, roster: Mapping[str, Member]) -> str:
    """Return the first key of the chain that a fingerprint belongs to: itself where it replaces none that is known.

    Args:
        name: a fingerprint, on the roster or not.
        roster: fingerprint to member.
    """
    found, seen = name, {name}
    while found in roster and roster[found].replaces in roster:
        found = roster[found].replaces
        if found in seen:  # a circle has no first; each of its keys stands for itself
            return name
        seen.add(found)
    return found


def chain(name: str, roster: Mapping[str, Member]) -> frozenset[str]:
    """Return every fingerprint of the chain that one belongs to, itself with them."""
    first = root(name, roster)
    return frozenset({name} | {other for other in roster if root(other, roster) == first})


def current(name: str, roster: Mapping[str, Member]) -> str:
    """Return the key of a chain that is in use: the newest that is not revoked, or the newest where all are.

    Raises:
        KeyError: no key of the chain is on the roster.
    """
    known = [other for other in chain(name, roster) if other in roster]
    if not known:
        raise KeyError(name)
    return max(known, key=lambda other: (not roster[other].revoked, _length(other, roster), other))


def _length(name: str, roster: Mapping[str, Member]) -> int:
    """Return how many keys a key comes after."""
    first, steps = root(name, roster), 0
    while name != first:
        name = roster[name].replaces
        steps += 1
    return steps


def members(roster: Mapping[str, Member]) -> dict[str, Member]:
    """Return each person once: the first fingerprint of the chain to the member with the key in use."""
    return {first: roster[current(first, roster)] for first in dict.fromkeys(root(name, roster) for name in roster)}
