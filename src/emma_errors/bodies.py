"""Decode and encode bodies, and limit their length.

Decoding never fails, and its time is proportional to the length of the body. JSONP is unwrapped,
and a byte order mark is skipped.
"""

import json
import re
from codecs import lookup
from collections.abc import Mapping
from numbers import Number
from typing import TypeGuard, cast

__all__ = (
    "BODY_LIMIT",
    "TEXT_LIMIT",
    "cut",
    "decoded",
    "encoded",
    "header",
    "is_array",
    "is_mapping",
    "json_object",
    "media_type",
    "members",
    "number",
    "text_of",
)

BODY_LIMIT = 8192  # characters kept of a body, and of details
TEXT_LIMIT = 500  # characters kept of a message, a header field or a request ID
LEVELS = 20  # the maximum nesting of details

_raw_decode = json.JSONDecoder().raw_decode

# Codecs of Python that are no charset; the time of punycode is quadratic.
_ESCAPES = ("idna", "punycode", "raw-unicode-escape", "unicode-escape")

_BYTES: tuple[type, ...] = (bytes, bytearray, memoryview)


def text_of(body: object, headers: Mapping[str, object]) -> str | None:
    """Return the text of a body of bytes; None for another object.

    It is in UTF-8, UTF-16, UTF-32 or the charset of the `Content-Type`. Unicode comes first,
    because JSON is often declared with a charset that it does not have.
    """
    if not isinstance(body, _BYTES):
        return None
    try:
        sent = bytes(cast("bytes", body))
    except ValueError:  # a memoryview that was released
        return ""
    try:
        text = sent.decode()
        if "\0" not in text:  # UTF-16 may be valid UTF-8
            return text
    except UnicodeDecodeError:
        pass
    charset = _CHARSET.search(str(header(headers, "content-type")))
    for encoding in (json.detect_encoding(sent), charset[1] if charset else ""):
        try:
            text = "\0" if lookup(encoding).name in _ESCAPES else sent.decode(encoding)
        except (LookupError, ValueError):  # Python does not know it, or the bytes are not in it
            continue
        if "\0" not in text:
            return text
    return sent.decode("utf-8", "replace")


_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([\w.:+-]+)""", re.ASCII | re.IGNORECASE)


def header(headers: Mapping[str, object], name: str) -> object:
    """Return the value of a header field; its name is in lower case."""
    for field, value in headers.items():
        if isinstance(field, str) and field.lower() == name:  # pyright: ignore[reportUnnecessaryIsInstance]
            return value
    return None


def media_type(headers: Mapping[str, object]) -> str:
    """Return the media type of a response in lower case; empty if there is none."""
    value = header(headers, "content-type")
    return value.partition(";")[0].strip().lower() if isinstance(value, str) else ""


def decoded(text: str) -> object:
    """Return the value of a string of JSON or JSONP; None if it is neither."""
    try:
        value, end = _raw_decode(text)
        if end == len(text):
            return value
    except RecursionError:
        return None
    except ValueError:
        pass
    try:
        return json.loads(_unwrapped(text), parse_int=number)
    except (ValueError, RecursionError):
        return None


def _unwrapped(text: str) -> str:
    """Return a string without a byte order mark, and without the function call of JSONP."""
    text = text.strip("\ufeff \t\r\n")
    callback, _, rest = text.partition("(")
    rest = rest.rstrip("; \t\r\n")
    callback = callback.removeprefix("/**/").strip()
    if rest.endswith(")") and callback.translate(_CALLBACK).isalnum():
        return rest[:-1]
    return text


_CALLBACK = str.maketrans("_$.[]", "xxxxx")


def encoded(body: object) -> str | None:
    """Return a decoded body as a string; None for no body."""
    if body is None:
        return None
    try:
        value = dict(body) if is_mapping(body) else body
        return json.dumps(value, ensure_ascii=False, default=repr, skipkeys=True)
    except Exception:  # a mapping, or the repr of a value in it, may raise anything
        return object.__repr__(body)


def cut(text: str, limit: int) -> str:
    """Return a string, shortened to `limit` characters with `…` at the end if it is longer."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def json_object(value: object) -> dict[str, object] | None:
    """Return a copy of a JSON object; None if it is too long or too deep, or not an object."""
    text = encoded(value)
    if text is None or len(text) > BODY_LIMIT:
        return None
    try:
        copy: object = json.loads(text, parse_int=number, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None
    return {**copy} if is_mapping(copy) and not _is_deeper(copy, LEVELS) else None


def _is_deeper(value: object, levels: int) -> bool:
    """Return whether decoded JSON is nested deeper than `levels`."""
    inner = value.values() if is_mapping(value) else value if is_array(value) else ()
    return any(levels == 0 or _is_deeper(item, levels - 1) for item in inner)


def number(code: object) -> int | None:
    """Return the value of a whole number or of digits, at most 100; None for other values.

    A whole number may be of any type, such as 110.0 or `Decimal(110)`, but a bool.
    """
    if isinstance(code, str):
        digits = code.strip()
        if len(digits) > 100 or not digits.isascii() or not digits.removeprefix("-").isdigit():
            return None
        return int(digits)
    if isinstance(code, int) and not isinstance(code, bool) and abs(code) < 10**100:
        return int(code)
    if isinstance(code, Number) and not isinstance(code, int):
        try:
            value = cast("float", code)  # of any real type
            return whole if abs(value) < 10**100 and (whole := int(value)) == value else None
        except Exception:  # it is infinite, NaN or complex, or its class raises
            return None
    return None


def members(value: object) -> Mapping[str, object]:
    """Return the members of a decoded JSON object, or header fields; empty for any other value."""
    if type(value) is dict:
        return cast("dict[str, object]", value)
    if value is None or isinstance(value, (str, int, list)):
        return {}  # the usual cases; an exception takes longer
    try:
        return dict(cast("Mapping[str, object]", value).items())
    except Exception:  # it has no items, or its class raises
        return {}


def is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    """Return whether a value is a mapping, such as a decoded JSON object."""
    return isinstance(value, (dict, Mapping))  # dict first, because it is faster


def is_array(value: object) -> TypeGuard[list[object]]:
    """Return whether a value is a list, such as a decoded JSON array."""
    return isinstance(value, list)
