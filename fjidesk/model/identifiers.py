"""Find what identifies by its form: dates of birth, addresses, schools, telephone numbers, official numbers."""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple


class Mark(NamedTuple):
    """A place in a text and what it looks like; ``end`` is the first character after it."""

    start: int
    end: int
    kind: str


_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd"
    r"|Rhagfyr)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|ain|af|fed|eg)?"
_DATE = re.compile(
    rf"(?<![\w/.-])(?=[\dA-Z])(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}"
    rf"|{_DAY}(?: of)? (?i:{_MONTH})(?:,? \d{{4}})?|{_MONTH} {_DAY},? \d{{4}}|{_MONTH} \d{{4}})(?!\d)"
)
_BIRTH_BEFORE = re.compile(
    r"(?:\bd\.? ?o\.? ?b\b\.?|\bdates? of birth|\bborn|\bbirth ?day|(?<![\w.])b\.|\bturn(?:ed|s)? (?:1\d|2[01])"
    r"|\bwill (?:be|turn) (?:1\d|2[01])|\b(?:1\d|2[01])th birthday|\bdyddiad geni|\bganw?yd|\bganed)"
    r"[ :,;(=–-]*(?:(?:is|was|on|in|of|given as|recorded as|ar) ){0,2}$",
    re.IGNORECASE,
)
_BIRTH_AFTER = re.compile(r" ?[,(]? ?(?:d\.?o\.?b\b|date of birth)", re.IGNORECASE)
_LABEL = 40  # no label of a date is longer
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
_NAMED = r"(?:[A-Z][\w'’.]*(?:-[A-Z]\w*)* )"
_STREET = (
    r"(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Crescent|Cres|Close|Drive|Gardens|Gdns|Row|Terrace|Way|Court|Place"
    r"|Square|Parade|Mews|Yard|Grove|Rise|Walk|Hill|Park|Green|View|Approach|Quay|Wharf|Buildings|Villas|Cottages"
    r"|Broadway|Embankment|Esplanade|Mount|Vale)\b\.?"
)
_WELSH_STREET = r"(?:Heol|Stryd|Ffordd|Lôn|Maes|Rhodfa|Clos|Cilgant|Tan|Bryn)(?: (?:y|yr|[A-Z][\w'’]*)){1,3}"
_DOOR = r"(?:(?:[Nn]o\.? ?)?\d{1,4}[a-z]?(?:[-/–]\d{1,4}[a-z]?)?,? )"
_ROOM = r"(?:(?:Flat|Apartment|Apt|Unit) \d{1,3}[A-Za-z]?,? )"
_TAIL = rf"(?:, {_NAMED}?[A-Z][a-z'’]+\b(?: {_STREET})?)?(?:,? {_POSTCODE})?"
_PLACE = rf"(?:(?:{_NAMED}{{1,3}}|[Tt]he ){_STREET}|{_WELSH_STREET})"
_ADDRESS = (
    re.compile(
        rf"(?<![\w/.-]){_ROOM}?(?:{_NAMED}(?:House|Lodge|Hall|Hostel|Court|Tower|Point), )?{_DOOR}{_PLACE}(?:{_TAIL})"
    ),
    re.compile(rf"\b{_ROOM}(?:{_NAMED}{{1,3}}(?:{_STREET}|House|Lodge|Tower|Point)){_TAIL}"),
    re.compile(rf"\b(?:[Ll]ives|[Ll]ived|living|stays|staying|address|moved) (?:in|on|at|to|is|as) ({_PLACE})"),
    re.compile(rf"\b{_POSTCODE}"),
)
_COURTS = re.compile(r"\b(?:Youth|Crown|County|High|Magistrates['’]?|Family|Juvenile|Supreme) Court\b")
_BEFORE_SCHOOL = (
    r"(?:(?:[Tt]he )?(?:(?:St\.|[A-Z]\.|[A-Z][\w'’-]*) (?:(?:of|for|and|upon|on|the|y|C of E|RC) ){0,2}){1,6})"
)
_SCHOOL = (
    re.compile(
        rf"\b{_BEFORE_SCHOOL}"
        r"(?:School(?: for (?:Boys|Girls))?|Academy|Primary|Infants?|Juniors?|College|PRU|Nursery|Comp(?:rehensive)?"
        r"|Grammar|Secondary|Pupil Referral Unit)\b"
    ),
    re.compile(r"\bYsgol(?: (?:y|yr|[A-Z][\w'’-]*)){1,4}"),
)
_COMMON = (
    "high primary infant infants junior juniors secondary special sixth form community catholic grammar further "
    "education the middle comprehensive independent boarding nursery sunday summer school schools free state local new "
    "old his her their and mainstream previous former previously studio c e rc of for on college academy day night "
    "technical adult youth police staff before after no every each this that unit pru pupil referral in at from to "
    "alternative"
)
_COMMON_OF_SCHOOLS = frozenset(_COMMON.split())
_OPENING = (
    "attended attends at on in from now left visited his her moved joined excluded expelled went goes the this school "
    "according both see to for when as after before since until with by and started starts returned"
)
_OPENERS = frozenset(_OPENING.split())
_TELEPHONE = re.compile(r"(?<![\w/.-])(?:\+44|0044|\(?0)[\d() -]{7,15}\d(?![\w/])")
_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_VALUE = r"([A-Z]{0,3}\d[\dA-Z]*(?:[/-][\dA-Z]+|(?: \d[\dA-Z]*)){0,4}(?: [A-D]\b)?|[A-Z]{2,3}/[\dA-Z/]+)"
_WORD_OF_NUMBER = r"(?:id|i\.d\.|ref(?:erence)?|no|num(?:ber)?)"
_NUMBER = (
    re.compile(
        r"(?i:\b(?:NHS|UPN|ULN|URN|PNC ?(?:ID)?|NINO|NI|CHI|CRO|CRN|YOIS|YJMIS|ChildView|Careworks|Unique Pupil Number"
        rf"|National Insurance)\b[ .:#]*(?:{_WORD_OF_NUMBER}\b)?[ .:#]*(?:is |was |of )?){_VALUE}"
    ),
    re.compile(
        r"(?i:\b(?:court|crown court|case|crime|police|custody|custody record|prison|prisoner|passport|home office|"
        r"incident|occurrence|hospital|patient|client|school|warrant|licence|record)"
        rf"[ .:#]+(?:{_WORD_OF_NUMBER}|record)\b[ .:#]*(?:is |was )?){_VALUE}"
    ),
    re.compile(
        r"(?<![\w/-])(?=[A-Z\d])([A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b|\d{3}[ -]\d{3}[ -]\d{4}\b"
        r"|\d{2}(?:\d{2})?/\d{4,7}[A-Z]\b"
        r"|[A-Z]\d{11}[A-Z\d]\b|\d{2}[A-Z][A-Z\d]\d{6,8}\b|[A-Z]\d{4}[A-Z]{2}\b|[TSA]\d{8}\b)"
    ),
)
_FEWEST_DIGITS = 4
_TELEPHONE_DIGITS = range(10, 12)


