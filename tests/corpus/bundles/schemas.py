"""Write the schemas of format 1 and the table of its kinds: python -m tests.corpus.bundles.schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from fjidesk.bundle.manifest import Manifest
from fjidesk.model import revision as rev
from fjidesk.model import roles
from fjidesk.model.records import KEY_PARTS, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parents[3] / "resources" / "schema"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_PART = {"type": "string", "maxLength": rev.PART_LIMIT}


def manifest() -> dict[str, Any]:
    """Return the schema of the first line."""
    return {"$schema": DRAFT, **_schema(Manifest), "title": "fjidesk bundle, format 1: the manifest"}


def revision() -> dict[str, Any]:
    """Return the schema of every further line: any revision, and the body of each kind that format 1 knows."""
    (refs, parts) = msgspec.json.schema_components(KINDS.values(), ref_template="#/$defs/{name}")
    kinds = [
        {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": {
                "properties": {
                    "key": {"minItems": len(KEY_PARTS[kind]), "maxItems": len(KEY_PARTS[kind])},
                    "body": {"anyOf": [{"type": "null"}, ref]},
                }
            },
        }
        for kind, ref in zip(KINDS, refs, strict=True)
    ]
    properties = {
        "kind": _PART,
        "key": {"type": "array", "items": _PART, "maxItems": rev.PARTS_LIMIT},
        "body": {"type": ["object", "null"]},
        "parents": {"type": "array", "items": _HASH, "maxItems": rev.PARENTS_LIMIT},
        "author": _HASH,
        "device": _PART,
        "counter": {"type": "integer", "minimum": 1, "maximum": rev.COUNTER_LIMIT},
        "made_at": _PART,
    }
    return {
        "$schema": DRAFT,
        "title": "fjidesk bundle, format 1: a revision",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "allOf": kinds,
        "$defs": {name: _stripped(part) for name, part in sorted(parts.items())},
    }


def _schema(hint: type[msgspec.Struct]) -> dict[str, Any]:
    (_, parts) = msgspec.json.schema_components([hint])
    return dict(_stripped(parts[hint.__name__]))


def _stripped(part: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without the text of docstrings, which are no part of the format."""
    return {name: value for name, value in part.items() if name != "description"}


_START, _STOP = "schemas -->\n", "<!-- end of kinds -->"


def kinds_table() -> str:
    """Return the table of the kinds as it stands in the specification."""
    lines = ["| kind | key | body | who |", "|---|---|---|---|"]
    for kind, hint in KINDS.items():
        key = ", ".join(f"`{part}`" for part in KEY_PARTS[kind]) or "none: there is one"
        lines.append(f"| `{kind}` | {key} | {'; '.join(_members(hint))} | {_who(kind)} |")
    return "\n".join(lines) + "\n"


def _members(hint: type[msgspec.Struct]) -> Iterator[str]:
    (_, parts) = msgspec.json.schema_components([hint])
    for name, part in parts[hint.__name__]["properties"].items():
        default = f" = {json.dumps(part['default'])}" if "default" in part else ""
        yield f"`{name}` {_type(part)}{default}"


def _type(part: dict[str, Any]) -> str:
    if "enum" in part:
        return "one of " + ", ".join(f"`{value}`" if value else "empty" for value in part["enum"])
    if "anyOf" in part:
        return _type({"enum": [value for one in part["anyOf"] for value in one["enum"]]})
    names = {"string": "text", "integer": "whole number", "boolean": "true or false", "object": "object of texts"}
    return names[part["type"]] if part["type"] != "array" else "list of texts"


def _who(kind: str) -> str:
    for name, kinds in (("leads", roles._BY_LEADS), ("reader", roles._BY_READER), ("owner", roles._BY_OWNER)):
        if kind in kinds:
            return name
    return {"receipt": "giver", "reply": "who was asked"}[kind]


def specification() -> str:
    """Return the specification with the table of today."""
    text = (HERE / "bundle-1.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(_START)
    return f"{before}{_START}\n{kinds_table()}\n{_STOP}{rest.partition(_STOP)[2]}"


MADE = {"manifest-1.json": manifest, "revision-1.json": revision}


def text_of(name: str) -> str:
    """Return a schema as it stands in its file."""
    return f"{json.dumps(MADE[name](), indent=1, ensure_ascii=False)}\n"


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    (HERE / "bundle-1.md").write_text(specification(), encoding="utf-8", newline="\n")
    for one in MADE:
        (HERE / one).write_text(text_of(one), encoding="utf-8", newline="\n")
