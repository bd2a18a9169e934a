"""Find names in a text by the words that begin with a capital, what stands round them, and lists of names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from fjidesk.model.identifiers import Mark
from fjidesk.model.initials import initialed
from fjidesk.model.no_names import MODALS, STREET, is_modal, is_person


class Lists(NamedTuple):
    """The words that a text is held against, folded to plain lower case; ``phrases`` as they are written.

    Attributes:
        given: given names that are nothing else.
        others: surnames and rarer given names that are nothing else.
        also_words: given names that are words, places or months too.
        words: the words of the language.
        kept: what begins with a capital and names nobody.
        phrases: finds the phrases that name nobody.
    """

    given: frozenset[str]
    others: frozenset[str]
    also_words: frozenset[str]
    words: frozenset[str]
    kept: frozenset[str]
    phrases: re.Pattern[str]


class _Token(NamedTuple):
    start: int
    end: int
    text: str  # without a genitive's end
    low: str
    opens: bool  # it begins a sentence


def read_lists(files: dict[str, str], own: Iterable[str] = ()) -> Lists:
    """Read the lists from the texts of their files.

    Args:
        files: given, others, also-words, words and kept, each as the text of its file.
        own: words of the framework, the team's services and the like, which are no names either.
    """
    kept = _lines(files["kept"])
    phrases = [line for line in kept if " " in line]
    words = frozenset(_lines(files["words"]))
    also = frozenset(_lines(files["also-words"]))
    # A word of the framework that may be a name too, such as May, is left to its context.
    mine = {fold(word) for line in own for word in _TOKEN.findall(line) if word[:1].isupper()}
    return Lists(
        frozenset(_lines(files["given"])),
        frozenset(_lines(files["others"])),
        also,
        words,
        frozenset({fold(line) for line in kept if " " not in line} | (mine - also)),
        re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in phrases) or r"(?!)"),
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def fold(word: str) -> str:
    """Return a word in lower case without accents."""
    if word.isascii():
        return word.lower()
    return "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(letter))


def meets(mark: Mark, spans: Iterable[Sequence[Any]]) -> bool:
    """Tell whether a mark overlaps one of several spans, each of which begins with its start and its end."""
    return any(mark.start < span[1] and span[0] < mark.end for span in spans)


_STOP = re.compile(r"[.!?:;\n]|^ ?[-–—•*] ?$|[\"“]$")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ROLE_WORDS = (
    "case manager|social worker|keyworker|worker|officer|manager|visitor|mentor|nurse|teacher|tutor|solicitor|mother|"
    "father|mum|mam|dad|brother|sister|nan|gran|aunt|auntie|uncle|cousin|carer|girlfriend|boyfriend|partner|friend|"
    "victim|defendant|associate|psychiatrist|psychologist"
)
ROLES = tuple(_ROLE_WORDS.split("|"))
_ROLES_OF_INITIALS = (*ROLES, "nana", "grandad", "grandma", "parent", "family")
TITLE = re.compile(
    r"(?:Mrs|Mr|Ms|Miss|Mx|Dr|Professor|Prof|Revd|Rev|PCSO|PC|DC|DS|DI|PS|Sgt|Sergeant|Inspector|Insp|Supt|Constable"
    r"|Judge|Sir|Lady|Lord|Father|Fr|Sister|Imam|Uncle|Auntie|Aunty|Aunt|Nanna|Nanny|Nana)"
)
_TITLED = re.compile(
    rf"\b{TITLE.pattern}\.? (?:(?:[A-Z]\.? ?){{1,3}}(?= ?[A-Z]))?"
    r"(?!Board|Court|Officer|Team|Ref\b)(?:Mc|Mac|O['’])?[A-Z][^\W\d_]+(?:['’-][A-Z][^\W\d_]+)*(?: [A-Z][^\W\d_]+)?"
)
_OF_INITIALS = re.compile(r" (?:of|to) (?:(?:[A-Z]\. ?){0,2}[A-Z]\.|[A-Z]{1,2}(?![^\W\d_]))")
_CALLED = re.compile(
    r"\b(?:known as|nicknamed|street name|tag name|alias|calls himself|calls herself) ([\"“'‘][^\"”'’]{2,20}[\"”'’])"
)
_INITIALED = re.compile(r"\b((?:[A-Z]\.? ?){1,3})(?<=[. ])$")
_PARTICLES = frozenset(
    {"ap", "ab", "ferch", "van", "von", "de", "da", "di", "bin", "ibn", "al", "el", "der", "den", "la"}
)
_DOES = (
    "said|says|told|tells|asked|asks|wrote|writes|wants|wanted|likes|liked|lives|lived|feels|felt|thinks|thought|moved|"
    "missed|refused|agreed|attended|attends|turned up|admitted|denied|stopped|started|phoned|rang|texted|saw|met|came|"
    "went|left|knows|knew|struggled|enjoyed|chose|spoke|disclosed|reported|engaged|explained|shouted|hit|stole|smokes|"
    "drinks|uses|used to|has (?:no|two|been|a|an|not|moved)|had (?:no|two|been|a|an|not|moved)|"
    "did(?: not|n['’]t) (?:want|attend|know|like|see|feel|think|say|come|go|turn|have|agree)|"
    "(?:was|is) (?:late|frightened|scared|seen|angry|arrested|told|sentenced|born|remanded|excluded|released|upset|"
    "unhappy|visited|interviewed|charged|pregnant|moved|living|assaulted|aged|bullied|ill|\\d\\d|"
    "not (?:seen|asked|told))|"
    "and (?:her|his)"
)
_PERSON_AFTER = re.compile(rf"(?:['’]s\b| \(|, (?:aged )?\d\d\b|,? (?:{_DOES})\b)")
# What no list knows is a name before more verbs than a word such as Hope or Will is.
_ANYBODY_AFTER = re.compile(
    rf"(?:{_PERSON_AFTER.pattern}|,? (?:was|is|has|had|did|does|would|could|speaks|kept|took|got|shares)\b)"
)
_MONTH_BEFORE = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|by|since|of|until|till|during|early|late|mid|from|to|for|the|before|after|last|next|this"
    r"|and|or|between|each|every|over|through|around|January|February|March|April|June|July|August|September|October"
    r"|November|December))[ -]$|, $",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(r" \d|, \w+ and")
_FAMILY_AFTER = re.compile(r" (?:family|household|brothers|sisters|twins)\b")
_ENDS = ("s", "es", "d", "ed", "ing", "ly", "er", "ers", "ness", "ment", "ments", "able", "al")
_STARTS = ("un", "re", "non", "pre", "mis", "over", "under", "co")
_LONGEST_ROLE = 24
_SHORTEST_LOWER = 4
_SHORTEST_UNKNOWN = 3


def names(text: str, known: Lists) -> list[Mark]:
    """Return what looks like somebody's name."""
    marks = [Mark(*found.span(), "name") for found in _TITLED.finditer(text)]
    marks += _nicknames(text)
    marks += [Mark(*found.span(1), "name") for found in _CALLED.finditer(text)]
    marks = [mark for mark in marks if not _is_term(text, mark, known)]
    for run in _runs(text, known.given):
        mark = run if isinstance(run, Mark) else _judge(text, run, known)
        if mark is not None and not meets(mark, marks):
            marks.append(mark)
    marks += [mark for mark in initialed(text, known.kept, ROLES) if not meets(mark, marks)]
    return _joined(text, sorted(marks))


