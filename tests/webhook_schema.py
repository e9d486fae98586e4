"""LINE's own OpenAPI description as a judge of webhook events; see ``line_openapi/SOURCE.md``."""

from functools import cache
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from tests.line_schema import FILE, HERE, Schema, strict

EDITED = {"messageEdited": f"{HERE}MessageEditedEvent"}


def odd(event: dict[str, Any]) -> list[str]:
    """Return what in *event* is not as LINE describes it."""
    return [f"{error.json_path}: {error.message}" for error in _judge().iter_errors(event)]


def kinds_of(base: str) -> list[str]:
    """Return the types that LINE names for *base*: Event, MessageContent, Source, …"""
    return list(schemas()[base]["discriminator"]["mapping"])


@cache
def schemas() -> dict[str, Schema]:
    """Return the schemas as LINE wrote them, with messageEdited, which is younger.

    It has the parts of a message event (https://github.com/line/line-openapi/pull/129).
    """
    text = FILE.with_name("webhook.yml").read_text(encoding="utf-8")
    found: dict[str, Schema] = yaml.load(text, Loader=yaml.CSafeLoader)["components"]["schemas"]
    found["Event"]["discriminator"]["mapping"] |= EDITED
    return {**found, "MessageEditedEvent": found["MessageEvent"]}


@cache
def _judge() -> Draft202012Validator:
    schema = {"$ref": f"{HERE}Event", "components": {"schemas": strict(schemas())}}
    return Draft202012Validator(schema)
