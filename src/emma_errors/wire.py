"""From the body of a response to the exception that it means.

A body is decoded, its envelope found, its code looked up in the catalog, its arguments read out of
its message. Parsing never fails: whatever a server sends becomes one error that keeps it, or None
for success. `emma_errors.envelopes` has the formats.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from .arguments import arguments, named
from .baidu import BaiduError
from .emma import EmmaError
from .envelopes import (
    ANONYMOUS,
    BAIDU,
    COLLISIONS,
    OAUTH,
    PROBLEM,
    Claim,
    Content,
    Envelope,
    envelope_of,
    failed,
    header,
    is_array,
    is_mapping,
    media_type,
    number,
)
from .errors import ApiError, restored
from .lookup import Catalog, current
from .model import Definition, folded, matching

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol, TypeAlias, TypeVar

    Claimed: TypeAlias = tuple["_Table", Content, list[Definition]]
    """The catalog that claims a body, what the body says, and the definitions of its code, none for
    an unknown code."""
    Answer: TypeAlias = Claimed | tuple[None, Content, list[Definition]]
    """The same, or no catalog."""
    Body: TypeAlias = str | bytes | bytearray | Mapping[str, object]
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
    Answer = Claimed = Body = Response = object
    E = ApiError

__all__ = ("parse_catalog", "parse_error", "raise_for_error")

BODY_LIMIT = 8192  # characters kept of a body, and of details
TEXT_LIMIT = 500  # characters kept of a message, an argument, a header or a request's name
DETAILS_LEVELS = 20  # how deep details are nested at most
GATEWAY = (502, 503, 504)  # transient by HTTP's own words (RFC 9110, section 15.6)

# The header fields that are kept of a response, and those whose name begins with one of these.
HEADERS = ("retry-after", "www-authenticate", "allow", "x-request-id", "ratelimit", "x-ratelimit-")


def parse_error(
    body: object, *, http_status: int | None = None, headers: Mapping[str, str] | None = None
) -> ApiError | None:
    """Return the error that a response means, or None for success.

    Args:
        body: The body as text, bytes or the decoded mapping; of either API, or anything else.
        http_status: The HTTP status code of the response, if known.
        headers: The header fields of the response, if known: `Retry-After`, the request's name in
            `X-Request-Id` and the media type are read.

    Returns:
        For a known code its own class, or for one that two definitions share and whose message is
        neither's, the category. For an unknown code the nearest category of Emma, `BaiduError` or
        the base class of a registered catalog, with what the server sent in `code`. `ApiError`,
        with a `code` where there is one, where the body does not say whose it is. None for an
        envelope that says success, and for a body without an envelope under an HTTP status below
        400 or none.
    """
    return parse_catalog(ApiError, body, http_status, headers)


def raise_for_error(response: Response) -> None:
    """Raise the error that a response means; do nothing for success.

    Args:
        response: Anything with `status_code` and `json()`, such as a response of httpx or requests,
            its body read.

    Raises:
        ApiError: the response means an error.
    """
    body: object = getattr(response, "content", None)
    if not isinstance(body, (bytes, str)):
        try:
            body = response.json()
        except (ValueError, RecursionError):
            body = getattr(response, "text", "")
    headers: object = getattr(response, "headers", None)
    fields = headers if is_mapping(headers) else None
    error = parse_catalog(ApiError, body, response.status_code, fields)
    if error is not None:
        raise error


def parse_catalog(
    base: "type[E]",
    body: object,
    http_status: int | None,
    headers: Mapping[str, object] | None = None,
) -> "E | None":
    """Return what `parse_error` does, of one API; `emma.parse` and `baidu.parse` are this.

    Args:
        base: The base of a catalog such as `EmmaError`, or `ApiError` for the one that the
            envelope is of.
        body: The body as text, bytes or the decoded mapping, or anything else.
        http_status: The HTTP status code of the response, if known.
        headers: The header fields of the response, if known.
    """
    text: str | None = None
    if isinstance(body, str):
        text = body
    elif isinstance(body, (bytes, bytearray)):
        text = body.decode("utf-8", "replace")
    decoded = body if text is None else _decoded(text)
    members = decoded if is_mapping(decoded) else _EMPTY
    fields = headers if headers and is_mapping(headers) else _EMPTY
    answer = _answer(base, members, http_status, media_type(fields) if fields else "")
    if answer is None:
        return None
    table, content, rows = answer
    if content.success or (rows and rows[0].success):
        return None

    message = content.message
    message = message if isinstance(message, str) and message.strip() else None
    kind, args, state = _class_of(base, answer, message)
    if message is not None:
        state["_message"] = _cut(message, TEXT_LIMIT)
    if http_status is not None:
        state["response_status"] = http_status
        if kind.http_status is None:
            state.setdefault("http_status", http_status)
        if http_status in GATEWAY and not (table and (rows or content.claim >= Claim.FIELD)):
            state["retryable"] = True
    if content.details and (details := _details(content.details)):
        state["_details"] = details
    if fields and (kept := dict(_kept(fields))):
        state["_headers"] = kept
    if (request_id := _request_id(members, fields)) is not None:
        state["request_id"] = request_id
    if (sent := _encoded(body) if text is None else text) is not None:
        state["body"] = _cut(sent, BODY_LIMIT)
    error = restored(kind, args)
    error.__dict__ = state
    assert isinstance(error, base)
    return error


_EMPTY: Mapping[str, object] = {}


class _Table:
    """The rows of a catalog by code, and an envelope that its API answers with."""

    def __init__(self, base: type[ApiError], envelope: Envelope) -> None:
        self.base = base
        self.envelope = envelope
        self.rows: dict[object, list[Definition]] = {}  # by number and by its digits, or by text
        for definition in base.rows:
            code = definition.code.value
            rows = self.rows.setdefault(code, [])
            self.rows[str(code)] = rows
            rows.append(definition)
        self.texts = all(isinstance(code, str) for code in self.rows)
        self.collisions: dict[object, list[str]] = {
            code: [folded(text) for text in texts]
            for (catalog, code), texts in COLLISIONS.items()
            if catalog == base.catalog
        }

    def find(self, code: object) -> list[Definition]:
        """Return the rows of a code as it was sent; none for an unknown one."""
        if type(code) is str or type(code) is int:  # True is 1, and 1.0 too
            rows = self.rows.get(code)
            if rows is not None:
                return rows
        if self.texts:
            return self.rows.get(str(code).strip(), []) if isinstance(code, (str, int)) else []
        return self.rows.get(number(code), [])

    def takes(self, code: object) -> bool:
        """Return whether the API may have a code that the table does not have."""
        if self.base in _BUILT_IN:
            return True
        return isinstance(code, str) if self.texts else number(code) is not None


def _answer(
    base: type[ApiError], body: Mapping[str, object], status: int | None, media: str
) -> "Answer | None":
    """Return what a body says; None where neither it nor its HTTP status says an error."""
    tables = _all_tables() if base is ApiError else _tables_of(base)
    problem = PROBLEM.read(body, status, media) if "status" in body or media else None
    if problem is not None:
        for table in tables:
            if table.base.catalog == problem.catalog:
                return table, problem, table.find(problem.code)
    claim = _claim(tables, body, status, media, base is not ApiError)
    if claim is not None and (problem is None or claim[1].claim == Claim.FIELDS):
        return claim
    if problem is not None:
        given = tables[0] if base is not ApiError and problem.catalog is None else None
        rows = given.find(problem.code) if given else []
        return (given, problem, rows) if given and rows else (None, problem, [])
    for envelope in (OAUTH, *ANONYMOUS) if failed(status) else (OAUTH,):
        content = envelope.read(body, status, media)
        if content is not None:
            return None, content, []
    return None


def _claim(
    tables: Sequence[_Table],
    body: Mapping[str, object],
    status: int | None,
    media: str,
    given: bool,
) -> "Claimed | None":
    """Return what a body says in the envelope of the catalog that it is most likely of.

    Args:
        tables: The catalogs to choose from.
        body: The decoded body.
        status: The HTTP status code of the response, if known.
        media: The media type of the response.
        given: Whether it is known that the body is of this one catalog.
    """
    claims: list[Claimed] = []
    marks: tuple[str, ...] = ()
    for table in tables:
        if marks and not given and not set(marks).issubset(table.envelope.fields):
            continue  # the body has a field of another format
        content = table.envelope.read(body, status, media)
        if content is None:
            continue
        rows = [] if content.success else table.find(content.code)
        if content.claim == Claim.TEXT and not given:
            accepted = bool(rows) and (not content.message or _fits(rows, content.message))
        else:
            accepted = bool(rows) or (content.claim >= Claim.FIELD and table.takes(content.code))
        if accepted or (given and failed(status)):
            claims.append((table, content, rows))
        marks += content.marks
        if marks and len(tables) <= len(_BUILT_IN):
            break  # of these no two have a field in common
    return _highest(claims) if len(claims) > 1 else claims[0] if claims else None


def _highest(claims: "list[Claimed]") -> "Claimed | None":
    """Return the claim whose message is its own, or else by all fields, or else of a known code.

    None where two registered catalogs claim a code that neither has.
    """
    ranks = [
        (_fits(rows, content.message), content.claim == Claim.FIELDS, bool(rows), content.claim)
        for _, content, rows in claims
    ]
    highest = max(ranks)
    first, *others = [claim for claim, rank in zip(claims, ranks, strict=True) if rank == highest]
    table, content, rows = first
    if rows or content.success or table.base in _BUILT_IN:
        return first
    return first if all(other.base is table.base for other, _, _ in others) else None


def _fits(rows: list[Definition], message: object) -> bool:
    """Return whether a message is one that the definitions of a code have."""
    if not rows or not isinstance(message, str):
        return False
    return matching(rows[0].code, message) is not None or any(
        row.message.replace("%s", "").strip() and arguments(row, message) for row in rows
    )


_BUILT_IN: tuple[type[ApiError], ...] = (BaiduError, EmmaError)
_tables: dict[type[ApiError], tuple[_Table, ...]] = {}
_published: tuple[Mapping[str, Catalog], tuple[_Table, ...]] = ({}, ())


def _all_tables() -> tuple[_Table, ...]:
    """Return the tables of all catalogs that have an error: Baidu's, Emma's, the registered."""
    global _published
    catalogs = current()
    if catalogs is not _published[0]:
        bases: list[type[ApiError]] = [*_BUILT_IN]
        for catalog in catalogs.values():
            for exception in [d.exception for d in catalog.DEFINITIONS if not d.success][:1]:
                base = exception.__mro__[2]
                assert issubclass(base, ApiError)
                bases.append(base)
        _published = (catalogs, tuple([_tables_of(base)[0] for base in dict.fromkeys(bases)]))
    return _published[1]


def _tables_of(base: type[ApiError]) -> tuple[_Table, ...]:
    """Return the table of a catalog, once for each envelope that a parser of its own reads."""
    tables = _tables.get(base)
    if tables is None:
        envelopes = [envelope_of(base)]
        if base not in _BUILT_IN:
            envelopes.append(BAIDU)
        tables = tuple([_Table(base, envelope) for envelope in envelopes])
        _tables[base] = tables
    return tables


def _class_of(
    base: type[ApiError], answer: "Answer", message: str | None
) -> tuple[type[ApiError], tuple[str, ...], dict[str, object]]:
    """Return the class of an answer, its arguments, and in a new state what the class lacks."""
    table, content, rows = answer
    if table is None:
        code = _code(content.code)
        # A number has a meaning in its own table alone.
        kept = code is not None and (base is ApiError or isinstance(code, str))
        return base, (), {"code": code} if kept else {}
    if not rows:
        code = _code(content.code, table.texts)
        return _nearest(table, code), (), {} if code is None else {"code": code}
    others = table.collisions.get(rows[0].code)
    if others and message and folded(message[:TEXT_LIMIT]) in others:
        return table.base, (), {"code": rows[0].code.value}
    definition = rows[0]
    if len(rows) > 1 or content.subcode is not None:
        meant = _definition(rows, content, message)
        if meant is None:
            return _between(table, rows)
        definition = meant
    if not definition.params:
        return definition.exception, (), {}
    by_name = () if content.params is None else named(definition, content.params)
    return definition.exception, by_name or arguments(definition, message), {}


def _between(
    table: _Table, rows: list[Definition]
) -> tuple[type[ApiError], tuple[str, ...], dict[str, object]]:
    """Return the class, no arguments and the state of a code that is one of several definitions."""
    kinds = {row.exception.__mro__[1] for row in rows}
    kind = kinds.pop() if len(kinds) == 1 else table.base
    assert issubclass(kind, ApiError)
    state: dict[str, object] = {"code": rows[0].code}
    if rows[0].http_status is not None:
        state["http_status"] = rows[0].http_status
    return kind, (), state


def _definition(rows: list[Definition], content: Content, message: str | None) -> Definition | None:
    """Return which definition of a code is meant; None where it is not certain."""
    if content.subcode is not None:
        sent = (
            str(content.subcode).strip()[:TEXT_LIMIT]
            if isinstance(content.subcode, (str, int))
            else ""
        )
        rows = [d for d in rows if d.subcode == sent] or [d for d in rows if d.subcode is None]
    if len(rows) < 2:
        return rows[0] if rows else None
    meant = [d for d in rows if _is_text_of(d, content.params, message)]
    if not meant and (exact := matching(rows[0].code, message)) in rows:
        return exact
    meant = meant or [d for d in rows if arguments(d, message)]
    # The text that leaves the least to its arguments, as for one definition.
    return max(meant, key=lambda d: len(d.message), default=None)


def _is_text_of(definition: Definition, params: object, message: str | None) -> bool:
    """Return whether a message is a definition's text with arguments that came by name."""
    args = named(definition, params)
    return bool(args) and message in [
        definition.format(*args, lang=lang) for lang in (None, "en", "zh")
    ]


