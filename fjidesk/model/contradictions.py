"""Which answers of a reading sit oddly together: questions to the reader, which stop nothing."""

from collections.abc import Mapping

from fjidesk.model.framework import Contradiction, Framework


def arising(
    framework: Framework, facts: Mapping[str, str], answers: Mapping[str, str], rulings: Mapping[str, bool | None]
) -> list[Contradiction]:
    """Return the contradictions that arise in a reading, in the framework's order.

    Args:
        framework: the framework of the inspection.
        facts: fact id to value id.
        answers: question id to ``yes``, ``no`` or ``na``.
        rulings: question id to whether it applies; the answer to one that does not, or that is not known here,
            counts for nothing here.
    """
    standing = {name: given for name, given in answers.items() if rulings.get(name, False) is not False}
    return [found for found in framework.contradictions if found.when.holds(facts, standing) is True]