def _nicknames(text: str) -> Iterator[Mark]:
    """Yield roles that an initial makes somebody's: Mum of K."""
    for found in _OF_INITIALS.finditer(text):
        role = role_before(text, found.start(), _ROLES_OF_INITIALS)
        if role:
            yield Mark(found.start() - len(role), found.end(), "name")


def role_before(text: str, place: int, roles: tuple[str, ...]) -> str:
    """Return the role that ends at a place, such as mother or stepfather; empty where there is none."""
    before = text[max(0, place - _LONGEST_ROLE) : place].lower()
    if not before.endswith(roles):
        return ""
    word = re.split(r"[^\w-]", before)[-1]
    return next((role for role in roles if " " in role and before.endswith(role)), word)


def _is_term(text: str, mark: Mark, known: Lists) -> bool:
    last = fold(_TOKEN.findall(text[mark.start : mark.end])[-1])
    return len(last) > 1 and last in known.kept and last not in known.also_words


def _runs(text: str, given: frozenset[str]) -> Iterator[list[_Token] | Mark]:
    """Yield the words with a capital that stand together with the particles between them, and given names without."""
    run: list[_Token] = []
    opens, end = True, 0
    for found in _TOKEN.finditer(text):
        start, word = found.start(), found[0]
        between = text[end:start]
        opens = opens or (between != " " and _STOP.search(between) is not None and not _abbreviated(text, end))
        if run and (opens or between not in {" ", ". "} or not (word in _PARTICLES or word[0].isupper())):
            yield _closed(run)
            run = []
        if run or word[0].isupper():
            run.append(_token(start, word, opens=opens))
        elif len(word) >= _SHORTEST_LOWER and (bare := _bare(word)) in given and _is_somebody(text, start, bare):
            yield Mark(start, start + len(bare), "name")
        opens, end = False, found.end()
    if run:
        yield _closed(run)


def _is_somebody(text: str, start: int, bare: str) -> bool:
    """Tell whether a given name written small is one: charlie is a drug unless a person stands round it."""
    end = start + len(bare)
    return bare not in STREET or is_person(text[:start]) or _PERSON_AFTER.match(text, end) is not None


def _bare(word: str) -> str:
    return word[:-2] if word[-2:] in {"'s", "’s"} else word


def _token(start: int, word: str, *, opens: bool) -> _Token:
    word = _bare(word)
    return _Token(start, start + len(word), word, fold(word), opens)


def _abbreviated(text: str, end: int) -> bool:
    """Tell a full stop after a title or an initial, which ends no sentence."""
    before = text[max(0, end - 4) : end]
    return text[end : end + 1] == "." and re.search(r"(?:\b[A-Z]|Mr|Mrs|Ms|Dr|St|[nN]o)$", before) is not None


