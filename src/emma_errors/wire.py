"""Turn the body of a response into an exception.

A body is decoded, its envelope recognized, its code looked up in the catalog, and its arguments
read from its message. Parsing never fails: any body becomes one error that keeps what was received,
or None for success. The formats are in `emma_errors.envelopes`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from .arguments import arguments, fitting, named
from .baidu import BaiduError
from .bodies import (
    BODY_LIMIT,
    TEXT_LIMIT,
    cut,
    decoded,
    encoded,
    header,
    json_object,
    media_type,
    members,
    number,
    text_of,
)
from .emma import EmmaError
from .envelopes import (
    ANONYMOUS,
    BAIDU,
    COLLISIONS,
    OAUTH,
    PROBLEM,
    SUBCODE,
    Claim,
    Content,
    Envelope,
    envelope_of,
    failed,
)
from .errors import ApiError, lineage
from .lookup import Catalog, current
from .model import Definition, folded, has_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol, TypeAlias, TypeVar

    Claimed: TypeAlias = tuple["_Table", Content, list[Definition]]
    """The catalog that claims a body, the content of the body, and the definitions of its code."""
    Answer: TypeAlias = Claimed | tuple[None, Content, list[Definition]]
    """The same, or None as the catalog."""
    Body: TypeAlias = str | bytes | bytearray | memoryview | Mapping[str, object]
    E = TypeVar("E", bound=ApiError)

    class Response(Protocol):
        """A response for `raise_for_error`, such as those of httpx and requests."""

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

GATEWAY = (502, 503, 504)  # temporary conditions (RFC 9110, section 15.6)

# The header fields that an error keeps: those whose names start with one of these.
HEADERS = ("retry-after", "www-authenticate", "allow", "x-request-id", "ratelimit", "x-ratelimit-")


def parse_error(
    body: object, *, http_status: int | None = None, headers: Mapping[str, str] | None = None
) -> ApiError | None:
    """Return the error in a response, or None for success.

    Args:
        body: The body as a string, bytes or a decoded mapping, or any other object.
        http_status: The HTTP status code of the response, if known.
        headers: The header fields of the response, if known.

    Returns:
        For a known code, an error of its class; if it has several definitions and it is not
        certain which one is meant, of their category. For an unknown code, an error of the nearest
        category of Emma, `BaiduError` or the base class of a registered catalog, with the code that
        was received. For a body that does not belong to a catalog, an `ApiError`. None if the body
        means success, or if it contains no error and the HTTP status is below 400 or not known.
    """
    return parse_catalog(ApiError, body, http_status, headers)


def raise_for_error(response: Response) -> None:
    """Raise the error in a response; do nothing for success.

    Args:
        response: An object with `status_code` and `json()` whose body has been read, such as a
            response of httpx or requests.

    Raises:
        ApiError: The response contains an error.
    """
    body: object = getattr(response, "content", None)
    if not isinstance(body, (bytes, str)):
        try:
            body = response.json()
        except (ValueError, RecursionError):
            body = getattr(response, "text", "")
    headers = members(getattr(response, "headers", None))
    error = parse_catalog(ApiError, body, response.status_code, headers)
    if error is not None:
        raise error


def parse_catalog(
    base: "type[E]",
    body: object,
    http_status: int | None,
    headers: Mapping[str, object] | None = None,
) -> "E | None":
    """Return the same as `parse_error`, for one API; `emma.parse` and `baidu.parse` use it.

    Args:
        base: The base class of a catalog such as `EmmaError`, or `ApiError` to recognize the
            catalog by the envelope.
        body: The body as a string, bytes or a decoded mapping, or any other object.
        http_status: The HTTP status code of the response, if known.
        headers: The header fields of the response, if known.
    """
    fields = members(headers)
    text = body if isinstance(body, str) else text_of(body, fields)
    received = members(body if text is None else decoded(text))
    answer = _answer(base, received, http_status, media_type(fields) if fields else "")
    if answer is None or answer[1].success or (answer[2] and answer[2][0].success):
        return None

    content = answer[1]
    kind, args, state = _class_of(base, answer)
    if http_status is not None:
        _keep_status(state, kind, answer, http_status)
    if content.details and (details := json_object(content.details)):
        if content.catalog and kind.definition and kind.definition.subcode:
            details.pop(SUBCODE, None)
        state["_details"] = details
    if fields and (kept := dict(_kept(fields))):
        state["_headers"] = kept
    if (request_id := _request_id(received, fields)) is not None:
        state["request_id"] = request_id
    if (sent := encoded(body) if text is None else text) is not None:
        state["body"] = cut(sent, BODY_LIMIT)
    error = kind.__new__(kind, *args)  # without __init__, as pickle does
    error.__dict__ = state
    return cast("E", error)  # `kind` is a subclass of `base`


class _Table:
    """The rows of a catalog by code, and an envelope of its API."""

    def __init__(self, base: type[ApiError], envelope: Envelope) -> None:
        self.base = base
        self.envelope = envelope
        self.rows: dict[
            object, list[Definition]
        ] = {}  # by number and by its digits, or by text code
        for definition in base.rows:
            code = definition.code.value
            rows = self.rows.setdefault(code, [])
            self.rows[str(code)] = rows
            rows.append(definition)
        self.texts = all(isinstance(code, str) for code in self.rows)
        self.collisions: dict[Definition, list[str]] = {
            row: [folded(text) for text in texts]
            for (catalog, code), texts in COLLISIONS.items()
            if catalog == base.catalog
            for row in self.rows.get(code, [])
        }

    def find(self, code: object) -> list[Definition]:
        """Return the rows of a code as it was received; none for an unknown code."""
        if type(code) is str or type(code) is int:  # because True == 1 and 1.0 == 1
            rows = self.rows.get(code)
            if rows is not None:
                return rows
        sent = _code(code, self.texts)
        return [] if sent is None else self.rows.get(str(sent), [])

    def accepts_unknown(self, code: object) -> bool:
        """Return whether a code that the table does not have may be one of the API."""
        if self.base in _BUILT_IN:
            return True
        return isinstance(code, str) if self.texts else number(code) is not None


def _answer(
    base: type[ApiError], body: Mapping[str, object], status: int | None, media: str
) -> "Answer | None":
    """Return the content of a body; None if neither it nor its HTTP status means an error."""
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
        assumed = tables[0] if base is not ApiError and problem.catalog is None else None
        rows = assumed.find(problem.code) if assumed else []
        return (assumed, problem, rows) if assumed and rows else (None, problem, [])
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
    """Return the claim of the catalog that a body most likely belongs to.

    Args:
        tables: The catalogs to choose from.
        body: The decoded body.
        status: The HTTP status code of the response, if known.
        media: The media type of the response.
        given: Whether the caller knows that the body belongs to the only catalog in `tables`.
    """
    claims: list[Claimed] = []
    marks: tuple[str, ...] = ()
    for table in tables:
        if marks and not set(marks).issubset(table.envelope.fields):
            continue  # the body has a field of another envelope
        content = table.envelope.read(body, status, media)
        if content is None:
            continue
        rows = [] if content.success else table.find(content.code)
        if content.marks and len(tables) <= len(_BUILT_IN) and table.base in _BUILT_IN:
            return table, content, rows  # no two of these have a field in common
        if (given and failed(status)) or _accepts(table, content, rows, given):
            claims.append((table, content, rows))
        marks += content.marks
    return _highest(claims) if len(claims) > 1 else claims[0] if claims else None


def _accepts(table: _Table, content: Content, rows: list[Definition], given: bool) -> bool:
    """Return whether a body may belong to a catalog; see `Claim`."""
    if not rows:
        return content.claim >= Claim.FIELD and table.accepts_unknown(content.code)
    if content.claim > Claim.TEXT or given:
        return True
    return not content.message or _fits(rows, content.message)


def _highest(claims: "list[Claimed]") -> "Claimed | None":
    """Return the strongest claim: by its message, then by all fields, then by a known code.

    None if two registered catalogs claim a code that neither of them has.
    """
    ranks = [
        (_fits(rows, content.message), content.claim == Claim.FIELDS, bool(rows), content.claim)
        for _, content, rows in claims
    ]
    highest = max(ranks)
    first, *others = [claim for claim, rank in zip(claims, ranks, strict=True) if rank == highest]
    table, _, rows = first
    if rows or table.base in _BUILT_IN:
        return first
    return first if all(other.base is table.base for other, _, _ in others) else None


def _fits(rows: list[Definition], message: object) -> bool:
    """Return whether a message is that of one of the definitions."""
    if not rows or not isinstance(message, str):
        return False
    return any(
        has_text(row, message)
        or (row.message.replace("%s", "").strip() and arguments(row, message))
        for row in rows
    )


_BUILT_IN: tuple[type[ApiError], ...] = (BaiduError, EmmaError)
_tables: dict[type[ApiError], tuple[_Table, ...]] = {}
_published: tuple[Mapping[str, Catalog], tuple[_Table, ...]] = ({}, ())


def _all_tables() -> tuple[_Table, ...]:
    """Return the tables of Baidu, Emma and each registered catalog that has an error."""
    global _published
    catalogs = current()
    if catalogs is not _published[0]:
        bases: list[type[ApiError]] = [*_BUILT_IN]
        for catalog in catalogs.values():
            errors = [d for d in catalog.DEFINITIONS if not d.success]
            bases += [lineage(definition)[-1] for definition in errors[:1]]
        _published = (catalogs, tuple([_tables_of(base)[0] for base in dict.fromkeys(bases)]))
    return _published[1]


def _tables_of(base: type[ApiError]) -> tuple[_Table, ...]:
    """Return the table of a catalog, once for each envelope that its `parse` reads."""
    tables = _tables.get(base)
    if tables is None:
        envelopes = [envelope_of(base)]
        if base not in _BUILT_IN:
            envelopes.append(BAIDU)
        tables = tuple([_Table(base, envelope) for envelope in envelopes])
        _tables[base] = tables
    return tables


def _class_of(
    base: type[ApiError], answer: "Answer"
) -> tuple[type[ApiError], tuple[str, ...], dict[str, object]]:
    """Return the class and the arguments of an error, and its state: what the class lacks."""
    table, content, rows = answer
    state: dict[str, object] = {}
    message = content.message
    if not isinstance(message, str) or not message.strip():
        message = None
    else:
        state["_message"] = cut(message, TEXT_LIMIT)
    if table is None or not rows:
        return _unknown(base, table, content.code, state), (), state
    definition = rows[0]
    others = table.collisions.get(definition)
    if others and message and folded(message[:TEXT_LIMIT]) in others:
        state["code"] = definition.code.value
        return table.base, (), state
    if len(rows) > 1 or content.subcode is not None:
        meant = _meant(rows, content, message)
        if len(meant) != 1:
            return _undecided(table, meant or rows, state), (), state
        definition = meant[0]
    if not definition.params:
        return definition.exception, (), state
    by_name = () if content.params is None else named(definition, content.params)
    return definition.exception, by_name or arguments(definition, message), state


def _unknown(
    base: type[ApiError], table: _Table | None, sent: object, state: dict[str, object]
) -> type[ApiError]:
    """Return the class of a code that no table has, and keep the code."""
    code = _code(sent, table is not None and table.texts)
    # A number means nothing without its table.
    if code is not None and (table or base is ApiError or isinstance(code, str)):
        state["code"] = code
    return _nearest(table, code) if table else base


def _undecided(table: _Table, rows: list[Definition], state: dict[str, object]) -> type[ApiError]:
    """Return the class of a code whose definition is not certain, and keep the code."""
    state["code"] = rows[0].code
    statuses = {row.http_status for row in rows}
    if len(statuses) == 1 and None not in statuses:
        state["http_status"] = rows[0].http_status
    categories = {lineage(row)[1] for row in rows}
    return categories.pop() if len(categories) == 1 else table.base


def _meant(rows: list[Definition], content: Content, message: str | None) -> list[Definition]:
    """Return the definitions of a code that a body may mean; none if nothing is known."""
    if content.subcode is not None:
        sent = str(_code(content.subcode, texts=True))
        rows = [row for row in rows if row.subcode == sent] or _without_subcode(rows)
    if len(rows) > 1:
        rows = fitting(rows, content.params, message)
    return _without_subcode(rows) or rows


def _without_subcode(rows: list[Definition]) -> list[Definition]:
    return [row for row in rows if row.subcode is None]


def _nearest(table: _Table, code: int | str | None) -> type[ApiError]:
    """Return the category of Emma that is nearest to an unknown number, or the base class."""
    if table.base is not EmmaError or not isinstance(code, int):
        return table.base
    thousands = {int(rows[0].code) // 1000: rows[0] for rows in table.rows.values()}
    nearest = min(thousands, key=lambda thousand: abs(thousand - code // 1000))
    return lineage(thousands[nearest])[1]


def _code(code: object, texts: bool = False) -> int | str | None:
    """Return a code as it was received: an int, or a string of at most 100 characters."""
    if isinstance(code, str) and (texts or number(code) is None):
        text = code.strip()
        return text if text and len(text) <= 100 else None
    return number(code)


def _keep_status(
    state: dict[str, object], kind: type[ApiError], answer: "Answer", status: int
) -> None:
    """Keep the HTTP status code that was received, and what follows from it."""
    state["response_status"] = status
    if kind.http_status is None:
        state.setdefault("http_status", status)
    table, content, rows = answer
    of_the_api = table is not None and (rows or content.claim >= Claim.FIELD)
    if status in GATEWAY and not of_the_api:
        state["retryable"] = True


def _kept(headers: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield the header fields that an error keeps."""
    for name, value in headers.items():
        textual = isinstance(name, str) and isinstance(value, str)  # pyright: ignore[reportUnnecessaryIsInstance]
        if textual and name.lower().startswith(HEADERS):
            text = str(value)
            if len(text) <= TEXT_LIMIT and text.isascii() and text.isprintable():
                yield name, text


def _request_id(body: Mapping[str, object], headers: Mapping[str, object]) -> int | str | None:
    """Return the server's identifier of a request: a string, or an int of limited length."""
    request_id, log_id = body.get("request_id"), body.get("log_id")
    if request_id is None and log_id is None and not headers:
        return None  # the usual case
    for value in (request_id, log_id, header(headers, "x-request-id")):
        if type(value) is int and value.bit_length() < TEXT_LIMIT:
            return value
        if isinstance(value, str) and value.strip():
            return cut(value, TEXT_LIMIT)
    return None
