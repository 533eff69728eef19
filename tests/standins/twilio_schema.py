"""The part of Twilio's description of its API that the stand-in obeys, as JSON schemas.

Run as a program with Twilio's full description, it prints that part: names, types and limits, no prose.
"""

from __future__ import annotations

import json
import sys
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

FILE = Path(__file__).with_name("twilio_message_schema.json")
_LIST = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
_ONE = "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json"
_KEPT = {
    "type",
    "properties",
    "items",
    "enum",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "required",
    "$ref",
}


def extract(full: dict[str, Any]) -> dict[str, Any]:
    """Take what concerns messages out of Twilio's description, as plain JSON schema."""
    schemas = full["components"]["schemas"]
    listed, one = full["paths"][_LIST], full["paths"][_ONE]
    return {
        "paths": {_LIST: _methods(listed), _ONE: _methods(one)},
        "sid": _plain(_parameter(one["get"], "Sid")),
        "account_sid": _plain(_parameter(one["get"], "AccountSid")),
        "create": _plain(_form(listed["post"])),
        "update": _plain(_form(one["post"])),
        "query": {
            parameter["name"]: _plain(parameter["schema"])
            for parameter in listed["get"]["parameters"]
            if parameter["in"] == "query"
        },
        "list": _plain(listed["get"]["responses"]["200"]["content"]["application/json"]["schema"]),
        "statuses": {
            "create": sorted(listed["post"]["responses"]),
            "list": sorted(listed["get"]["responses"]),
            "fetch": sorted(one["get"]["responses"]),
            "update": sorted(one["post"]["responses"]),
            "delete": sorted(one["delete"]["responses"]),
        },
        "components": {
            "schemas": {
                name: _plain(schema)
                for name, schema in sorted(schemas.items())
                if name == "api.v2010.account.message" or name.startswith("message_enum_")
            }
        },
    }


def schema() -> dict[str, Any]:
    """Read the part that lies in the project."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def validator(part: str) -> Draft202012Validator:
    """Make a validator for create, update, list or message."""
    known = schema()
    wanted = {"$ref": "#/components/schemas/api.v2010.account.message"} if part == "message" else known[part]
    return Draft202012Validator({"components": known["components"], **wanted}, format_checker=_formats())


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())

    @checker.checks("date-time-rfc-2822", raises=(ValueError, TypeError))
    def _date(value: object) -> bool:
        return value is None or parsedate_to_datetime(str(value)).tzinfo is not None

    return checker


def _methods(path: dict[str, Any]) -> list[str]:
    return sorted(set(path) & {"get", "post", "delete", "put", "patch"})


def _form(operation: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    return found


def _parameter(operation: dict[str, Any], name: str) -> dict[str, Any]:
    return next(parameter["schema"] for parameter in operation["parameters"] if parameter["name"] == name)


def _plain(node: dict[str, Any]) -> dict[str, Any]:
    """Keep what can be checked, and write OpenAPI's nullable the way JSON schema does."""
    kept = {key: value for key, value in node.items() if key in _KEPT}
    if "properties" in kept:
        kept["properties"] = {name: _plain(inner) for name, inner in kept["properties"].items()}
    if "items" in kept:
        kept["items"] = _plain(kept["items"])
    if node.get("nullable") and "type" in kept:
        kept["type"] = [kept["type"], "null"]
    return kept


if __name__ == "__main__":
    described = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print(json.dumps(extract(described), indent=1, sort_keys=True))
