"""Find the errors in the body of a response or in log lines.

An error is reported only if it is certain. A number is recognized in a body, after a label that
only an API uses, in `emma.2101`, and in `[2101]` before the text of that code. A name or a class is
recognized if other programs do not use it. If each line is a single word, every code and name is
recognized.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from .. import lookup
from ..arguments import UNFILLED
from ..bodies import is_array, is_mapping
from ..envelopes import COLLISIONS
from ..errors import lineage
from ..lookup import UnknownCodeError
from ..model import Code, Definition, class_name
from ..template import pieces
from ..wire import parse_error
from .objects import MARK, decoded, literals, quoted

__all__ = ("Finding", "errors_in")

Finding = tuple[Definition, Mapping[str, str]]
"""A definition, and the arguments of the error by name."""


class Sign(NamedTuple):
    """What one place of a text can mean."""

    definitions: Sequence[Definition] = ()
    """Definitions of one code; none if no catalog has the code."""
    params: Mapping[str, str] = {}
    """The arguments by name."""
    unknown: str = ""
    """The code if no catalog has it: `"emma.2999"`, or the number alone."""

    @property
    def code(self) -> str:
        """The code with its catalog, such as `"emma.2101"`."""
        return self.unknown or "{0.catalog}.{0.code}".format(self.definitions[0])

    @property
    def rank(self) -> tuple[bool, int]:
        """How much it shows of its error: arguments, and one definition alone."""
        return bool(self.params), -len(self.definitions)


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
_COLOUR = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
_TYPED = re.compile(r"\s*((?:\w+\.)*)(-?\w+)(\(.*\))?\s*", re.ASCII)
_REQUEST = re.compile(r'"[A-Z]{3,7} \S+ HTTP/.*')  # of an access log, with what follows it
_BLOCK = re.compile(r"\{\s*(?:\"\"|&|u?')(?:[^{}]|\{[^{}\n]*\})*\}")  # quoted, on several lines
_CODED = re.compile(r"(?:(?<![\w.])((?:\w+\.)*)(\w+): )?\[([^\s\[\]]{1,50})\] ")
# What follows a message in a record: its end, a quote, a bracket or fields.
_END = r"(?=[.。!…]{0,3}(?:\s*$|[\"'`<|)\]}\\\t]|[,;]\S|\s{2}|\s[\w.]+=|\s?[\[|\0]|\s\(\w+[ =:]))"
_PAUSE = rf"(?:{_END}|(?= ?[!！,，;；(（]))"  # what follows the arguments is not read
# The last argument of a message that ends with it: a word, and then no more of a sentence.
_LAST = r"([^\s\"'`;,<>(){}\[\]|\\=#…]{1,500})(?<![.。!！:])(?=\s*$|\s{2}|\s[\w.]+=|\s?\0|\s[\[|])"
_PLAIN = r"[^()\"'\n]{0,200}"
_STRING = r"(?:\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
_WORD = re.compile(
    r"(?<![\w.@/\\$-])(?<!::)(?<!new )(raised |raises )?((?:[A-Za-z_]\w*\.)*)"
    r"((?<=\.)-?\w+|[A-Za-z]\w*(?:_|[a-z](?=[A-Z]))\w+)(?!\w|[.:@/-]\w|\s*=|[\"']\s*:)"
    rf"(?:\(({_PLAIN}(?:{_STRING}{_PLAIN}){{0,9}})\))?"
)
_ESCAPED = re.compile(r"\\|&#?\w+;")  # which may belong to the quotes or the markup around it
# A quoted label is of a body, whose number ends in the body; otherwise the body may be cut.
_IS = r"(?:=|:\s*|\s*=>\s*|[\"'\\]+\s*(?:=>|:)\s*(?=[\"'\\]*-?[0-9]+[\"'\\]*\s*[,}])[\"'\\]*)"
_MAPS = r"[\"'\\]*\s*(?:=>|[:=])\s*[\"'\\]*"
_NUMBER = r"(-?[0-9]{1,10})(?![A-Za-z0-9_]|[.:/,-]\w|&(?!\w+;))"
_LABELLED = {"error", "error_code", "catalog"}  # what other programs have less often than `code`
_BAIDU = ("error_code", "error_msg")
_LABELS = (  # the fields of a body that is not JSON, and what holds their values
    (_BAIDU, rf"error_code{_IS}{_NUMBER}(?:\W{{1,8}}error_msg[\"'\\:=>\s]+([^\"'\\&\n]*))?"),
    (
        ("error", "code"),
        rf"(?:(?<=[{{\"'\\])|(?<=\{{ ))error{_MAPS}(1)[\"'\\]*\s*,\s*[\"'\\]*code{_MAPS}{_NUMBER}"
        r"(?=[\"'\\]*\s*[,}])",
    ),
)
_CHINESE = re.compile(
    rf"(?:错误代?码|錯誤代?碼|(代码))[\s:：=\"'\\]{{0,6}}{_NUMBER}(?!\s*[个個种種条條～~、])"
    r"(?(1)(?=\s*[,，;；]?\s*消息))"
)
# The words before such a label. Others name another program: "MySQL 错误码", "微信错误码".
_CLAUSE = re.compile(r"[。；;!！]|: |\b(?:DEBUG|INFO|WARN|WARNING|ERROR)\b")
_BEFORE = re.compile(
    r"(?:[^A-Za-z\u4e00-\u9fff]|API|Emma|PIXNET|Baidu|PCS|百度|网盘|網盤|痞客邦|接口|介面|服务器|伺服器|"
    r"[远遠]端|请求|請求|[调調]用|呼叫|返回|回[传傳]|遇到|发生|發生|出现|出現|上[传傳]|下[载載]|失败|失敗|错误|錯誤)*"
)
_OTHERS = re.compile(r"ConnectionTerminated|Stream[A-Z]|stream_id|topic|partition")  # HTTP/2, Kafka


def errors_in(text: str) -> list[Finding | UnknownCodeError]:
    """Return the errors in a text in order, without duplicates.

    Args:
        text: The body of a response, or any number of lines.

    Returns:
        The definition of each error with its arguments. Where a code is defined twice and nothing
        decides, both. Where the catalog does not have the code, an `UnknownCodeError`.
    """
    reader = _Reader()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    lines = [line for line in text.split("\n") if line.strip()]
    typed = [match for line in lines if (match := _TYPED.fullmatch(line))]
    records: Iterable[list[Sign]] = ()
    if len(typed) == len(lines):
        records = [[*reader.typed(match, sole=len(lines) == 1)] for match in typed]
    if not any(records):
        records = reader.records(text, 0)
    return _findings([sign for record in records for sign in _surest(record)])


def _findings(signs: list[Sign]) -> list[Finding | UnknownCodeError]:
    """Return what signs mean, without duplicates."""
    full = {definition for sign in signs if sign.params for definition in sign.definitions}
    findings: dict[str, Finding | UnknownCodeError | None] = {}
    for sign in signs:
        if sign.unknown and sign.unknown not in findings:
            findings[sign.unknown] = _unknown(sign.unknown)
        for definition in sign.definitions:
            if sign.params or definition not in full:  # not again without its arguments
                findings[repr((definition, sign.params))] = definition, sign.params
    return [finding for finding in findings.values() if finding]


def _surest(signs: list[Sign]) -> list[Sign]:
    """Return the signs of a record that show the most of their error."""
    ranks: dict[str, tuple[bool, int]] = {}
    for sign in signs:
        ranks[sign.code] = max(sign.rank, ranks.get(sign.code, sign.rank))
    return [sign for sign in signs if sign.rank == ranks[sign.code]]


class _Reader:
    """What finds signs in a text, by the codes, names and classes of every catalog."""

    def __init__(self) -> None:
        self._definitions: dict[str, list[Definition]] = {}
        self._catalogs: dict[str, str] = {}  # by what can stand before a name: "emma.", "EmmaCode."
        self._bases: dict[str, str] = {}  # by the name of the base class: "EmmaError"
        for name, catalog in lookup.catalogs().items():
            enum = type(catalog.DEFINITIONS[0].code)
            parts = enum.__module__.removesuffix(".codes").split(".")
            homes = {".".join(parts[place:]) for place in range(len(parts))} - {"errors"}
            homes |= {f"{home}.errors" for home in homes} | {name, enum.__name__}
            self._catalogs |= {f"{home}.": name for home in homes}
            for definition in catalog.DEFINITIONS:
                if not definition.success:
                    self._bases[lineage(definition)[-1].__name__] = name
                for key in {str(definition.code), definition.name, class_name(definition.name)}:
                    self._definitions.setdefault(key, []).append(definition)

    def _known(self, key: str, home: str) -> list[Definition]:
        """Return the definitions of a code, name or class, within its module if given."""
        known = self._definitions.get(key, [])
        return [d for d in known if d.catalog == self._catalogs.get(home)] if home else known

    def typed(self, match: re.Match[str], *, sole: bool) -> Iterator[Sign]:
        """Yield the sign of a code, a name or a `repr` that is alone on its line."""
        home, key, call = match.groups("")
        if call:
            yield from self._words(match[0], typed=True)
        elif known := self._known(key, home) or self._known(key.upper(), home):
            yield Sign(known)
        elif key.lstrip("-").isdecimal() and (home in self._catalogs if home else sole):
            yield Sign(unknown=f"{self._catalogs[home]}.{key}" if home else key)

    def records(self, text: str, layer: int) -> Iterator[list[Sign]]:
        """Yield the signs of each line, including those of the objects that end in it."""
        text, values = decoded(_COLOUR.sub("", text))
        text = _BLOCK.sub(lambda block: block[0].replace("\n", " "), text)
        objects = iter(values)
        for line in text.split("\n"):
            inner = [next(objects) for _ in range(line.count(MARK))]
            line, others = quoted(line)
            signs = [s for value in inner + others for s in self._of_value(value, layer + 1)]
            rest, coded = self._coded(_REQUEST.sub("", line))
            signs += [*coded, *self._words(rest), *self._labels(rest)]
            yield [s for s in signs if not any(_collides(d, line) for d in s.definitions)]

    def _of_value(self, value: object, layer: int, depth: int = 0) -> Iterator[Sign]:
        """Yield the signs in a decoded value; a body contains a single error."""
        codes: set[str] = set()
        inner: Iterable[object] = ()
        if is_mapping(value):
            for sign in _of_body(value):
                codes.add(sign.code)
                yield sign
            inner = value.values()
        elif is_array(value):
            inner = value
        elif isinstance(value, str) and layer <= _LAYERS:
            for signs in self.records(value, layer):
                yield from signs
        for item in inner if depth < _DEEPEST else ():
            for sign in self._of_value(item, layer, depth + 1):
                if not codes or sign.code in codes:
                    yield sign

    def _coded(self, text: str) -> tuple[str, list[Sign]]:
        """Return a text without the messages in it, and the sign of each `[4200] User bob exists`.

        The text must belong to the code, or the name of its exception class must precede it.
        """
        signs: list[Sign] = []
        rest: list[str] = []
        start = 0
        for match in _CODED.finditer(text):
            home, kind, code = match.groups("")
            catalog = self._catalogs.get(home) if home else self._bases.get(kind)
            known = self._known(code, f"{catalog}." if catalog else "")
            before = text[match.start() - 1 : match.start()]
            end = text.find(before, match.end()) if before in ("'", '"', "`") else -1
            if catalog and not known:
                signs.append(Sign(unknown=f"{catalog}.{code}"))
            for definition in known if match.start() >= start else ():
                if definition.success:
                    continue
                message = _message(definition, text, match.end(), end)
                if message:
                    rest.append(text[start : match.end()])
                    start = message.end()
                if message or kind in _classes(definition, home, catalog):
                    signs.append(Sign([definition], _params(definition, message)))
        return "".join([*rest, text[start:]]), signs

    def _words(self, text: str, *, typed: bool = False) -> Iterator[Sign]:
        """Yield the sign of each `emma.2101`, name, class in a traceback, and `repr`."""
        for match in _WORD.finditer(text):
            raised, home, word, args = match.groups()
            known = self._named(word, home)
            if not known:
                if word.lstrip("-").isdecimal() and home in self._catalogs:
                    yield Sign(unknown=f"{self._catalogs[home]}.{word}")
                continue
            name, names = known[0].name, known[0].params
            values = literals(args)
            fits = values is not None and len(values) in (0, len(names))
            in_traceback = home and text[match.end() : match.end() + 2] in ("", ": ")
            sure = typed or home or (fits and values) or not _EVERYDAY.fullmatch(name)
            if sure and (word != class_name(name) or raised or fits or in_traceback):
                params = dict(zip(names, values, strict=True)) if fits and values else {}
                yield Sign(known, params)

    def _named(self, word: str, home: str) -> list[Definition]:
        """Return the definitions that a word in a line can mean, alone or after a module."""
        if not home:
            return [d for d in self._known(word, "") if word != str(d.code)]
        if home in self._catalogs:
            return self._known(word, home)
        catalog, _, code = f"{home}{word}".partition(".")
        return self._known(code, f"{catalog}.")  # a text code with a dot in it

    def _labels(self, text: str) -> Iterator[Sign]:
        """Yield what each code after a label shows."""
        for fields, pattern in () if _OTHERS.search(text) else _LABELS:
            for match in re.finditer(rf"(?<![\w.?&-]){pattern}", text):
                values = zip(fields, match.groups(), strict=True)
                for sign in _of_body({field: value for field, value in values if value}):
                    # The message may be cut at a quote, so its arguments are not certain.
                    yield sign._replace(params={})
        for match in _CHINESE.finditer(text):
            before = text[max(0, match.start() - 100) : match.start()]
            if _BEFORE.fullmatch(_CLAUSE.split(before)[-1]):
                home = "baidu." if match[1] else ""
                known = self._known(match[2], home)
                if not known:
                    yield Sign(unknown=home + match[2])
                elif not known[0].success:
                    yield Sign(known)


def _of_body(body: Mapping[str, object]) -> Iterator[Sign]:
    """Yield the sign of a body; without a flag or a label, it must contain the text of its code."""
    error, sure = parse_error(body), True
    if error is None or error.code is None:
        error, sure = parse_error(body, http_status=400), False
    if error is None or error.code is None:
        return
    sure &= body.get("error") in (None, 1, "1") and body.get("error") is not True
    if definition := error.definition:
        texts = [body.get(field) for field in ("message", "msg", "error_msg", "detail", "error")]
        if sure or any(isinstance(t, str) and _message(definition, t, 0) for t in texts):
            yield Sign([definition], error.params)
    elif sure and isinstance(error.code, Code):
        yield Sign(error.code.definitions)
    elif sure and _LABELLED & body.keys() and error.catalog and isinstance(error.code, int):
        yield Sign(unknown=f"{error.catalog}.{error.code}")


def _classes(definition: Definition, home: str, catalog: str | None) -> list[str]:
    """Return the classes of which one before a code is sure, within its module if given."""
    names = [cls.__name__ for cls in lineage(definition)]
    if catalog:
        return names
    return [] if home or _EVERYDAY.fullmatch(definition.name) else names[:1]


def _message(definition: Definition, text: str, start: int, end: int = -1) -> re.Match[str] | None:
    """Return the match of a definition's message at a place of a text, up to a quote if not -1.

    A message without parameters must end the record. After one with parameters, the record may go
    on; the match then has no arguments.
    """
    end = len(text) if end < 0 else end
    matches = [pattern.match(text, start, end) for pattern in _patterns(definition)]
    return next(filter(None, matches), None)


@cache
def _patterns(definition: Definition) -> list[re.Pattern[str]]:
    """Return the patterns of the messages of a definition: with its arguments, then without."""
    exact: list[str] = []
    loose: list[str] = []
    messages = {definition.message, definition.en, definition.zh}
    for message in sorted(messages, key=len, reverse=True):
        first, *others = map(re.escape, pieces(message.rstrip(".。")))
        if not others:
            exact += [first + _END] if first else []
            continue
        # An argument that contains the text after it may be two errors in one line.
        args = [rf"((?:(?!{text}).){{1,500}}){text}" if text else _LAST for text in others]
        exact.append("".join([first, *args]) + (_END if others[-1] else ""))
        if any(others) or first:
            loose.append(".{1,500}?".join([first, *others]) + (_PAUSE if others[-1] else r"(?=\S)"))
    return [re.compile(pattern, re.IGNORECASE) for pattern in (*exact, *loose)]


def _params(definition: Definition, message: re.Match[str] | None) -> dict[str, str]:
    """Return the arguments in a message by name; none if they are not certain."""
    args = message.groups() if message else ()
    inside = message is not None and message.end() < len(message.string.rstrip())
    if any(arg in UNFILLED or not arg.strip() or (inside and _ESCAPED.search(arg)) for arg in args):
        return {}
    return dict(zip(definition.params, args, strict=False))


def _collides(definition: Definition, line: str) -> bool:
    """Return whether a line has a message that means something else under the same number."""
    code = definition.code
    messages = COLLISIONS.get((definition.catalog, code), ()) if isinstance(code, int) else ()
    return any(message in line for message in messages)


def _unknown(key: str) -> UnknownCodeError | None:
    """Return the error of a code that its catalog does not have; None if it has the code.

    It has the code of a body whose message is known to mean something else.
    """
    try:
        lookup.find(key)
    except UnknownCodeError as error:
        return error
    return None