def identifiers(text: str) -> list[Mark]:
    """Return what identifies by its form, in the order of the text, without overlaps."""
    found: list[Mark] = []
    for marks in (_born(text), _numbers(text), _emails(text), _telephones(text), _schools(text), _addresses(text)):
        for mark in marks:
            if not any(mark.start < other.end and other.start < mark.end for other in found):
                found.append(mark)
    return sorted(found)


def _born(text: str) -> Iterator[Mark]:
    for found in _DATE.finditer(text):
        before = text[max(0, found.start() - _LABEL) : found.start()]
        if _BIRTH_BEFORE.search(before) or _BIRTH_AFTER.match(text, found.end()):
            yield Mark(found.start(), found.end(), "born")


def _numbers(text: str) -> Iterator[Mark]:
    for pattern in _NUMBER:
        for found in pattern.finditer(text):
            if sum(letter.isdigit() for letter in found[1]) >= _FEWEST_DIGITS:
                yield Mark(found.start(1), found.end(1), "number")


def _emails(text: str) -> Iterator[Mark]:
    for found in _EMAIL.finditer(text):
        yield Mark(found.start(), found.end(), "email")


def _telephones(text: str) -> Iterator[Mark]:
    for found in _TELEPHONE.finditer(text):
        digits = re.sub(r"\D", "", re.sub(r"^(?:\+44|0044)", "0", found[0].replace("(0)", "")))
        if len(digits) in _TELEPHONE_DIGITS and digits[1] != "0":
            yield Mark(found.start(), found.end(), "telephone")


def _schools(text: str) -> Iterator[Mark]:
    for pattern in _SCHOOL:
        for found in pattern.finditer(text):
            start = found.start() + _opening(found[0])
            words = re.findall(r"[\w'’]+", text[start : found.end()])
            if any(word.casefold() not in _COMMON_OF_SCHOOLS for word in words[:-1]) or words[0] == "Ysgol":
                yield Mark(start, found.end(), "school")


def _opening(phrase: str) -> int:
    """Return how long the words are that open a sentence and belong to no school."""
    words: list[str] = re.findall(r"\S+ ", phrase)
    opening = takewhile(lambda word: word != "the " and word.strip().casefold() in _OPENERS, words)
    return sum(map(len, opening))


def _addresses(text: str) -> Iterator[Mark]:
    courts = [found.span() for found in _COURTS.finditer(text)]
    for pattern in _ADDRESS:
        for found in pattern.finditer(text):
            start, end = found.span(pattern.groups)
            end -= text[end - 1] == "."
            if not any(begin < end and start < stop for begin, stop in courts):
                yield Mark(start, end, "address")
