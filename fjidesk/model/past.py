"""What stood for a record among some of its revisions: at a moment, or before others arrived."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from fjidesk.model import said_again
from fjidesk.model.revision import Revision, stands


def heads_among(known: Mapping[str, Revision], chosen: AbstractSet[str]) -> set[str]:
    """Return the heads among the chosen revisions: those that no chosen one replaces, directly or through others.

    Ancestors that are not chosen are followed too: where a clock had jumped, a revision can carry a later time than one
    that replaces it.

    Args:
        known: every revision of one record by its id.
        chosen: some of these ids.
    """
    replaced: set[str] = set()
    todo = [parent for name in chosen for parent in known[name].parents]
    while todo:
        name = todo.pop()
        if name in known and name not in replaced:
            replaced.add(name)
            todo.extend(known[name].parents)
    return said_again.heads({name: known[name] for name in known if name in chosen or name in replaced})


def standing_among(known: Mapping[str, Revision], chosen: AbstractSet[str]) -> str | None:
    """Return the id of the revision that stood among the chosen ones; None where there was none."""
    heads = heads_among(known, chosen)
    return stands((known[name].counter, name) for name in heads) if heads else None
