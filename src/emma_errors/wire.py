"""From the body of a response to the exception it stands for.

Parsing never fails: whatever a server sends becomes one error that keeps it, or None for success.
The envelopes are Emma's `{"error": 1, "code": "2101", "message": …}`, Baidu's `{"error_code": 110,
"error_msg": …}` and OAuth's `{"error": "invalid_grant", "error_description": …}` (RFC 6749).
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from unicodedata import normalize

from . import lookup
from .baidu import BaiduError
from .emma import EmmaError
from .errors import ApiError, restored
from .model import Code, Definition, matching

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol, TypeAlias, TypeGuard, TypeVar

    Body: TypeAlias = str | bytes | bytearray | Mapping[str, object]
    Template: TypeAlias = tuple[str, tuple[str, ...], str]  # before, between and after arguments
    E = TypeVar("E", bound=ApiError)

    class Response(Protocol):
        """What `raise_for_error` needs of a response; those of httpx and requests have it."""

        @property
        def status_code(self) -> int:
            """The HTTP status code."""
            ...

        def json(self) -> object:
            """Return the body, decoded."""
            ...
else:
    Body = Response = Template = object
    E = ApiError

__all__ = ("parse_catalog", "parse_error", "raise_for_error")

BODY_LIMIT = 8192  # characters kept of a body
TEXT_LIMIT = 500  # characters kept of a message, an argument or a request's name


def parse_error(body: Body, *, http_status: int | None = None) -> ApiError | None:
    """Return the error that a response stands for, or None for success.

    Args:
        body: The body as text, bytes or the decoded mapping; of either API, or anything else.
        http_status: The HTTP status code of the response, if known.

    Returns:
        For a known code its own class, or for one that two definitions share and whose message is
        neither's, the category. For an unknown code the nearest category of Emma, or `BaiduError`,
        with the number in `code`, unless a registered catalog has it. Without a number
        `EmmaError` or `BaiduError` where the envelope tells the API, else `ApiError`, as for a body
        without an envelope under HTTP 400 and above. None for an envelope that says success, and
        for a body without an envelope under a lower status or none.
    """
    return parse_catalog(ApiError, body, http_status)


def raise_for_error(response: Response) -> None:
    """Raise the error that a response stands for; do nothing for success.

    Args:
        response: Anything with `status_code` and `json()`, such as a response of httpx or requests,
            its body read.

    Raises:
        ApiError: the response stands for an error.
    """
    body: object = getattr(response, "content", None)
    if not isinstance(body, (bytes, str)):
        try:
            body = response.json()
        except (ValueError, RecursionError):
            body = getattr(response, "text", "")
    error = parse_catalog(ApiError, body, response.status_code)
    if error is not None:
        raise error


def parse_catalog(
    base: "type[E]",
    body: object,
    http_status: int | None,
    headers: Mapping[str, str] | None = None,
) -> "E | None":
    """Return what `parse_error` does, of one API; `emma.parse` and `baidu.parse` are this.

    Args:
        base: The base of a catalog such as `EmmaError`, or `ApiError` for the one that the
            envelope tells.
        body: The body as text, bytes or the decoded mapping, or anything else.
        http_status: The HTTP status code of the response, if known.
        headers: The header fields of the response, if known.
    """
    text: str | None = None
    if isinstance(body, str):
        text = body
    elif isinstance(body, (bytes, bytearray)):
        text = body.decode("utf-8", "replace")
    found = body if text is None else _decoded(text)
    failed = http_status is not None and http_status >= 400
    request_id: object = None
    told: tuple[type[ApiError], object, object] | None = (base, None, None) if failed else None
    if _is_mapping(found):
        told = _told(found, base, failed)
        request_id = found.get("request_id")
        if request_id is None:
            request_id = found.get("log_id")
    if told is None:
        return None

    kind, code, message = told
    said = message if isinstance(message, str) and message.strip() else None
    number = None if code is None else _number(code)
    made, args, state = (kind, (), {}) if number is None else _made(kind, number, said, base)
    state["_message"] = said and _cut(said, TEXT_LIMIT)
    state["request_id"] = None if request_id is None else _request_id(request_id)
    state["response_status"] = http_status
    state["body"] = _cut(_encoded(body) if text is None else text, BODY_LIMIT)
    if headers is not None:
        state["_headers"] = dict(headers)
    if made.http_status is None:
        known = state.get("code")
        status = known.http_status if isinstance(known, Code) else http_status
        state["http_status"] = status
    error = restored(made, args)
    error.__dict__ = state
    assert isinstance(error, base)
    return error


def _told(
    found: Mapping[str, object], base: type[ApiError], failed: bool
) -> tuple[type[ApiError], object, object] | None:
    """Return the class, the code and the message that a body tells; None if it tells success."""
    if base is ApiError and (own := _told_of_own(found, failed)):
        return own
    if (base is ApiError or base is BaiduError) and (
        "error_code" in found or ("error_msg" in found and "error" not in found)
    ):
        code = found.get("error_code")
        return None if _says_success(code) else (BaiduError, code, found.get("error_msg"))
    flag = found.get("error")
    code = found.get("code")
    if base is not ApiError and base is not EmmaError:
        is_flag = False
    elif isinstance(flag, str):  # Emma's is a number, or any text beside a code
        is_flag = code is not None or flag.strip().removeprefix("-").isdecimal()
    else:
        is_flag = isinstance(flag, (int, float))
    if is_flag:
        return None if _says_success(flag) else (EmmaError, code, found.get("message"))
    if isinstance(flag, str) and flag:
        return base, None, found.get("error_description") or flag
    if base in (ApiError, BaiduError, EmmaError):
        return (base, code if base is EmmaError else None, found.get("message")) if failed else None
    of_code, of_message = base.envelope or _FIELDS
    code = found.get(of_code)
    number = _number(code)
    known = _classes(base).get(number)
    if known == [] or (known is None and number == 0):
        return None
    told = failed or (of_message in found and number is not None)
    return (base, code, found.get(of_message)) if told else None


_FIELDS = ("code", "message")


def _told_of_own(
    found: Mapping[str, object], failed: bool
) -> tuple[type[ApiError], object, object] | None:
    """Return what `_told` does, of a registered catalog that has the number; None if none has.

    A body that is in the envelope of Emma's or Baidu's is theirs.
    """
    for own in _registered():
        of_code, of_message = fields = own.envelope or _FIELDS
        if fields == BaiduError.envelope or not (failed or of_message in found):
            continue
        theirs = [name for name in ("error_code", "error_msg") if name in found]
        flag = found.get("error")
        if isinstance(flag, (int, float)) or (isinstance(flag, str) and _number(flag) is not None):
            theirs.append("error")
        number = _number(found.get(of_code))
        if set(theirs) <= {of_code, of_message} and _classes(own).get(number):
            return own, number, found.get(of_message)
    return None


def _registered() -> Iterator[type[ApiError]]:
    """Yield the base of each registered catalog that has an error."""
    for catalog in [c for n, c in lookup.catalogs().items() if n not in ("emma", "baidu")]:
        raised = (d for d in catalog.DEFINITIONS if not d.success)
        for definition in islice(raised, 1):
            yield definition.exception.__mro__[2]


def _made(
    kind: type[ApiError], code: int, message: str | None, base: type[ApiError]
) -> tuple[type[ApiError], tuple[str, ...], dict[str, object]]:
    """Return the class of a code of a catalog, its arguments and the state that tells the code."""
    classes = (_CLASSES.get(kind) or _classes(kind)).get(code)
    if not classes and base is ApiError:  # another API may speak as Baidu does
        same = [own for own in _registered() if own.envelope == kind.envelope]
        classes = next(filter(None, [_classes(own).get(code) for own in same]), None)
    if not classes:
        return _nearest(kind, code), (), {"code": code}
    definition, exception = classes[0]
    if len(classes) > 1:
        meant = matching(definition.code, message)
        fits = [pair for pair in classes if pair[0] is meant] or [
            pair for pair in classes if _arguments(pair[0], message)
        ]
        if not fits:
            return exception.__mro__[1], (), {"code": definition.code}
        # The text that leaves the least to its arguments, as for one definition.
        definition, exception = max(fits, key=lambda pair: len(pair[0].message))
    return exception, _arguments(definition, message) if definition.params else (), {}


_CLASSES: "dict[type[ApiError], dict[int | None, list[tuple[Definition, type[ApiError]]]]]" = {
    ApiError: {}
}


def _classes(
    base: type[ApiError],
) -> dict[int | None, list[tuple[Definition, type[ApiError]]]]:
    """Return the classes of a catalog by code, each with its definition; none of success."""
    if base not in _CLASSES:
        classes = _CLASSES[base] = {}
        for definition in base.rows:
            pairs = classes.setdefault(int(definition.code), [])
            if not definition.success:
                pairs.append((definition, definition.exception))
    return _CLASSES[base]


def _nearest(base: type[ApiError], code: int) -> type[ApiError]:
    """Return the category of Emma that an unknown code lies in or nearest to."""
    if base is not EmmaError:
        return base
    raised = [pairs[0] for pairs in _classes(base).values() if pairs]
    thousands = {int(definition.code) // 1000: kind.__mro__[1] for definition, kind in raised}
    return thousands[min(thousands, key=lambda thousand: abs(thousand - code // 1000))]


def _says_success(flag: object) -> bool:
    """Return whether `error` or `error_code` is 0, as a number or a text."""
    return flag == 0 if isinstance(flag, (int, float)) else _number(flag) == 0


def _number(code: object) -> int | None:
    """Return a code that is an int or the digits of one, at most 100, else None."""
    if isinstance(code, str):
        digits = code.strip()
        if len(digits) > 100 or not digits.isascii() or not digits.removeprefix("-").isdigit():
            return None
        return int(digits)
    if isinstance(code, int) and not isinstance(code, bool) and abs(code) < 10**100:
        return int(code)
    return None


def _request_id(value: object) -> int | str | None:
    """Return what a server calls a request, if it is a text or a number, and not an endless one."""
    if isinstance(value, str):
        return _cut(value, TEXT_LIMIT)
    return value if type(value) is int and value.bit_length() < TEXT_LIMIT else None


def _arguments(definition: Definition, message: str | None) -> tuple[str, ...]:
    """Return the arguments that a message was made with; none where they are not certain."""
    if not definition.params or not message or len(message) > TEXT_LIMIT:
        return ()
    plain, same = _templates(definition)
    for template in plain:
        first, middle, last = template
        if middle:
            if found := _between(template, message):
                args = tuple([message[start:end] for start, end in found])
                return () if "…" in args else args  # the sign of one that the sender did not know
        elif message.startswith(first) and message.endswith(last):  # as nearly always, and quick
            start, end = len(first), len(message) - len(last)
            if start <= end:
                return () if message[start:end] == "…" else (message[start:end],)
    signs, places = _folded_signs(message)
    for template in same:
        for said in (signs, signs.rstrip(" .。")):
            if found := _between(template, said):
                args = tuple([message[places[start] : places[end]] for start, end in found])
                return () if "…" in args else args
    return ()


def _between(template: Template, text: str) -> list[tuple[int, int]] | None:
    """Return where in a text the arguments of a template lie.

    None where the template does not fit, or fits in more than one way.
    """
    first, middle, last = template
    start, end = len(first), len(text) - len(last)
    if start > end or not text.startswith(first) or not text.endswith(last):
        return None
    found: list[tuple[int, int]] = []
    for piece in middle:
        place = text.find(piece, start, end)
        if place < 0 or text.find(piece, place + 1, end) >= 0:
            return None
        found.append((start, place))
        start = place + len(piece)
    return [*found, (start, end)]


@cache
def _templates(definition: Definition) -> tuple[list[Template], list[Template]]:
    """Return what stands around the arguments in a definition's texts, and it folded.

    The text that leaves the least to its arguments comes first, for the server used that one if
    several fit.
    """
    plain: list[Template] = []
    same: list[Template] = []
    for text in sorted((definition.message, definition.en, definition.zh), key=len, reverse=True):
        pieces = [p.replace("\0", "%") for p in text.replace("%%", "\0").split("%s")]
        for templates, (first, *middle, last) in (
            (plain, pieces),
            (same, [_folded_signs(piece)[0] for piece in pieces]),
        ):
            templates.append((first, tuple(middle), last))
    return plain, same


def _folded_signs(text: str) -> tuple[str, list[int]]:
    """Return `text` as texts are compared, and for each of its signs, and its end, the place."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        same = normalize("NFKC", sign).casefold()
        signs.append(same)
        places += [place] * len(same)
    return "".join(signs), [*places, len(text)]


def _is_mapping(value: object) -> "TypeGuard[Mapping[str, object]]":
    """Return whether a decoded body has cells."""
    return isinstance(value, (dict, Mapping))  # dict first, for it is quick to tell


_raw_decode = json.JSONDecoder().raw_decode


def _decoded(text: str) -> object:
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
        return json.loads(_unwrapped(text), parse_int=_number)
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


_CALLBACK = str.maketrans(dict.fromkeys("_$.[]", "x"))


def _encoded(body: object) -> str | None:
    """Return the text of a decoded body."""
    if body is None:
        return None
    try:
        cells = dict(body) if _is_mapping(body) else body
        return json.dumps(cells, ensure_ascii=False, default=repr, skipkeys=True)
    except Exception:  # what a mapping holds may raise whatever it likes
        return object.__repr__(body)


def _cut(text: str | None, limit: int) -> str | None:
    """Return at most `limit` characters of a text, the last one `…` where it was longer."""
    return text if text is None or len(text) <= limit else f"{text[: limit - 1]}…"
