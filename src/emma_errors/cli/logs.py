"""Find the errors in the body of a response or in log lines.

An error is reported only if it is certain. A number is recognized in a body, after a label that
only an API uses, in `emma.2101`, and in `[2101]` before the text of that code. A name or a class is
recognized if other programs do not use it. If each line is a single word, every code and name is
recognized.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .. import lookup
from ..arguments import arguments
from ..bodies import is_array, is_mapping
from ..errors import lineage
from ..lookup import UnknownCodeError
from ..model import Code, Definition, class_name, folded
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
_COLOUR = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_TYPED = re.compile(r"\s*((?:\w+\.)*)(-?\w+)(\(.*\))?\s*", re.ASCII)
_REQUEST = re.compile(r'"[A-Z]{3,7} \S+ HTTP/.*')  # of an access log, with what follows it
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
_LABELS = (  # the fields of a body that is not JSON, and what holds their values
    (_BAIDU, rf"error_code{_IS}{_NUMBER}(?:\W{{1,8}}error_msg{_IS}([^\"'\\&\n]*))?"),
    (_BAIDU, rf"(?:错误)?代码[:：]\s*{_NUMBER}[,，]\s*消息[:：]\s*(.*)"),
    (("error", "code"), rf"error{_IS}(1)[\"'\\]*[\s,&]+[\"'\\]*code{_IS}{_NUMBER}"),
)
_CHINESE = re.compile(  # not "MySQL 错误码", "系统错误码" or "微信错误码"
    r"(?:\b(?:API|Emma|PIXNET|Baidu|PCS|ERROR|WARN|WARNING|INFO|DEBUG) ?"
    r"|(?<![A-Za-z])(?<![A-Za-z] )(?<!系统|系統|网络|網路|微信|微博|钉钉|飞书|腾讯|阿里|淘宝|京东)"
    r"(?<!数据库|資料庫|支付宝))"
    rf"(?:错误代?码|錯誤代?碼)[\s:：=\"'\\]{{0,6}}{_NUMBER}(?![,，]\s*消息)",
    re.IGNORECASE,
)


def errors_in(text: str) -> list[Finding | UnknownCodeError]:
    """Return the errors in a text in order, without duplicates.

    Args:
        text: The body of a response, or any number of lines.

    Returns:
        The definition of each error with its arguments. Where a code is defined twice and nothing
        decides, both. Where the catalog does not have the code, an `UnknownCodeError`.
    """
    reader = _Reader()
    text = _COLOUR.sub("", text).replace("\r\n", "\n").replace("\ufeff", "")
    lines = [line for line in text.split("\n") if line.strip()]
    typed = [match for line in lines if (match := _TYPED.fullmatch(line))]
    if len(typed) == len(lines):
        records = iter([[*reader.typed(match, sole=len(lines) == 1)] for match in typed])
    else:
        records = reader.records(text, 0)
    signs = [sign for record in records for sign in _surest(record)]
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
        for name, catalog in lookup.catalogs().items():
            enum = type(catalog.DEFINITIONS[0].code)
            parts = enum.__module__.removesuffix(".codes").split(".")
            homes = {".".join(parts[place:]) for place in range(len(parts))} - {"errors"}
            homes |= {f"{home}.errors" for home in homes} | {name, enum.__name__}
            self._catalogs |= {f"{home}.": name for home in homes}
            for definition in catalog.DEFINITIONS:
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
        text, values = decoded(text)
        objects = iter(values)
        for line in text.split("\n"):
            inner = [next(objects) for _ in range(line.count(MARK))]
            line, others = quoted(line)
            signs = [s for value in inner + others for s in self._of_value(value, layer + 1)]
            rest = _TYPE_URL.sub(r" \1.\2 ", _REQUEST.sub("", line))
            yield [*signs, *self._coded(rest), *self._words(rest), *self._labels(rest)]

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

    def _coded(self, text: str) -> Iterator[Sign]:
        """Yield the sign of each `[4200] User bob exists`.

        The text must belong to the code, or the name of an exception class must precede it.
        """
        for match in _CODED.finditer(text):
            home, kind, code, message = match.groups("")
            quote = text[match.start() - 1 : match.start()]
            if quote in ("'", '"'):
                message = message.partition(quote)[0].rstrip("\\")
            catalog = self._catalogs.get(home)
            known = self._known(code, home if catalog else "")
            if catalog and not known:
                yield Sign(unknown=f"{catalog}.{code}")
            for definition in known:
                if not definition.success:
                    params = _arguments(definition, message.strip())
                    classes = [cls.__name__ for cls in lineage(definition)]
                    if params is not None or (kind in classes and (catalog or not home)):
                        yield Sign([definition], params or {})

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
        if not home:  # in lower case, a name of two words and a text code may be any words
            every = self._known(word, "")
            every = every or (self._known(word.upper(), "") if word.count("_") > 1 else [])
            return [d for d in every if word != str(d.code)]
        if home in self._catalogs:
            return self._known(word, home) or self._known(word.upper(), home)
        catalog, _, code = f"{home}{word}".partition(".")
        return self._known(code, f"{catalog}.")  # a text code with a dot in it

    def _labels(self, text: str) -> Iterator[Sign]:
        """Yield what each code after a label shows."""
        for fields, pattern in _LABELS:
            for match in re.finditer(rf"(?<![\w.-]){pattern}", text):
                for sign in _of_body(dict(zip(fields, match.groups(), strict=True))):
                    # The message may be cut at a quote, so its arguments are not certain.
                    yield sign._replace(params={})
        for match in _CHINESE.finditer(text):
            known = self._known(match[1], "")
            yield Sign(known) if known else Sign(unknown=match[1])


def _of_body(body: Mapping[str, object]) -> Iterator[Sign]:
    """Yield the sign of a body; without a flag or a label, it must contain the text of its code."""
    error, sure = parse_error(body), True
    if error is None or error.code is None:
        error, sure = parse_error(body, http_status=400), False
    if error is None or error.code is None:
        return
    flag = body.get("error")
    sure &= not isinstance(flag, str) or flag.isdecimal()  # other APIs have a text beside a code
    if definition := error.definition:
        fits = [isinstance(t, str) and _arguments(definition, t) is not None for t in body.values()]
        if sure or any(fits):
            yield Sign([definition], error.params)
    elif sure and isinstance(error.code, Code):
        yield Sign(error.code.definitions)
    elif sure and error.catalog:
        # A number in a field named just `code`, or any text, may be another program's.
        its_own = isinstance(error.code, int) and (error.envelope or ("code",))[0] != "code"
        if its_own or "error" in body or "error_msg" in body:
            yield Sign(unknown=f"{error.catalog}.{error.code}")


def _arguments(definition: Definition, text: str) -> Mapping[str, str] | None:
    """Return the arguments in a text that is, or begins as, the definition's; else None."""
    if definition.params and (args := arguments(definition, text)):
        return dict(zip(definition.params, args, strict=True))
    text = folded(text)
    for shown in (definition.message, definition.en, definition.zh):
        start = folded(shown.replace("%%", "%").replace("%s", "…"))
        if start and text.startswith(start) and not text[len(start) : len(start) + 1].isalnum():
            return {}
    return None


def _unknown(key: str) -> UnknownCodeError | None:
    """Return the error of a code that its catalog does not have; None if it has the code.

    It has the code of a body whose message is known to mean something else.
    """
    try:
        lookup.find(key)
    except UnknownCodeError as error:
        return error
    return None
