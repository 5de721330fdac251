"""Check the header fields (RFC 9110) and the details (a JSON object) of an error."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import cast

from .envelopes import PROBLEM_MEMBERS

__all__ = ("checked_details", "checked_headers", "joined", "seconds")

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e]*")
_SECONDS = re.compile(r"[0-9]{1,10}(\.[0-9]{1,10})?")


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return a copy of header fields if they can be sent.

    Raises:
        TypeError: It is not a mapping, or a name or a value is not a str.
        ValueError: A name is not a token or is given twice, or a value is not printable ASCII.
    """
    fields: dict[str, str] = {}
    names: dict[str, str] = {}
    if not callable(getattr(headers, "items", None)):  # a mapping of werkzeug's is no Mapping
        raise TypeError(f"headers takes a mapping of names to values, got {headers!r}")
    for name, value in cast("Mapping[object, object]", headers).items():
        if not isinstance(name, str) or not isinstance(value, str):
            raise TypeError(f"header names and values must be str, got {name!r}: {value!r}")
        if not _TOKEN.fullmatch(name):
            raise ValueError(f"{name!r} is not a header name: write a token such as 'Retry-After'")
        if not _VALUE.fullmatch(value):
            raise ValueError(
                f"header {name} has the value {value!r}: write printable ASCII without line breaks"
            )
        if names.setdefault(name.lower(), name) != name:
            raise ValueError(
                f"headers has {names[name.lower()]!r} and {name!r}, which are one name: write it "
                "once"
            )
        fields[name] = value
    return fields


def joined(fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return header fields by name, with the values of equal names joined by commas.

    That is allowed for every field that may be sent several times (RFC 9110, section 5.3) but
    `Set-Cookie`, of which the last stays.
    """
    values: dict[str, tuple[str, str]] = {}
    for name, value in fields:
        key = str(name).lower()
        first, before = values.get(key, (name, None))
        together = before is not None and key != "set-cookie"
        values[key] = first, f"{before}, {value}" if together else value
    return dict(values.values())


def checked_details(details: Mapping[str, object]) -> dict[str, object]:
    """Return a copy of details if they can be sent as JSON.

    Raises:
        TypeError: It is not a mapping, a name is not a str, or a value has no JSON form.
        ValueError: A value is circular, infinite or NaN, or a name is a member of every problem.
    """
    if not isinstance(cast("object", details), Mapping):
        raise TypeError(f"details takes a mapping of names to values, got {details!r}")
    for name in cast("Mapping[object, object]", details):
        if not isinstance(name, str):
            raise TypeError(f"details has the name {name!r}: write a str")
        if name in PROBLEM_MEMBERS:
            raise ValueError(
                f"details has the name {name!r}, which is a member of every problem: "
                f"write a name other than {', '.join(PROBLEM_MEMBERS)}"
            )
    try:
        copy: dict[str, object] = json.loads(json.dumps({**details}, allow_nan=False))
    except RecursionError:
        raise ValueError("details is nested too deeply for JSON") from None
    except (TypeError, ValueError) as error:
        raise type(error)(f"details must be JSON: {error}") from None
    return copy


def seconds(retry_after: str) -> float | None:
    """Return the number of seconds that a `Retry-After` header asks to wait.

    Args:
        retry_after: The value of the header: a number of seconds or an HTTP date.

    Returns:
        0 for a date in the past, and None for a value that is neither a number nor a date.
    """
    value = retry_after.strip()
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        date = parsedate_to_datetime(value)
        if date.tzinfo is None:
            date = date.replace(tzinfo=UTC)
        return max(0.0, (date - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return None
