"""Find words in texts, and questions by number or words, whatever the case and accents."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fjidesk.model.framework import Framework, Language, Question

_AROUND = 60  # letters of a cut-out on either side of what was found
_PART = re.compile(r'"([^"]*)"?|(\S+)')
_ID = re.compile(r"([a-z]?) ?0*(\d{1,2})")


class _Bases(dict[int, str]):
    """A letter's base in lower case, one for one, so that places in a folded text are those of the text."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()[:1]
        self[code] = {"‘": "'", "’": "'", "“": '"', "”": '"', "ł": "l", "ø": "o", "đ": "d"}.get(base, base)
        return self[code]


_BASES = _Bases()


def folded(text: str) -> str:
    """Return a text of the same length in lower case without accents, with plain quotation marks."""
    return text.lower() if text.isascii() else text.translate(_BASES)


class Cut(NamedTuple):
    """A piece of a text with the place in it where the first of the words was found."""

    text: str
    start: int
    end: int


class Wanted(NamedTuple):
    """What is looked for: each part has to occur, at the beginning of a word."""

    parts: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]

    def cut(self, text: str) -> Cut | None:
        """Return the piece of a text round the first part found; None where a part does not occur."""
        plain = folded(text)
        if not all(part in plain for part in self.parts):
            return None
        places = [pattern.search(plain) for pattern in self.patterns]
        spans = [place.span() for place in places if place is not None]
        return _cut_out(text, *min(spans)) if len(spans) == len(places) else None


def wanted(words: str) -> Wanted:
    """Read what somebody looks for: words, and phrases between quotation marks; without any, nothing is found."""
    found = [" ".join((phrase or word).split()) for phrase, word in _PART.findall(folded(words))]
    parts = tuple(dict.fromkeys(part for part in found if part))
    return Wanted(parts, tuple(re.compile(rf"(?<!\w){re.escape(part)}") for part in parts))


def _cut_out(text: str, start: int, end: int) -> Cut:
    """Cut a piece out between words, in one line, with dots where something is left out."""
    begin, stop = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if begin:
        begin = text.find(" ", begin, start) + 1 or start
    if stop < len(text):
        gap = text.rfind(" ", end, stop)
        stop = gap if gap > 0 else end
    before, after = "… " * bool(begin), " …" * (stop < len(text))
    shift = len(before) - begin
    piece = text[begin:stop].replace("\n", " ").replace("\t", " ")
    return Cut(f"{before}{piece}{after}", start + shift, end + shift)


def find_questions(framework: Framework, words: str, language: Language = "en") -> list[Question]:
    """Return the questions that a number or words mean, the likeliest first.

    First the id itself (R11, r11, 11), then ids that begin so (R1), then questions that have every word: in their short
    form, in their text, with their reasons and guidance; each in screen order.
    """
    ranked = [
        (rank, question.screen, question)
        for question in framework.questions
        for rank in (_rank(question, words.strip(), language),)
        if rank is not None
    ]
    return [question for _, _, question in sorted(ranked, key=lambda entry: entry[:2])]


def _rank(question: Question, words: str, language: Language) -> int | None:
    sought = wanted(words)
    if not sought.parts:
        return None
    number = _ID.fullmatch(folded(words))
    if number is not None and int(number[2]) == int(question.id[1:]) and number[1] in {"", question.id[0].lower()}:
        return 0
    if question.id.lower().startswith(folded(words)):
        return 1
    for rank, texts in enumerate(_layers(question, language), 2):
        if sought.cut("\n".join(texts)) is not None:
            return rank
    return None


def _layers(question: Question, language: Language) -> Iterator[Sequence[str]]:
    short, text, guidance = question.short.said(language), question.text.said(language), question.guidance
    yield [short]
    yield [short, text]
    reasons = [reason.label.said(language) for reason in question.reasons]
    yield [short, text, *reasons, *guidance.good.said(language), *guidance.not_enough.said(language)]