def _closed(run: list[_Token]) -> list[_Token]:
    while run[-1].low in _PARTICLES and run[-1].text.islower():
        run = run[:-1]
    return run


def _judge(text: str, run: list[_Token], known: Lists) -> Mark | None:
    """Return the part of a run of capitals that is a name; None where there is none."""
    if run[0].low in MODALS and is_modal(text[: run[0].start], text[run[-1].end :], opens=run[0].opens):
        run = run[1:]
    levels = [_level(token, known) for token in run]
    first = next((place for place, level in enumerate(levels) if level in "gsan"), None)
    if first is None:
        return None
    stop = first + 1
    while stop < len(run) and (levels[stop] in "gsanu" or run[stop].low in _PARTICLES or _may_end(run, levels, stop)):
        stop += 1
    inside = levels[first:stop]
    sure = "g" in inside or "s" in inside
    if not sure and not _in_context(text, run[first:stop], inside):
        return None
    return _widened(text, run[first].start, run[stop - 1].end)


def _may_end(run: list[_Token], levels: list[str], place: int) -> bool:
    """Tell whether a word of the language with a capital may be the surname of the given name before it."""
    return levels[place] == "w" and levels[place - 1] in "ga" and run[place].text[1:].islower()


def _level(token: _Token, known: Lists) -> str:
    """Say what a word with a capital is.

    g given name, s surname, a given name and word, n unknown, u initial, w word, k names nobody.
    """
    low = token.low
    if len(low) == 1:
        return "k" if low == "i" else "u"
    if low not in known.also_words and (low in known.kept or low.removesuffix("s") in known.kept or low in _I_AM):
        return "k"
    parts = re.split(r"['’-]", low)
    return _listed(token, parts, known) or _plain_or_unknown(token, parts, known)


def _listed(token: _Token, parts: list[str], known: Lists) -> str:
    if token.low in known.given or (_all_capitals(token.text) and any(part in known.given for part in parts)):
        return "g"
    if token.low in known.others or _OF_A_FAMILY.match(token.text):
        return "s"
    return "a" if token.low in known.also_words and not token.text.isupper() else ""


_I_AM = frozenset({"i'm", "i've", "i'd", "i'll", "i’m", "i’ve", "i’d", "i’ll"})
_OF_A_FAMILY = re.compile(r"(?:Mc[A-Z]|Mac[A-Z]|Fitz[a-z]|O['’][A-Z])[a-z]{2,}")


def _all_capitals(word: str) -> bool:
    return all(part[:1].isupper() for part in word.split("-"))


def _plain_or_unknown(token: _Token, parts: list[str], known: Lists) -> str:
    if token.text.isupper() or all(_is_word(part, known) or part in known.kept for part in parts):
        return "w"
    if len(parts) > 1:
        return "n" if _all_capitals(token.text) else "w"
    return "n" if len(token.low) >= _SHORTEST_UNKNOWN and token.text[1:].islower() else "w"


def _is_word(low: str, known: Lists) -> bool:
    words = known.words
    if low in words:
        return True
    ends = (low[: -len(end)] for end in _ENDS if low.endswith(end))
    if any(stem in words or f"{stem}e" in words or stem[:-1] in words for stem in ends if len(stem) > 1):
        return True
    return any(low[len(start) :] in words for start in _STARTS if low.startswith(start))


def _in_context(text: str, run: list[_Token], levels: list[str]) -> bool:
    """Tell whether a word that may be a name is one where it stands."""
    first, last = run[0], run[-1]
    before, after = text[: first.start], text[last.end : last.end + 40]
    if any(level in "an" for level in levels[1:]) or _FAMILY_AFTER.match(after):
        return True
    if first.low in _MONTHS and (_MONTH_BEFORE.search(before[-12:]) or _MONTH_AFTER.match(after)):
        return False
    opened = _ANYBODY_AFTER if levels[0] == "n" else _PERSON_AFTER
    return not first.opens or opened.match(after) is not None


_MONTHS = frozenset({"may", "april", "june", "august", "summer", "autumn", "winter", "sunday"})


def _widened(text: str, start: int, end: int) -> Mark:
    """Take the initials before a surname, and the full stop after a last initial, into the mark."""
    before = _INITIALED.search(text[max(0, start - 8) : start])
    if before is not None and before[1].strip() != "I":
        start -= len(before[1])
    if text[end : end + 1] == "." and text[end - 2 : end - 1] in {" ", "."}:
        end += 1
    return Mark(start, end, "name")


def _joined(text: str, marks: list[Mark]) -> list[Mark]:
    """Join a surname with the given name after its comma: "McAllerton, Shay"."""
    joined: list[Mark] = []
    for mark in marks:
        opens = bool(joined) and (joined[-1].start == 0 or text[: joined[-1].start].endswith("\n"))
        if opens and text[joined[-1].end : mark.start] == ", " and re.match(r"[:;.]| [-–]", text[mark.end :] or "."):
            joined[-1] = Mark(joined[-1].start, mark.end, "name")
        else:
            joined.append(mark)
    return joined
