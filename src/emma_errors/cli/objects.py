"""Find the JSON objects in a text, even if they are quoted, and Python's literals."""

import json
import re
from html import unescape

__all__ = ("MARK", "decoded", "literals", "quoted")

_LONGEST = 65_536  # characters of an object; where it fails to decode, its lines are counted
_TRIES = 16  # attempts at the braces in a text that failed to decode
_LAYERS = 4  # levels of quoting

MARK = "\0"
"""The character that replaces an object."""

# The ways in which an object is quoted: in CSV, in HTML, in a string, and printed by Python.
_QUOTED = re.compile(r"\{\s*(\"\"|&|\\|u?')|\\['x\\]")
_PYTHON = re.compile(
    r"(?<=[\s{\[(,:=])(?:u?(['\"])((?:\\.|(?!\1)[^\\\n])*)\1(?=\s*[,:}\])])|(None|True|False)\b)"
)
_ESCAPE = re.compile(
    r"((?:\\x[0-9a-fA-F]{2})+)|\\U([0-9a-fA-F]{8})|((?:\\u[0-9a-fA-F]{4})+|\\[bfnrt])|\\(.?)"
)
_CONSTANTS = {"None": "null", "True": "true", "False": "false"}
_OBJECT = re.compile(r"\{\s*\"")
_raw_decode = json.JSONDecoder(parse_int=lambda digits: int(digits[:99])).raw_decode


def decoded(text: str) -> tuple[str, list[object]]:
    """Return a text with each JSON object replaced by a mark, and the objects.

    A text that fails to decode is tried again at no more than `_TRIES` of the braces in it, so the
    time is proportional to the length.
    """
    text = text.replace(MARK, " ")
    rest: list[str] = []
    values: list[object] = []
    start = failed = tries = 0
    brace = _OBJECT.search(text)
    while brace:
        place = brace.end()
        if brace.start() >= failed:
            failed, tries = place, _TRIES
        try:
            value, length = _raw_decode(text[brace.start() : brace.start() + _LONGEST])
        except json.JSONDecodeError as error:
            failed = max(failed, brace.start() + error.pos)
            tries -= 1
            place = place if tries else failed
        except RecursionError:
            place = text.find("\n", place) + 1 or len(text)
        else:
            rest += text[start : brace.start()], MARK
            values.append(value)
            start = place = brace.start() + length
        brace = _OBJECT.search(text, place)
    return "".join([*rest, text[start:]]), values


def quoted(text: str, layers: int = _LAYERS) -> tuple[str, list[object]]:
    """Return a text without the objects that are quoted in it, and the objects."""
    for quote in dict.fromkeys([match[1] or "\\" for match in _QUOTED.finditer(text)]):
        plain = _unquoted(text, quote)
        if plain != text and layers:
            plain, values = decoded(plain)
            rest, others = quoted(plain, layers - 1)
            return (rest, values + others) if values or others else (text, [])
    return text, []


def _unquoted(text: str, quote: str) -> str:
    """Return a text without one level of quoting."""
    if quote == '""':
        return text.replace('""', '"')
    if quote == "&":
        return unescape(text)
    if quote == "\\":
        return _ESCAPE.sub(_unescaped, text)
    return _PYTHON.sub(_as_json, text)


def _unescaped(escape: re.Match[str]) -> str:
    """Return the text of an escape in a string."""
    if escape[1]:  # bytes, or the characters with these numbers
        data = bytes.fromhex(escape[1].replace(r"\x", ""))
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data.decode("latin-1")
    if escape[2]:
        return chr(min(int(escape[2], 16), 0x10FFFF))
    return str(json.loads(f'"{escape[3]}"')) if escape[3] else escape[4]


def _as_json(literal: re.Match[str]) -> str:
    """Return the JSON of a Python string, None, True or False."""
    if literal[3]:
        return _CONSTANTS[literal[3]]
    return json.dumps(_ESCAPE.sub(_unescaped, literal[2]))


def literals(args: str | None) -> list[str] | None:
    """Return the positional arguments in a `repr`; None if they are not literals."""
    if args is None:
        return None
    for values in (args, re.sub(r"(?:^|, ?)\w+=.*", "", args)):
        try:
            return [str(value) for value in json.loads(_PYTHON.sub(_as_json, f"[{values}]"))]
        except ValueError:
            pass
    return None
