"""Check the header fields (RFC 9110) and the details (a JSON object) of an error."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import cast

from .envelopes import PROBLEM_MEMBERS

__all__ = ("checked", "json_object", "seconds")

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e]*")
_SECONDS = re.compile(r"[0-9]{1,10}(\.[0-9]{1,10})?")


def checked(headers: Mapping[str, str]) -> dict[str, str]:
    """Return a copy of header fields if they can be sent.

    Raises:
        TypeError: A name or a value is not a str.
        ValueError: A name is not a token, or a value is not printable ASCII.
    """
    fields: dict[str, str] = {}
    for name, value in cast("Mapping[object, object]", headers).items():
        if not isinstance(name, str) or not isinstance(value, str):
            raise TypeError(f"header {name!r} has the value {value!r}: write both as str")
        if not _TOKEN.fullmatch(name):
            raise ValueError(f"{name!r} is not a header name: write a token such as 'Retry-After'")
        if not _VALUE.fullmatch(value):
            raise ValueError(
                f"header {name} has the value {value!r}: write printable ASCII without line breaks"
            )
        fields[name] = value
    return fields


def json_object(details: Mapping[str, object]) -> dict[str, object]:
    """Return a copy of details if they can be sent as JSON.

    Raises:
        TypeError: A name is not a str, or a value has no JSON form.
        ValueError: A value is circular, infinite or NaN, or a name is a member of every problem.
    """
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
