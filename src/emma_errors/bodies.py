"""A body as text and as JSON: decoded, encoded, cut to what an error keeps.

Decoding never fails and takes time in proportion to the text. JSONP is unwrapped, and a byte order
mark skipped.
"""

import json
from collections.abc import Mapping
from typing import TypeGuard, cast

__all__ = (
    "BODY_LIMIT",
    "TEXT_LIMIT",
    "cut",
    "decoded",
    "encoded",
    "is_array",
    "is_mapping",
    "json_object",
    "members",
    "number",
)

BODY_LIMIT = 8192  # characters kept of a body, and of details
TEXT_LIMIT = 500  # characters kept of a message, an argument, a header or a request's name
LEVELS = 20  # how deep details are nested at most


_raw_decode = json.JSONDecoder().raw_decode


def decoded(text: str) -> object:
    """Return what a body of JSON says; None if it is none."""
    try:
        found, end = _raw_decode(text)
        if end == len(text):
            return found
    except RecursionError:
        return None
    except ValueError:
        pass
    try:
        return json.loads(_unwrapped(text), parse_int=number)
    except (ValueError, RecursionError):
        return None


def _unwrapped(text: str) -> str:
    """Return a body without a byte order mark, and without the call around it that makes JSONP."""
    text = text.strip("\ufeff \t\r\n")
    callback, bracket, rest = text.partition("(")
    rest = rest.rstrip("; \t\r\n")
    callback = callback.removeprefix("/**/").strip()
    if bracket and rest.endswith(")") and callback.translate(_CALLBACK).isalnum():
        return rest[:-1]
    return text


_CALLBACK = str.maketrans("_$.[]", "xxxxx")


def encoded(body: object) -> str | None:
    """Return the text of a decoded body."""
    if body is None:
        return None
    try:
        cells = dict(body) if is_mapping(body) else body
        return json.dumps(cells, ensure_ascii=False, default=repr, skipkeys=True)
    except Exception:  # what a mapping holds may raise whatever it likes
        return object.__repr__(body)


def cut(text: str | None, limit: int) -> str | None:
    """Return at most `limit` characters of a text, the last one `…` where it was longer."""
    return text if text is None or len(text) <= limit else f"{text[: limit - 1]}…"


def json_object(value: object) -> dict[str, object] | None:
    """Return a copy of a JSON object; None for another value, or one too long or too deep."""
    text = encoded(value) if is_mapping(value) else None
    if text is None or len(text) > BODY_LIMIT:
        return None
    try:
        copy: object = json.loads(text, parse_int=number, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None
    return {**copy} if is_mapping(copy) and not _is_deeper(copy, LEVELS) else None


def _is_deeper(value: object, levels: int) -> bool:
    """Return whether decoded JSON has more than some levels."""
    inner = value.values() if is_mapping(value) else value if is_array(value) else ()
    return any(levels == 0 or _is_deeper(item, levels - 1) for item in inner)


def number(code: object) -> int | None:
    """Return a code that is an int or the digits of one, at most 100, else None."""
    if isinstance(code, str):
        digits = code.strip()
        if len(digits) > 100 or not digits.isascii() or not digits.removeprefix("-").isdigit():
            return None
        return int(digits)
    if isinstance(code, int) and not isinstance(code, bool) and abs(code) < 10**100:
        return int(code)
    return None


def members(value: object) -> Mapping[str, object]:
    """Return the members of a decoded JSON object, or header fields; none for another value."""
    if type(value) is dict:
        return cast("dict[str, object]", value)
    if value is None or isinstance(value, (str, int, list)):
        return {}  # as nearly always, and quicker than what follows
    try:
        return dict(cast("Mapping[str, object]", value).items())
    except Exception:  # it has no members, or its class raises
        return {}


def is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    """Return whether a value is a JSON object, decoded."""
    return isinstance(value, (dict, Mapping))  # dict first, which is quick


def is_array(value: object) -> TypeGuard[list[object]]:
    """Return whether a value is a JSON array, decoded."""
    return isinstance(value, list)
