"""What stands beside the answers: evidence and its judgements, quotes and illustrations, limiting-factor flags."""

from collections import Counter
from collections.abc import Sequence

from fjidesk.model.records import Evidence
from fjidesk.report import words
from fjidesk.report.material import Flag, Material
from fjidesk.report.parts import Line, Quote, Quotes, TopicLine

CASE_CONTENT = frozenset({"quote", "illustration"})
NONE_RECORDED = "none recorded"
NOTHING = "\N{EN DASH}"
_LONGEST_NAME = 60


def pieces(material: Material, theme: str) -> list[Evidence]:
    """Return the evidence on a theme that cases cannot give."""
    return [found for found in material.evidence if found.theme == theme and found.kind not in CASE_CONTENT]


def by_judgement(found: Sequence[Evidence]) -> Counter[str]:
    """Return how many pieces carry which judgement."""
    return Counter(piece.judgement for piece in found)


def by_inspectorate(found: Sequence[Evidence], material: Material) -> Counter[str]:
    """Return how many pieces come from which inspectorate, under a name that is fit to print."""
    return Counter(_inspectorate(piece.inspectorate, material) for piece in found)


def _inspectorate(name: str, material: Material) -> str:
    plain = " ".join(name.split())
    if not plain or len(plain) > _LONGEST_NAME or material.names_a_case(plain):
        return "Inspectorate not stated"
    return words.capital(plain)


def evidence_words(found: Sequence[Evidence], material: Material) -> str:
    """Return evidence as numbers in words: how many pieces, judged how, from whom."""
    if not found:
        return NONE_RECORDED
    return words.sentence(
        [
            f"{words.count(len(found), 'piece')}: {words.judgements(by_judgement(found))}",
            words.tallied(by_inspectorate(found, material)),
        ]
    )


def topics(material: Material, theme: str) -> list[TopicLine]:
    """Return one line for each topic of a theme, and one for what has no topic of this framework."""
    found = pieces(material, theme)
    listed = [topic for topic in material.framework.topics if topic.theme == theme]
    lines = [
        _topic(topic.id, topic.label.en, [piece for piece in found if piece.topic == topic.id], material)
        for topic in listed
    ]
    known = {topic.id for topic in listed}
    others = [piece for piece in found if piece.topic not in known]
    return [*lines, _topic(NOTHING, "No topic given", others, material)] if others else lines


def _topic(name: str, label: str, found: list[Evidence], material: Material) -> TopicLine:
    return TopicLine(
        id=name,
        label=label,
        pieces=len(found),
        judgements=words.judgements(by_judgement(found)) or NONE_RECORDED,
        inspectorates=words.tallied(by_inspectorate(found, material)) or NOTHING,
    )


def quotes(material: Material, theme: str) -> Quotes:
    """Sort a theme's quotes and illustrations: printed are those with consent, altered, that name no case."""
    printed: list[Quote] = []
    withheld: Counter[str] = Counter()
    for found in material.evidence:
        if found.theme != theme or found.kind not in CASE_CONTENT:
            continue
        why = why_withheld(found, material)
        if why:
            withheld[why] += 1
        else:
            printed.append(
                Quote(
                    text=found.text, source=words.capital(found.source.strip()) or "Source not stated", kind=found.kind
                )
            )
    return Quotes(
        printed=printed,
        withheld=[Line(label=f"Not printed: {why}", value=str(number)) for why, number in words.ranked(withheld)],
    )


def why_withheld(found: Evidence, material: Material) -> str:
    """Return why a quote or illustration may not be printed; empty where it may."""
    if found.consent != "yes":
        return "no consent"
    if found.altered != "yes":
        return "not marked as altered"
    if material.names_a_case(f"{found.text} {found.source}"):
        return "a case reference stands in it"
    return "" if found.text.strip() else "no text"


def flag_words(flags: Sequence[Flag]) -> str:
    """Return limiting-factor flags as numbers in words."""
    if not flags:
        return "none"
    decided = Counter(flag.limits for flag in flags)
    said = {True: "decided as limiting", False: "decided as not limiting", None: "not decided"}
    parts = [(decided[key], what) for key, what in said.items()]
    return f"{words.count(len(flags), 'flag')}: {', '.join(f'{number} {what}' for number, what in parts if number)}"
