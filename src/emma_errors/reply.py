"""From an exception to the HTTP response that a server answers it with, in no framework's terms."""

import json
from functools import lru_cache
from http.client import responses
from typing import Literal, NamedTuple

from .envelopes import PROBLEM_MEMBERS, envelope_of
from .errors import ApiError, restored
from .language import CONTENT_LANGUAGE, negotiate, weighted
from .model import Language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeGuard

__all__ = ("PROBLEM", "Format", "Reply", "api_error", "problem", "reply")

Format = Literal["wire", "problem"]

PROBLEM = "application/problem+json"


class Reply(NamedTuple):
    """A response: what every adapter turns into its framework's own."""

    status: int
    """The HTTP status code."""
    headers: tuple[tuple[str, str], ...]
    """The header fields, ASCII alone."""
    body: bytes
    """The body, JSON in UTF-8."""


def reply(
    error: ApiError,
    *,
    format: Format = "wire",
    localize: bool = False,
    type_base: str | None = None,
    accept: str | None = None,
    accept_language: str | None = None,
) -> Reply:
    """Return the response for an error; `ApiError.reply` is this.

    Args:
        error: What a handler raised.
        format: `"wire"` for the API's own envelope, unless the client asks for a problem;
            `"problem"` for RFC 9457 always.
        localize: Whether an envelope speaks the reader's language, where it has one of ours. A
            problem always does, in English for a reader of neither.
        type_base: The address below which each code has a page, such as
            `"https://errors.example"`; without one a problem's type is `about:blank`.
        accept: The request's `Accept`.
        accept_language: The request's `Accept-Language`.
    """
    status = _status(error)
    as_problem = format == "problem" or _asks_for_problem(accept)
    language: Language | None = None
    if accept_language and (as_problem or localize):
        language = negotiate(accept_language)
    if as_problem:
        language = language or "en"
        body = _encode(problem(error, lang=language, type_base=type_base))
    else:
        message = error.text(language) if language else error.message
        # mypy takes the __hash__ of an error for that of its class.
        around = None if error.__dict__ else _around(type(error))  # type: ignore[arg-type]
        if around:
            body = _encode(message).join(around)
        else:
            body = _encode(
                envelope_of(type(error)).write(error, message) if language else error.to_wire()
            )
    definition = error.definition if language else None
    if definition is None or definition.en == definition.zh:
        language = None  # of a text that there is once, nothing says what language it is in
    headers = _headers(format, localize, as_problem, language, status == 401, error.catalog)
    # A lone surrogate has no UTF-8; its backslash escape is JSON's own.
    return Reply(status, headers, body.encode("utf-8", "backslashreplace"))


@lru_cache(1024)
def _around(kind: type[ApiError]) -> tuple[str, str] | None:
    """Return what stands before and after the message in the envelope of a definition's class."""
    error = restored(kind, ())
    if error.definition is None or error.definition.exception is not kind:
        return None  # a class of the app's own may say something else each time
    envelope = _encode(envelope_of(kind).write(error, "\0"))
    before, _, after = envelope.partition(_encode("\0"))
    return before, after


@lru_cache  # of a few settings and catalogs
def _headers(
    format: Format,
    localize: bool,
    as_problem: bool,
    language: Language | None,
    challenge: bool,
    catalog: str | None,
) -> tuple[tuple[str, str], ...]:
    """Return the header fields of a response."""
    headers = [("Content-Type", PROBLEM if as_problem else "application/json; charset=utf-8")]
    if language:
        chinese = CONTENT_LANGUAGE.get(catalog or "", "zh")
        headers.append(("Content-Language", chinese if language == "zh" else "en"))
    vary = [] if format == "problem" else ["Accept"]
    if as_problem or localize:
        vary.append("Accept-Language")
    headers.append(("Vary", ", ".join(vary)))
    if challenge:
        realm = f' realm="{catalog}"' if catalog else ""
        headers.append(("WWW-Authenticate", f"Bearer{realm}"))
    return tuple(headers)


def problem(
    error: ApiError, *, lang: Language = "en", type_base: str | None = None
) -> dict[str, object]:
    """Return the problem details of an error (RFC 9457); `ApiError.to_problem` is this.

    Args:
        error: What a handler raised.
        lang: The language of `title` and `detail`.
        type_base: The address below which each code has a page; see `reply`.
    """
    status = _status(error)
    definition = error.definition
    body: dict[str, object] = {"type": "about:blank", "title": responses.get(status, "Error")}
    if type_base is not None and definition is not None:
        body["type"] = f"{type_base.rstrip('/')}/{definition.catalog}/{definition.code}"
    if definition is not None and (type_base is not None or lang == "zh"):
        # The title is the same each time a problem occurs; a parameter is not.
        body["title"] = definition.format(*["…"] * len(definition.params), lang=lang)
    body["status"] = status
    body["detail"] = error.text(lang)
    if error.code is not None:
        body["code"] = int(error.code) if isinstance(error.code, int) else str(error.code)
    if error.params:
        body["params"] = error.params
    if error.catalog is not None:
        body["catalog"] = error.catalog
    details = error.details.items()
    return {**body, **{name: value for name, value in details if name not in PROBLEM_MEMBERS}}


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _status(error: ApiError) -> int:
    """Return the status to answer with: 500 for an error that arrived under none of an error."""
    status = error.http_status
    return 500 if status is None or status < 400 else status


def _asks_for_problem(accept: str | None) -> bool:
    """Return whether a client names problem details, and wants them no less than plain JSON."""
    if accept is None or "problem" not in accept.lower():
        return False
    weights = dict(weighted(accept))
    wanted = weights.get(PROBLEM, 0.0)
    return wanted > 0 and wanted >= weights.get("application/json", 0.0)


def api_error(error: object) -> ApiError | None:
    """Return the error to answer with: the one raised, or the first of a group of such alone."""
    if not _is_group(error):
        return error if isinstance(error, ApiError) else None
    leaves = [api_error(leaf) for leaf in error.exceptions]
    return None if None in leaves else leaves[0]


def _is_group(error: object) -> "TypeGuard[BaseExceptionGroup[BaseException]]":
    """Return whether an error is a group."""
    return isinstance(error, BaseExceptionGroup)
