"""What an inspector writes beside an answer: reasons, a note in plain words, and where it was found."""

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from fjidesk.model.framework import Framework, Question
from resources.demo.cases import Case, holds

_SHORTEST = 60
_LONGEST = 200
_USES = 3
_LAST_DAY = date(2013, 11, 15)
_COUNTS_OF_REASONS = (1, 1, 1, 2, 2, 2, 2, 3)
_SHARE_WITH_NOTE = 0.26
_SHARE_WITH_TAIL = 0.3


@dataclass
class Voice:
    """All that the notes draw from, and how often each note was used."""

    rng: random.Random
    framework: Framework
    words: Mapping[str, Any]
    used: Counter[str] = field(default_factory=Counter)
    forced: dict[tuple[str, str], str] = field(default_factory=dict)
    mains: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def slots(self, case: Case) -> dict[str, str]:
        """Return what the slots of a note say in a case; the same in every note of the case."""
        found = {}
        mine = random.Random(int(case.reference[3:]))
        for slot, rows in self.words["slots"].items():
            fitting = [row["say"] for row in rows if holds(case.facts, row.get("when", ""))]
            found[slot] = mine.choice(fitting[0])
        return found

    def settle(self, cases: Sequence[Case]) -> None:
        """Choose the main reasons that are counted in the published report."""
        for question, counts in self.words["main_reasons"].items():
            noes = [case for case in cases if case.answers.get(question) == "no"]
            ranked = sorted(
                noes, key=lambda case: (-sum(holds(case.answers, words) for words in counts["best"]), case.reference)
            )
            mains = [reason for reason, count in counts["reasons"].items() for _ in range(count)]
            for case, reason in zip(ranked, mains, strict=True):
                self.forced[case.reference, question] = reason

    def reasons(self, question: Question, case: Case) -> list[str]:
        """Choose one to three reasons for a no, the main one first."""
        if not question.reasons:
            return []
        known = case.known | self.mains[case.reference]
        needs = self.words["needs"].get(question.id, {})
        texts = self.words["no"][question.id]
        worded = [reason.id for reason in question.reasons if _fitting(texts.get(reason.id, []), case)]
        open_ = [reason for reason in worded if holds(known, needs.get(reason, ""))] or worded
        must = self.forced.get((case.reference, question.id)) or self._must(question, known)
        chosen = [must or self._likely(open_)]
        alone: list[str] = self.words["alone"]["reasons"]
        single = question.id in self.words["alone"]["questions"] or chosen[0] in alone
        wanted = 1 if single else self.rng.choice(_COUNTS_OF_REASONS)
        left = [reason for reason in open_ if reason not in {chosen[0], *alone}]
        while left and len(chosen) < wanted:
            chosen.append(left.pop(left.index(self._likely(left))))
        self.mains[case.reference] |= {f"{question.id}.": chosen[0]} | {f"{question.id}:{one}": "yes" for one in chosen}
        return chosen

    def _must(self, question: Question, known: Mapping[str, str]) -> str:
        """Return the main reason that other answers leave no choice about, if any."""
        musts = self.words["must"].get(question.id, {})
        return next((reason for reason, words in musts.items() if holds(known, words)), "")

    def _likely(self, reasons: Sequence[str]) -> str:
        """Choose a reason, the first ones more often."""
        return reasons[int(len(reasons) * self.rng.random() * self.rng.random() ** 0.5)]

    def no(self, question: Question, reasons: Sequence[str], case: Case, *, alone: bool) -> str:
        """Write the note of a no about its main reason, often with the second reason or a closing remark."""
        known = case.known | self.mains[case.reference]
        for special in self.words["instead"].get(question.id, []):
            if holds(known, special["when"]):
                return self._fresh(special["say"], self._tails(question, alone=alone), case, must=False)
        texts = self.words["no"][question.id]
        if not reasons:
            return self._fresh(texts["fact"], [], case, must=False)
        second = texts[reasons[1]] if len(reasons) > 1 else []
        return self._fresh(texts[reasons[0]], second or self._tails(question, alone=alone), case, must=bool(second))

    def aside(self, question: Question, answer: str, case: Case) -> str:
        """Write a note beside some yes and na answers, and nothing beside the others."""
        if self.rng.random() > _SHARE_WITH_NOTE:
            return ""
        texts = self.words[answer].get(question.id, [])
        fresh = [text for text in _fitting(texts, case) if self.used[text.format(**self.slots(case))] < _USES]
        return self._fresh(fresh, [], case, must=False) if fresh else ""

    def _tails(self, question: Question, *, alone: bool) -> list[str]:
        """Return the closing remarks that suit a question; none of the case manager where that was absent."""
        tails: dict[str, list[str]] = self.words["tails"]
        return tails[question.section] + ([] if alone else tails["case_manager"])

    def _fresh(self, first: Sequence[str], more: Sequence[str], case: Case, *, must: bool) -> str:
        """Put together the note that was used least so far, with a second sentence if there is room."""
        slots = self.slots(case)
        more = _fitting(more, case)
        texts = [text.format(**slots) for text in _fitting(first, case)]
        if not texts:
            raise ValueError(f"no words fit {case.reference}: {first}")
        with_more = must or self.rng.random() < _SHARE_WITH_TAIL or min(map(len, texts)) < _SHORTEST
        tail = " " + self.rng.choice(more).format(**slots) if more and with_more else ""
        self.rng.shuffle(texts)
        note = min((text + tail * (len(text + tail) <= _LONGEST) for text in texts), key=lambda text: self.used[text])
        if self.used[note] >= _USES and more:
            tails = [" " + text.format(**slots) for text in more]
            note = min((text + tail for text in texts for tail in tails), key=lambda text: (self.used[text], len(text)))
        self.used[note] += 1
        return note


