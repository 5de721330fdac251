"""Turn an exception into an HTTP response, independent of a framework."""

import json
import logging
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, TypedDict
from urllib.parse import quote

from .envelopes import MEDIA_TYPE, PROBLEM_MEMBERS, SUBCODE, envelope_of
from .errors import ApiError, restored
from .http import PHRASES, segment
from .language import CONTENT_LANGUAGE, negotiate, weighted
from .model import Definition, Language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeGuard

__all__ = (
    "PROBLEM",
    "Format",
    "Options",
    "Reply",
    "answer",
    "api_error",
    "log",
    "problem",
    "reply",
    "status_of",
)

Format = Literal["wire", "problem"]

PROBLEM = MEDIA_TYPE


class Options(TypedDict):
    """The options that every adapter takes; see `reply`."""

    format: Format
    localize: bool
    type_base: str | None


class Reply(NamedTuple):
    """A response, which an adapter turns into its framework's response."""

    status: int
    """The HTTP status code."""
    headers: tuple[tuple[str, str], ...]
    """The header fields, in ASCII."""
    body: bytes
    """The body: JSON in UTF-8."""


def reply(
    error: ApiError,
    *,
    format: Format = "wire",
    localize: bool = False,
    type_base: str | None = None,
    accept: str | None = None,
    accept_language: str | None = None,
    errors: Sequence[ApiError] = (),
) -> Reply:
    """Return the response for an error; `ApiError.reply` calls this.

    Args:
        error: The error that a handler raised.
        format: `"wire"` for the API's own envelope, or for problem details (RFC 9457) if the client
            prefers them; `"problem"` for problem details in any case.
        localize: Whether the message of an envelope is in the client's language, if that is Chinese
            or English. Problem details always are; for other languages they are in English.
        type_base: The URL below which each code has a page, such as `"https://errors.example"`.
            Without it, the type of a problem is `about:blank`.
        accept: The request's `Accept`.
        accept_language: The request's `Accept-Language`.
        errors: The errors of the group whose first one is `error`; a problem lists all of them.
    """
    as_problem = format == "problem" or _asks_for_problem(accept)
    language: Language | None = None
    if accept_language and (as_problem or localize):
        language = negotiate(accept_language)
    options = format, localize, type_base, as_problem, language
    # mypy takes the __hash__ of an error for that of its class.
    prepared = _prepared(type(error), *options)  # type: ignore[arg-type]
    if prepared is None or errors or error.__dict__:
        return _made(error, *options, errors)
    response, definition, before, after = prepared
    if definition is None:
        return response
    message = _encode(definition.filled(error.args, language))
    return Reply(response.status, response.headers, _utf8(before + message + after))


def _made(
    error: ApiError,
    format: Format,
    localize: bool,
    type_base: str | None,
    as_problem: bool,
    language: Language | None,
    errors: Sequence[ApiError] = (),
) -> Reply:
    """Return the response for an error; see `reply`."""
    status = status_of(error)
    if as_problem:
        language = language or "en"
        body = _encode(problem(error, lang=language, type_base=type_base, errors=errors))
    elif language:
        body = _encode(envelope_of(type(error)).write(error, error.text(language)))
    else:
        body = _encode(error.to_wire())
    definition = error.definition if language else None
    if definition is None or definition.en == definition.zh:
        language = None  # the text may be in either language
    challenge = status == 401 and "WWW-Authenticate" not in error.headers
    headers = _headers(format, localize, as_problem, language, challenge, error.catalog)
    if error.__dict__ and error.headers:
        headers = _with_fields(headers, error)
    return Reply(status, headers, _utf8(body))


@lru_cache(4096)
def _prepared(
    kind: type[ApiError],
    format: Format,
    localize: bool,
    type_base: str | None,
    as_problem: bool,
    language: Language | None,
) -> tuple[Reply, Definition | None, str, str] | None:
    """Return the response for a definition's class, or None if each of its errors has another.

    With parameters only the message varies, if the body is an envelope. Then the definition is
    returned as well, and the body before and after the message.
    """
    definition = kind.definition
    if definition is None or definition.exception is not kind:
        return None  # a subclass in the app may override any method
    if definition.params and as_problem:
        return None
    error = restored(kind, ())
    response = _made(error, format, localize, type_base, as_problem, language)
    envelope = _encode(envelope_of(kind).write(error, "\0"))
    before, _, after = envelope.partition(_encode("\0"))
    return response, definition if definition.params else None, before, after


def answer(
    error: ApiError,
    raised: BaseException,
    options: Options | None = None,
    *,
    accept: str | None = None,
    accept_language: str | None = None,
) -> Reply:
    """Return the response for an exception, and log it if the status is 500 or above.

    Args:
        error: The error to answer with.
        raised: The exception that was raised: the error itself, a group, or a framework's own
            exception.
        options: The options of `reply`.
        accept: The request's `Accept`.
        accept_language: The request's `Accept-Language`.
    """
    options = options or _DEFAULTS
    response = reply(
        error,
        format=options["format"],
        localize=options["localize"],
        type_base=options["type_base"],
        accept=accept,
        accept_language=accept_language,
        errors=_leaves(raised) if raised is not error and api_error(raised) is error else (),
    )
    if response.status >= 500:
        log(error, raised)
    return response


