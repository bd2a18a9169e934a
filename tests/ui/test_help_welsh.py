"""The Welsh help says the same as the English: every topic and refusal, with the same keys and links."""

from __future__ import annotations

import re
import tomllib

from fjidesk import resource

MARKS = re.compile(r"\{[kv]:[\w-]+\}|\]\([\w-]+\)")


def read(language):
    """Return every text of the help by its place."""
    table = tomllib.loads(resource.text(f"text/help.{language}.toml"))
    found = {("topic", one["name"]): one["text"] for one in table["topic"]}
    for family in table["family"]:
        found |= {(family["name"], code): "\n".join(entry) for code, entry in family["codes"].items()}
    return found


def marks(text):
    return sorted(MARKS.findall(text)), text.count("### ")


def test_the_welsh_help_has_every_page_with_its_keys_and_links():
    english, welsh = read("en"), read("cy")
    assert set(english) - set(welsh) == set(), "until it is written, English is shown"
    assert set(welsh) - set(english) == set()
    assert [place for place, text in welsh.items() if marks(text) != marks(english[place])] == []


def test_no_text_of_the_welsh_help_is_still_english():
    english, welsh = read("en"), read("cy")
    assert [place for place, text in welsh.items() if text == english[place]] == []
