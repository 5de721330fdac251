"""From the body of a response, or lines of a log, to the definitions of the errors in them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .. import lookup
from ..errors import ApiError
from ..lookup import UnknownCodeError
from ..model import Definition, ErrorCode, matching
from ..wire import parse_catalog, parse_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias, TypeGuard

    Found: TypeAlias = tuple[Definition, Mapping[str, str]]
    """A definition, and the arguments by name that an error of it came with."""

__all__ = ("errors_in",)

# How a line that holds no body tells of an error, the surest first.
_TELLING = (
    r"^\s*(?P<key>\w+)\s*$",
    r"(?<!\w)(?P<catalog>{catalogs})[./](?P<key>[0-9]+)\b",
    r"(?<!\w)\[(?P<key>[0-9]+)\](?: (?=(?P<message>.{{0,500}}))|$)",
    r"(?<!status )(?<!exit )(?<![a-z0-9_.-])"
    r"(?:(?:err(?:or)?[ _.-]?)?code|err(?:or)?[ _.-]?no)"
    r"[\s\"'\\:=]{{1,6}}(?P<key>[0-9]{{1,9}})(?!\w|[.:/-]\w)",
    r"(?<!\w)(?P<key>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?!\w)",
)
# A number that is no part of a date, a time, an address, a path or a process's name.
_NUMBER = re.compile(r"(?<![\w.:/+%\[-])(?<![0-9],)[0-9]{3,9}(?!\w|%|[.:/-]\w)")


def errors_in(text: str) -> "list[Found | UnknownCodeError]":
    """Return the errors that a text tells of, in its order.

    A line tells of an error by the body of a response anywhere in it, in a string of a JSON record
    too; else by the first of these that it has: a code or a name alone, `emma.2101`,
    `[2101] Article is not found`, `code=2101`, a name. Where no line does, any number of three
    digits or more that is a code will do.

    Args:
        text: The body, or any number of lines.

    Returns:
        The definition of each error with its arguments. A code that no catalog has is an
        `UnknownCodeError`; one that may be another's, as in `code=200`, only if there is no other.
    """
    every = [d for catalog in lookup.catalogs().values() for d in catalog.DEFINITIONS]
    known = {d.name for d in every} | {str(int(d.code)) for d in every}
    catalogs = "|".join(map(re.escape, lookup.catalogs()))
    patterns = [re.compile(one.format(catalogs=catalogs), re.IGNORECASE) for one in _TELLING]
    found: list[Found | UnknownCodeError] = []
    numbers: list[Found | UnknownCodeError] = []
    unknown: dict[str, None] = {}
    for line, values in _lines(text):
        parts = [part for value in values for part in _parts(value)]
        strings = [part for part in parts if isinstance(part, str)]
        if len(strings) < len(parts):
            for part in parts:
                found += _of_body(part) if isinstance(part, ApiError) else []
        elif told := _of_line([*strings, line], patterns, known, unknown):
            found += told
        elif not found:
            for number in filter(known.__contains__, _NUMBER.findall(line)):
                numbers += _meant(lookup.definitions(number), None)
    return found or numbers or [_unknown(key, key) for key in unknown]


def _of_line(
    texts: Sequence[str],
    patterns: Iterable[re.Pattern[str]],
    known: set[str],
    unknown: dict[str, None],
) -> "list[Found | UnknownCodeError]":
    """Return what the surest pattern finds in the first text that it finds anything in."""
    found: list[Found | UnknownCodeError] = []
    for pattern in patterns:
        for text in texts:
            for match in pattern.finditer(text):
                told = match.groupdict()
                key, catalog = told["key"].upper(), told.get("catalog", "").lower()
                definitions = lookup.definitions(key) if key in known else ()
                definitions = tuple([d for d in definitions if catalog in ("", d.catalog)])
                if definitions:
                    found += _meant(definitions, told.get("message"))
                elif catalog:
                    found.append(_unknown(key, match[0]))
                elif key.isdecimal():
                    unknown[key] = None
            if found:
                return found
    return found


def _meant(definitions: tuple[Definition, ...], message: str | None) -> "list[Found]":
    """Return which of the definitions of a code a message is of, with its arguments; else all."""
    for definition in definitions:
        if meant := matching(definition.code, message):
            return [(meant, {})]
        if message and definition.params and not definition.success:
            base = definition.exception.__mro__[2]
            assert issubclass(base, ApiError)
            of_code, of_message = base.envelope or ("code", "message")
            body = {"error": 1, of_code: int(definition.code), of_message: message}
            error = parse_catalog(base, body, None)
            if error is not None and error.params:
                return [(definition, error.params)]
    return [(definition, {}) for definition in definitions]


def _of_body(error: ApiError) -> "list[Found | UnknownCodeError]":
    """Return what an error off the wire tells: its definition, those of its code, or neither."""
    if error.definition is not None:
        return [(error.definition, error.params)]
    if isinstance(error.code, ErrorCode):
        return [(definition, {}) for definition in error.code.definitions]
    return [_unknown(str(error.code), f"{error.catalog}.{error.code}")]


def _unknown(key: str, told: str) -> UnknownCodeError:
    """Return the error of a code that no catalog has, or none but another than the one told."""
    try:
        lookup.find(key)
    except UnknownCodeError as error:
        return UnknownCodeError(told, error.near)
    return UnknownCodeError(told)


_LONGEST = 65_536  # characters of a body; where decoding fails, it counts the lines up to there
_raw_decode = json.JSONDecoder().raw_decode


def _lines(text: str) -> Iterator[tuple[str, list[object]]]:
    """Yield each line and the JSON objects that begin in it, with the lines where they end."""
    start = 0
    while start < len(text):
        end = _end_of_line(text, start)
        values: list[object] = []
        brace = text.find("{", start, end)
        while brace >= 0:
            try:
                value, after = _raw_decode(text[brace : brace + _LONGEST])
            except RecursionError:
                break
            except ValueError:
                after = brace + 1
            else:
                values.append(value)
                after += brace
                end = _end_of_line(text, max(end, after))
            brace = text.find("{", after, end)
        yield text[start:end], values
        start = end + 1


def _end_of_line(text: str, start: int) -> int:
    """Return the place of the first line feed from `start` on, or the end."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _parts(value: object) -> Iterator[ApiError | str | None]:
    """Yield what each envelope in a decoded value stands for and, outside of these, each string.

    None is an envelope of success.
    """
    parts = [value]
    while parts:
        part = parts.pop()
        if _is_object(part):
            error = parse_error(part, http_status=500)
            if error is None or (error.code is not None and error.catalog is not None):
                yield error
            else:
                parts += reversed(part.values())
        elif _is_array(part):
            parts += reversed(part)
        elif isinstance(part, str):
            yield part
            parts += [inner for _, values in _lines(part) for inner in values]


def _is_object(value: object) -> "TypeGuard[dict[str, object]]":
    """Return whether a decoded value is an object of JSON."""
    return isinstance(value, dict)


def _is_array(value: object) -> "TypeGuard[list[object]]":
    """Return whether a decoded value is an array of JSON."""
    return isinstance(value, list)
