"""Find the errors in the body of a response or in log lines.

An error is reported only if it is certain. A number is recognized in a body, after a label that
only an API uses, in `emma.2101`, and in `[2101]` before the text of that code. A name or a class is
recognized if other programs do not use it. If each line is a single word, every code and name is
recognized.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from .. import lookup
from ..arguments import arguments
from ..bodies import is_array, is_mapping
from ..lookup import UnknownCodeError
from ..model import Code, Definition, class_name, folded
from ..wire import parse_error
from .objects import MARK, decoded, literals, quoted

__all__ = ("Found", "errors_in")

Found = tuple[Definition, Mapping[str, str]]
"""A definition, and the arguments of the error by name."""

Sign = list[Found | str]
"""The possible meanings of a match: definitions of one code, or an unknown `"emma.2999"`."""

_DEEPEST = 16  # levels of an object that are searched
_LAYERS = 4  # records that are nested as strings in other records

# Other programs also use names that consist only of these words.
_EVERYDAY = re.compile(
    r"(?:(?:ALLOWED|API|APPLICATION|AUTHOR|AUTHORIZATION|DATABASE|DELETED|DENIED|EMAIL|ERROR|"
    r"EXCEEDED|FACE|FAILED|FIELD|FILE|FORMAT|FOUND|FRIENDS|HTTPS?|ID|IN|INCORRECT|INTERNAL|INVALID|"
    r"IP|JOB|KEY|LIMIT|LOGIN|LONG|MEDIA|MESSAGE|METHOD|MISMATCH|MISSING|NAME|NOT|NOTIFICATION|"
    r"OBJECT|OF|ONLY|OUT|PARAMETER|PASSWORD|PAYLOAD|PAYMENT|PERMISSION|PROGRESS|QUERY|RANGE|REACHED|"
    r"REDIRECT|REQUEST|REQUIRED|SCHEDULED|SERVICE|SHORT|STRING|SUBSCRIPTION|SUCCESS|TIMESTAMP|TITLE|"
    r"TOKEN|TOO|UNAVAILABLE|UNKNOWN|UNSUPPORTED|UPLOAD|URI|URL|USER)(?:_|$))+"
)
_COLOUR = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_TYPED = re.compile(r"\s*((?:\w+\.)*)(-?\w+)(\(.*\))?\s*", re.ASCII)
_REQUEST = re.compile(r'"[A-Z]{3,7} \S+ HTTP/.*')  # in an access log, with the rest of the line
_TYPE_URL = re.compile(r"https?://\S{0,200}/(\w+)/([0-9]+)(?![\w/]|[.-]\w)")
_CODED = re.compile(r"(?:(?<![\w.])((?:\w+\.)*)(\w+): )?\[([^\s\[\]]{1,50})\] (?=(.{1,600}))")
_PLAIN = r"[^()\"'\n]{0,200}"
_STRING = r"(?:\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
_WORD = re.compile(
    r"(?<![\w.@/\\$-])(?<!::)(raise[ds]? )?((?:[A-Za-z_]\w*\.)*)"
    r"((?<=\.)-?\w+|[A-Za-z]\w*(?:_|[a-z](?=[A-Z]))\w+)(?!\w|[.:@/-]\w|\s*=|[\"']\s*:)"
    rf"(?:\(({_PLAIN}(?:{_STRING}{_PLAIN}){{0,9}})\))?"
)
_IS = r"[\"'\\]*\s*(?:=>|[:=])\s*[\"'\\]*"
_NUMBER = r"(-?[0-9]{1,10})(?![A-Za-z0-9_]|[.:/-]\w)"
_BAIDU = ("error_code", "error_msg")
_LABELS = (  # the fields of a body that is not JSON, and the pattern of their values
    (_BAIDU, rf"error_code{_IS}{_NUMBER}(?:\W{{1,8}}error_msg{_IS}([^\"'\\&\n]*))?"),
    (_BAIDU, rf"(?:错误)?代码[:：]\s*{_NUMBER}[,，]\s*消息[:：]\s*(.*)"),
    (("error", "code"), rf"error{_IS}(1)[\"'\\]*[\s,&]+[\"'\\]*code{_IS}{_NUMBER}"),
)
_CHINESE = re.compile(
    r"(?<!HTTP)(?<!HTTP )(?<!系统)(?<!系統)(?:错误代?码|錯誤代?碼)[\s:：=\"'\\]{0,6}"
    rf"{_NUMBER}(?![,，]\s*消息)"
)


def errors_in(text: str) -> list[Found | UnknownCodeError]:
    """Return the errors in a text in order, without duplicates.

    Args:
        text: The body of a response, or any number of lines.

    Returns:
        The definition of each error with its arguments: both definitions if a code has two and the
        text does not decide, and an `UnknownCodeError` if the catalog does not have the code.
    """
    reader = _Reader()
    text = _COLOUR.sub("", text).replace("\r\n", "\n").replace("\ufeff", "")
    lines = [line for line in text.split("\n") if line.strip()]
    typed = [match for line in lines if (match := _TYPED.fullmatch(line))]
    if len(typed) == len(lines):
        records = iter([reader.typed(match, sole=len(lines) == 1) for match in typed])
    else:
        records = reader.records(text, 0)
    meanings = {repr(meaning): meaning for signs in records for meaning in _surest(signs)}
    with_arguments = {
        meaning[0] for meaning in meanings.values() if isinstance(meaning, tuple) and meaning[1]
    }
    errors: list[Found | UnknownCodeError] = []
    for meaning in meanings.values():
        if isinstance(meaning, str):
            errors += _unknown(meaning)
        elif meaning[1] or meaning[0] not in with_arguments:
            errors.append(meaning)
    return errors


def _surest(signs: list[Sign]) -> Iterator[Found | str]:
    """Yield the meanings of the signs with the highest rank for each code in a record."""
    surest: dict[str, tuple[bool, int]] = {}
    for code, rank in map(_rank, signs):
        surest[code] = max(rank, surest.get(code, rank))
    for sign in signs:
        code, rank = _rank(sign)
        if rank == surest[code]:
            yield from sign


def _rank(sign: Sign) -> tuple[str, tuple[bool, int]]:
    """Return the code of a sign and its rank: with arguments, and with few definitions, first."""
    first = sign[0]
    if isinstance(first, str):
        return first, (False, 0)
    definition, params = first
    return f"{definition.catalog}.{definition.code}", (bool(params), -len(sign))


class _Reader:
    """Finds signs in a text, by the codes, names and classes of every catalog."""

    def __init__(self) -> None:
        self._definitions: dict[str, list[Definition]] = {}
        self._catalogs: dict[str, str] = {}  # by the prefix of a name: "emma.", "EmmaCode."
        for name, catalog in lookup.catalogs().items():
            enum = type(catalog.DEFINITIONS[0].code)
            parts = enum.__module__.removesuffix(".codes").split(".")
            homes = {".".join(parts[start:]) for start in range(len(parts))} - {"errors"}
            homes |= {f"{home}.errors" for home in homes} | {name, enum.__name__}
            self._catalogs |= {f"{home}.": name for home in homes}
            for definition in catalog.DEFINITIONS:
                for key in {str(definition.code), definition.name, class_name(definition.name)}:
                    self._definitions.setdefault(key, []).append(definition)

    def _known(self, key: str, home: str) -> list[Definition]:
        """Return the definitions of a code, name or class, in the module `home` if not empty."""
        known = self._definitions.get(key, [])
        return [d for d in known if d.catalog == self._catalogs.get(home)] if home else known

    def typed(self, match: re.Match[str], *, sole: bool) -> list[Sign]:
        """Return the signs of a code, a name or a `repr` that is alone on its line."""
        home, key, call = match.groups("")
        if call:
            return list(self._words(match[0], typed=True))
        if known := self._known(key, home) or self._known(key.upper(), home):
            return [[(d, {}) for d in known]]
        if not key.lstrip("-").isdecimal() or not (home in self._catalogs if home else sole):
            return []
        return [[f"{self._catalogs[home]}.{key}" if home else key]]

    def records(self, text: str, layer: int) -> Iterator[list[Sign]]:
        """Yield the signs of each line, including those of the objects that end in it."""
        text, values = decoded(text)
        objects = iter(values)
        for line in text.split("\n"):
            inner = [next(objects) for _ in range(line.count(MARK))]
            line, strings = quoted(line)
            signs = [s for value in inner + strings for s in self._of_value(value, layer + 1)]
            coded, rest = self._coded(_REQUEST.sub("", line))
            rest = _TYPE_URL.sub(r" \1.\2 ", rest)
            yield [*signs, *coded, *self._words(rest), *self._labels(rest)]

    def _of_value(self, value: object, layer: int, depth: int = 0) -> Iterator[Sign]:
        """Yield the signs in a decoded value; a body contains a single error."""
        codes: set[str] = set()
        inner: Iterable[object] = ()
        if is_mapping(value):
            for sign in _of_body(value):
                codes.add(_rank(sign)[0])
                yield sign
            inner = value.values()
        elif is_array(value):
            inner = value
        elif isinstance(value, str) and layer <= _LAYERS:
            for signs in self.records(value, layer):
                yield from signs
        for item in inner if depth < _DEEPEST else ():
            for sign in self._of_value(item, layer, depth + 1):
                if not codes or _rank(sign)[0] in codes:
                    yield sign

    def _coded(self, text: str) -> tuple[list[Sign], str]:
        """Return the sign of each `[4200] User bob exists`, and the text without these.

        The text must belong to the code, or the name of an exception class must precede it.
        """
        coded: list[Sign] = []
        rest: list[str] = []
        end = 0
        for match in _CODED.finditer(text):
            home, kind, code, message = match.groups("")
            quote = text[match.start() - 1 : match.start()]
            if quote in ("'", '"'):
                message = message.partition(quote)[0].rstrip("\\")
            if match.start() >= end and (signs := self._of_code(home, kind, code, message.strip())):
                coded += signs
                rest.append(text[end : match.start()])
                end = match.end() + len(message)
        return coded, "".join([*rest, text[end:]])

    def _of_code(self, home: str, kind: str, code: str, message: str) -> list[Sign]:
        """Return the signs of a code before a message, and after the name of a class if any."""
        catalog = self._catalogs.get(home)
        known = self._known(code, home if catalog else "")
        if catalog and not known:
            return [[f"{catalog}.{code}"]]
        signs: list[Sign] = []
        for definition in known:
            if not definition.success:
                params = _arguments(definition, message)
                classes = [cls.__name__ for cls in definition.exception.__mro__[:3]]
                if params is not None or (kind in classes and (catalog or not home)):
                    signs.append([(definition, params or {})])
        return signs

    def _words(self, text: str, *, typed: bool = False) -> Iterator[Sign]:
        """Yield the sign of each `emma.2101`, name, class in a traceback, and `repr`."""
        for match in _WORD.finditer(text):
            raised, home, word, args = match.groups()
            known = self._named(word, home)
            if not known:
                if word.lstrip("-").isdecimal() and home in self._catalogs:
                    yield [f"{self._catalogs[home]}.{word}"]
                continue
            name, names = known[0].name, known[0].params
            values = literals(args)
            fits = values is not None and len(values) in (0, len(names))
            in_traceback = home and text[match.end() : match.end() + 2] in ("", ": ")
            certain = typed or home or (fits and values) or not _EVERYDAY.fullmatch(name)
            if certain and (word != class_name(name) or raised or fits or in_traceback):
                params = dict(zip(names, values, strict=True)) if fits and values else {}
                yield [(d, params) for d in known]

    def _named(self, word: str, home: str) -> list[Definition]:
        """Return the definitions that a word can mean, by itself or after the name of a module."""
        if not home:  # in lower case, a name of two words or a text code may be ordinary words
            known = self._known(word, "")
            known = known or (self._known(word.upper(), "") if word.count("_") > 1 else [])
            return [d for d in known if word != str(d.code)]
        if home in self._catalogs:
            return self._known(word, home) or self._known(word.upper(), home)
        catalog, _, code = f"{home}{word}".partition(".")
        return self._known(code, f"{catalog}.")  # a text code that contains a dot

    def _labels(self, text: str) -> Iterator[Sign]:
        """Yield the sign of each code after a label."""
        for fields, pattern in _LABELS:
            for match in re.finditer(rf"(?<![\w.-]){pattern}", text):
                for sign in _of_body(dict(zip(fields, match.groups(), strict=True))):
                    # The message may be cut at a quote, so its arguments are not certain.
                    yield [m if isinstance(m, str) else (m[0], {}) for m in sign]
        for match in _CHINESE.finditer(text):
            yield [(d, {}) for d in self._known(match[1], "")] or [match[1]]


def _of_body(body: Mapping[str, object]) -> Iterator[Sign]:
    """Yield the sign of a body; without a flag or a label, it must contain the text of its code."""
    error, certain = parse_error(body), True
    if error is None or error.code is None:
        error, certain = parse_error(body, http_status=400), False
    if error is None or error.code is None:
        return
    if definition := error.definition:
        fits = [isinstance(t, str) and _arguments(definition, t) is not None for t in body.values()]
        if certain or any(fits):
            yield [(definition, error.params)]
    elif certain and isinstance(error.code, Code):
        yield [(d, {}) for d in error.code.definitions]
    elif certain and error.catalog:
        # A number in a field named `code`, or any text, may belong to another program.
        distinctive = isinstance(error.code, int) and (error.envelope or ("code",))[0] != "code"
        if distinctive or "error" in body or "error_msg" in body:
            yield [f"{error.catalog}.{error.code}"]


def _arguments(definition: Definition, text: str) -> Mapping[str, str] | None:
    """Return the arguments in a text that starts with one of the definition's, or None."""
    if definition.params and (args := arguments(definition, text)):
        return dict(zip(definition.params, args, strict=True))
    text = folded(text)
    for template in (definition.message, definition.en, definition.zh):
        start = folded(template.replace("%%", "%").replace("%s", "…"))
        if start and text.startswith(start) and not text[len(start) : len(start) + 1].isalnum():
            return {}
    return None


def _unknown(key: str) -> list[UnknownCodeError]:
    """Return the error of a code that its catalog does not have; empty if it has the code.

    The catalog has the code if a body's message is known to mean something else.
    """
    try:
        lookup.find(key)
    except UnknownCodeError as error:
        return [error]
    return []