def log(error: ApiError, raised: BaseException) -> None:
    """Log a response with a status of 500 or above, at ERROR, with the traceback.

    The record has the fields of `error.log_fields()`; its message contains no arguments and no
    server messages.
    """
    fields = {**error.log_fields(), "http.response.status_code": status_of(error)}
    kind, status = fields["error.type"], fields["http.response.status_code"]
    _logger.error("answered HTTP %s with %s", status, kind, exc_info=raised, extra=fields)


_logger = logging.getLogger("emma_errors")
_DEFAULTS: Options = {"format": "wire", "localize": False, "type_base": None}


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


# These describe the body and the connection, which belong to the new response.
_FRAMING = re.compile(
    "connection|content-(encoding|language|length|range|type)|date|keep-alive|trailer"
    "|transfer-encoding|upgrade|vary",
    re.IGNORECASE,
)
# Statuses under which some of them describe the error (RFC 9110, sections 15.5.17 and 15.5.22).
_DESCRIBING = {416: ("content-range",), 426: ("connection", "upgrade")}


def _with_fields(
    headers: tuple[tuple[str, str], ...], error: ApiError
) -> tuple[tuple[str, str], ...]:
    """Return the header fields of a response with those of the error added.

    For an error that arrived from another server, only `Retry-After` is added: the other fields
    describe that server's response.
    """
    arrived = error.response_status is not None
    describing = _DESCRIBING.get(status_of(error), ())
    added = [
        (name, value)
        for name, value in error.headers.items()
        if (
            name.lower() == "retry-after"
            if arrived
            else name.lower() in describing or not _FRAMING.fullmatch(name)
        )
    ]
    vary = None if arrived else error.headers.get("Vary")
    if vary:
        headers = tuple([(n, f"{v}, {vary}" if n == "Vary" else v) for n, v in headers])
    return (*headers, *added)


def problem(
    error: ApiError,
    *,
    lang: Language = "en",
    type_base: str | None = None,
    errors: Sequence[ApiError] = (),
) -> dict[str, object]:
    """Return the problem details of an error (RFC 9457); `ApiError.to_problem` calls this.

    Args:
        error: The error that a handler raised.
        lang: The language of `title` and `detail`.
        type_base: The URL below which each code has a page; see `reply`.
        errors: The errors of the group whose first one is `error`; they are listed under `errors`.
    """
    status = status_of(error)
    definition = error.definition
    body: dict[str, object] = {"type": "about:blank", "title": PHRASES.get(status, "Error")}
    if type_base is not None and definition is not None:
        page = quote(segment(str(definition.code)))
        body["type"] = f"{type_base.rstrip('/')}/{definition.catalog}/{page}"
    if definition is not None and (type_base is not None or lang == "zh"):
        # A title does not change from one occurrence to the next, so it contains no argument.
        body["title"] = definition.format(*["…"] * len(definition.params), lang=lang)
    body["status"] = status
    body["detail"] = error.text(lang)
    if error.code is not None:
        body["code"] = int(error.code) if isinstance(error.code, int) else str(error.code)
    if error.params:
        body["params"] = error.params
    if error.catalog is not None:
        body["catalog"] = error.catalog
    if definition is not None and definition.subcode is not None:
        body[SUBCODE] = definition.subcode
    # Details that arrived may have the name of a member of every problem, which takes precedence.
    details = error.details.items()
    body |= {name: value for name, value in details if name not in (*PROBLEM_MEMBERS, *body)}
    if errors:
        body["errors"] = [problem(each, lang=lang, type_base=type_base) for each in errors]
    return body


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _utf8(body: str) -> bytes:
    """Return a body in UTF-8, with a lone surrogate escaped as JSON escapes it."""
    return body.encode("utf-8", "backslashreplace")


def status_of(error: ApiError) -> int:
    """Return the status to answer with: 500 if the error has none.

    One below 400 is answered only if the table has it for this error, and a response may have a
    body under it.
    """
    status = error.http_status
    if status is None or (status < 400 and not _is_of_table(status, error.definition)):
        return 500
    return status


def _is_of_table(status: int, definition: Definition | None) -> bool:
    """Return whether a status is that of a definition, and allows a body."""
    bodiless = status < 200 or status in (204, 205, 304)
    return definition is not None and definition.http_status == status and not bodiless


def _asks_for_problem(accept: str | None) -> bool:
    """Return whether `Accept` names problem details and gives them at least the weight of JSON.

    The weight of JSON is that of the most specific range that contains it.
    """
    if accept is None or "problem" not in accept.lower():
        return False
    weights = dict(weighted(accept))
    wanted = weights.get(PROBLEM, 0.0)
    ranges = ("application/json", "application/*", "*/*")
    json_weight = next((weights[name] for name in ranges if name in weights), 0.0)
    return wanted > 0 and wanted >= json_weight


def api_error(error: object) -> ApiError | None:
    """Return the error to answer with: the error itself, or the first of a group.

    None for any other exception, and for a group that contains one.
    """
    if not _is_group(error):
        return error if isinstance(error, ApiError) else None
    leaves = [api_error(leaf) for leaf in error.exceptions]
    return None if None in leaves else leaves[0]


def _leaves(error: BaseException) -> list[ApiError]:
    """Return the errors of a group, and of the groups in it."""
    if not _is_group(error):
        return [error] if isinstance(error, ApiError) else []
    return [leaf for part in error.exceptions for leaf in _leaves(part)]


def _is_group(error: object) -> "TypeGuard[BaseExceptionGroup[BaseException]]":
    """Return whether an error is a group."""
    return isinstance(error, BaseExceptionGroup)