def _fitting(texts: Sequence[str], case: Case) -> list[str]:
    """Return the texts whose condition, in square brackets before them, holds in a case, or that have none."""
    parts = [text[1:].split("] ", 1) if text.startswith("[") else ["", text] for text in texts]
    return [text for condition, text in parts if holds(case.known, condition)]


def source(
    voice: Voice, question: Question, case: Case, reasons: Sequence[str], note: str, *, alone: bool
) -> dict[str, str]:
    """Say where an answer was found: in the record, from the case manager, or both."""
    rng = voice.rng
    said = any(note.endswith(tail) for tail in _fitting(voice.words["tails"]["case_manager"], case))
    told = [] if alone else ["both"] * 3 if reasons else ["both"] * 3 + ["case_manager"] * 2
    kinds = ["record"] * 6 + told + ([] if note else [""] * 4)
    kind = "both" if said else rng.choice(kinds)
    if kind in {"", "case_manager"}:
        return {"source": kind, "record": "", "dated": "", "place": ""}
    lacking = reasons[:1] and reasons[0] in voice.words["alone"]["reasons"]
    found = _record(rng, question, case, ("plan", "review", "supervision record") if lacking else ())
    if reasons[:1] and reasons[0] in voice.words["late"]["reasons"]:
        found["dated"] = ""
    return {"source": kind} | found


def _record(rng: random.Random, question: Question, case: Case, lacking: Sequence[str]) -> dict[str, str]:
    """Choose a kind of record that such a case has, a date that it can bear, and a place in it."""
    known = case.known | {"section": question.section, "id": question.id}
    fitting = [row for row in _RECORDS if holds(known, row[1]) and row[0] not in lacking]
    record, _, from_day, to_day, places = fitting[0] if rng.random() < _FIRST_CHOICE else rng.choice(fitting)
    started = date.fromisoformat(case.facts["started"])
    ends = min(_LAST_DAY, started + timedelta(days=int(case.facts["length"]) * 30))
    days = min(to_day, (ends - started).days)
    dated = started + timedelta(days=min(from_day, days - 1) + rng.randrange(max(days - from_day, 1)))
    while dated.weekday() > _FRIDAY:
        dated -= timedelta(days=1)
    written = rng.random() < _SHARE_DATED
    place = rng.choice(places) if rng.random() < _SHARE_DATED else ""
    return {
        "record": record,
        "dated": dated.isoformat() if written else "",
        "place": place if written or place != _THAT_DAY else "",
    }


_FRIDAY = 4
_THAT_DAY = "contact of that day"
_FIRST_CHOICE = 0.85
_SHARE_DATED = 0.6
# Kind of record, what it suits, first and last day after the start on which it can be dated, places in it.
_RECORDS: tuple[tuple[str, str, int, int, tuple[str, ...]], ...] = (
    ("pre-sentence report", "id=R05|R06|S02|S08 psr=used_read", -28, -5, ("page 2", "page 3", "last page")),
    ("court record", "id=R04|R07", -3, 5, ("result sheet", "court note", "remarks")),
    ("panel report", "id=R19|R20|R21|R36 order=referral", 15, 40, ("contract", "page 2", "first panel")),
    (
        "health record",
        "id=R10|R11|R12|R18|R30|R31|R32|C05|C14|C18|P06|P13|S09|S18 health_worker=yes",
        20,
        120,
        ("referral", "summary", "screen"),
    ),
    ("supervision record", "section=leadership id=R48|P21|C23", 30, 150, ("actions", "page 1", "case discussion")),
    (
        "review",
        "id=R03|R23|R34|P05|P11|C06|C13|R37|R38|R39|R40|R41|R42|R43|R44|R45 review_due=yes",
        85,
        180,
        ("front page", "scores", "changes since"),
    ),
    (
        "assessment",
        "section=assessment",
        -10,
        35,
        ("core section 4", "evidence box", "vulnerability screen", "harm screen", "section 2", "conclusion"),
    ),
    ("plan", "section=planning R14=yes", 10, 45, ("objectives", "page 1", "signatures", "page 2")),
    ("contact log", "section=outcomes", 100, 260, (_THAT_DAY, "home visit", "last entries")),
    ("contact log", "section=delivery|leadership", 20, 200, (_THAT_DAY, "home visit", "phone call", "office session")),
    ("review", "section=outcomes|delivery review_due=yes", 85, 180, ("front page", "changes since")),
    ("contact log", "", 10, 200, (_THAT_DAY, "home visit", "email on file")),
)
