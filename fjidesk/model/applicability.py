"""Which questions apply in a reading, from its facts and its own earlier answers."""

from collections.abc import Container, Mapping

from fjidesk.model.framework import Framework

NA = "na"


def rule(framework: Framework, facts: Mapping[str, str], answers: Mapping[str, str]) -> dict[str, bool | None]:
    """Rule for every question whether it applies: True, False, or None while that is not known yet.

    Questions are ruled in screen order, so a condition on an earlier answer sees that answer's own ruling: an answer to
    a question that does not apply counts as ``na``, whatever was given before a fact changed.

    Args:
        framework: the framework of the inspection.
        facts: fact id to value id.
        answers: question id to ``yes``, ``no`` or ``na``.
    """
    rulings: dict[str, bool | None] = {}
    standing = dict(answers)
    for question in framework.on_screen:
        ruling = True if question.applies is None else question.applies.holds(facts, standing)
        rulings[question.id] = ruling
        if ruling is False:
            standing[question.id] = NA
    return rulings


def ruled_out(framework: Framework, facts: Mapping[str, str], answers: Mapping[str, str]) -> frozenset[str]:
    """Return the ids of the questions that do not apply."""
    return frozenset(question for question, ruling in rule(framework, facts, answers).items() if ruling is False)


def unanswered(framework: Framework, rulings: Mapping[str, bool | None], answers: Container[str]) -> list[str]:
    """Return the ids of the questions that apply, or may, and have no answer, in screen order."""
    return [
        question.id
        for question in framework.on_screen
        if rulings[question.id] is not False and question.id not in answers
    ]


def undecided(framework: Framework, rulings: Mapping[str, bool | None], facts: Mapping[str, str]) -> list[str]:
    """Return the ids of the facts that are not known and on which it depends what applies, in the framework's order."""
    waiting = [framework.by_id[name].applies for name, ruling in rulings.items() if ruling is None]
    deciding = {leaf.fact for condition in waiting if condition is not None for leaf in condition.leaves()}
    return [fact.id for fact in framework.facts if fact.id in deciding and not facts.get(fact.id)]