def _nearest(table: _Table, code: int | str | None) -> type[ApiError]:
    """Return the category of Emma that an unknown number lies in or nearest to; else the base."""
    if table.base is not EmmaError or not isinstance(code, int):
        return table.base
    thousands = {int(rows[0].code) // 1000: rows[0] for rows in table.rows.values()}
    nearest = min(thousands, key=lambda thousand: abs(thousand - code // 1000))
    return thousands[nearest].exception.__mro__[1]


def _code(code: object, texts: bool = False) -> int | str | None:
    """Return a code as it was sent: a number, or a text of at most 100 characters."""
    if isinstance(code, str) and (texts or number(code) is None):
        text = code.strip()
        return text if text and len(text) <= 100 else None
    return number(code)


def _kept(headers: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the header fields that an error keeps."""
    for name, value in headers.items():
        if (
            name.lower().startswith(HEADERS)
            and isinstance(value, str)
            and len(value) <= TEXT_LIMIT
            and value.isascii()
            and value.isprintable()
        ):
            yield name, value


def _request_id(body: Mapping[str, object], headers: Mapping[str, object]) -> int | str | None:
    """Return the server's name for a request: a text, or a number that is not endless."""
    value = body.get("request_id")
    if value is None:
        value = body.get("log_id")
    if type(value) is int:
        return value if value.bit_length() < TEXT_LIMIT else None
    if headers and not isinstance(value, str):
        value = header(headers, "x-request-id")
    return _cut(value, TEXT_LIMIT) if isinstance(value, str) and value else None


def _details(details: object) -> dict[str, object] | None:
    """Return a copy of details; None for what is no JSON object, too long or nested too deep."""
    if not is_mapping(details):
        return None
    text = _encoded(details)
    if text is None or len(text) > BODY_LIMIT:
        return None
    try:
        copy: object = json.loads(text, parse_int=number, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None
    return {**copy} if is_mapping(copy) and not _is_deeper(copy, DETAILS_LEVELS) else None


def _is_deeper(value: object, levels: int) -> bool:
    """Return whether decoded JSON has more than some levels."""
    inner = value.values() if is_mapping(value) else value if is_array(value) else ()
    return any(levels == 0 or _is_deeper(item, levels - 1) for item in inner)


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


_CALLBACK = str.maketrans(dict.fromkeys("_$.[]", "x"))


def _encoded(body: object) -> str | None:
    """Return the text of a decoded body."""
    if body is None:
        return None
    try:
        cells = dict(body) if is_mapping(body) else body
        return json.dumps(cells, ensure_ascii=False, default=repr, skipkeys=True)
    except Exception:  # what a mapping holds may raise whatever it likes
        return object.__repr__(body)


def _cut(text: str | None, limit: int) -> str | None:
    """Return at most `limit` characters of a text, the last one `…` where it was longer."""
    return text if text is None or len(text) <= limit else f"{text[: limit - 1]}…"
