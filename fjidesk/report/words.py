"""Numbers, shares, stars and dates in words."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from fractions import Fraction

from fjidesk.model import counts
from fjidesk.model.framework import Framework
from fjidesk.report.parts import Stars

SHORT_HASH = 12
count = counts.count
UNDATED = "a date not known"
JUDGEMENTS = {
    "strength": ("strength", "strengths"),
    "mixed": ("mixed", "mixed"),
    "weakness": ("weakness", "weaknesses"),
    "not_seen": ("not seen", "not seen"),
    "": ("without a judgement", "without a judgement"),
}


def short_hash(name: str) -> str:
    """Return the first twelve digits of a hash in groups of four."""
    digits = name[:SHORT_HASH]
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def moment(made_at: str) -> str:
    """Return a time stamp as people read it, in UTC; ``a date not known`` where it is none."""
    try:
        read = datetime.fromisoformat(made_at)
        # Without a zone it would mean another time on each laptop.
        found = read.astimezone(UTC) if read.tzinfo else None
    except (ValueError, OverflowError):
        found = None
    if found is None:
        return UNDATED
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}, {found:%H:%M} UTC"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def stars(filled: int, framework: Framework) -> Stars:
    """Return stars as a number and in words: ``1 of 4 stars``."""
    most = max(band.stars for band in framework.bands)
    return Stars(filled=filled, of=most, words=f"{filled} of {most} stars")


def share(yes: int, applicable: int, framework: Framework) -> str:
    """Return a share in the framework's words with its count: ``just over half, 18 of 34``."""
    if not applicable:
        return "nothing applied"
    exact = Fraction(yes, applicable)
    fitting = framework.words_for(exact)
    # The list runs from most to least, so that "few" stands before "none"; none at all is the closer word.
    whole = [words.words.en for words in framework.share_words if words.at_most == 0 and not yes]
    counts = f"{yes:,} of {applicable:,}"
    return ", ".join([*(whole or fitting)[:1], counts])


def judgements(found: Mapping[str, int]) -> str:
    """Return judgements with their numbers, strengths first: ``2 strengths, 1 mixed``."""
    return ", ".join(count(found[name], *words) for name, words in JUDGEMENTS.items() if found.get(name))


def tallied(found: Mapping[str, int]) -> str:
    """Return names with their numbers, the most frequent first."""
    return ", ".join(f"{name} {number}" for name, number in ranked(found))


def ranked(found: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return names and numbers, the highest number first, then by name."""
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def capital(words: str) -> str:
    """Return words with the first letter as a capital."""
    return words[:1].upper() + words[1:]


def sentence(parts: Iterable[str]) -> str:
    """Return what there is of several parts as a list with semicolons."""
    return "; ".join(part for part in parts if part)
