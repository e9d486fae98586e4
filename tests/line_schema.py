"""LINE's own OpenAPI description as a judge of messages; see ``line_openapi/SOURCE.md``."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker

FILE = Path(__file__).parent / "line_openapi" / "messaging-api.yml"
HERE = "#/components/schemas/"

Schema = dict[str, Any]

formats = FormatChecker()


@formats.checks("uri")
def is_uri(value: object) -> bool:
    """Whether *value* is an address: ASCII, with a scheme and something behind it."""
    if not isinstance(value, str):
        return True
    scheme, _, rest = value.partition(":")
    return value.isascii() and " " not in value and bool(scheme and rest)


def violations(messages: Sequence[dict[str, Any]]) -> list[str]:
    """Return what in *messages* is not as LINE describes it, sent as a reply or as a push."""
    reply = {"replyToken": "0" * 32, "messages": list(messages)}
    push = {"to": "U" + "0" * 32, "messages": list(messages)}
    return [
        f"{name} {error.json_path}: {error.validator}"
        for name, body in (("ReplyMessageRequest", reply), ("PushMessageRequest", push))
        for error in validator(name).iter_errors(body)
    ]


@cache
def validator(name: str) -> Draft202012Validator:
    """Return the judge of requests of the schema *name*."""
    schema = {"$ref": HERE + name, "components": {"schemas": strict(read())}}
    return Draft202012Validator(schema, format_checker=formats)


def read() -> dict[str, Schema]:
    """Return the schemas as LINE wrote them."""
    text = FILE.read_text(encoding="utf-8")
    schemas: dict[str, Schema] = yaml.load(text, Loader=yaml.CSafeLoader)["components"]["schemas"]
    return schemas


def strict(schemas: dict[str, Schema]) -> dict[str, Schema]:
    """Return *schemas* with OpenAPI's discriminators in the words of JSON Schema.

    A base, as Message, becomes the choice between what inherits from it, by ``type``: no other
    types are known. What inherits is written out whole, and may hold nothing that LINE does not
    name: it would be without effect.
    """
    bases = {
        name: {
            kind: target.removeprefix(HERE)
            for kind, target in schema["discriminator"]["mapping"].items()
        }
        for name, schema in schemas.items()
        if "discriminator" in schema
    }
    kinds = {child: kind for children in bases.values() for kind, child in children.items()}
    return {
        name: choice(bases[name]) if name in bases else whole(schema, schemas, kinds.get(name))
        for name, schema in schemas.items()
    }


def choice(children: dict[str, str]) -> Schema:
    """Return the choice between *children*, names of schemas by the type that means them."""
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": list(children)}},
        "allOf": [
            {
                "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
                "then": {"$ref": HERE + child},
            }
            for kind, child in children.items()
        ],
    }


def whole(schema: Schema, schemas: dict[str, Schema], kind: str | None) -> Schema:
    """Return *schema* with what it inherits; of *kind* alone, where there are several."""
    if schema.get("type") != "object" and "allOf" not in schema:
        return schema
    inherited = [named(part, schemas) for part in schema.get("allOf", [])]
    parts = [*inherited, schema, {"properties": {"type": {"const": kind}} if kind else {}}]
    return {
        "type": "object",
        "required": [name for part in parts for name in part.get("required", [])],
        "properties": {n: each for part in parts for n, each in part.get("properties", {}).items()},
        "additionalProperties": False,
    }


def named(schema: Schema, schemas: dict[str, Schema]) -> Schema:
    """Return *schema*, or the one that it refers to."""
    return schemas[schema["$ref"].removeprefix(HERE)] if "$ref" in schema else schema
