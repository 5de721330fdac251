"""The formats of an error body. Each is one object, which reads bodies and writes errors.

    EMMA     {"error": 1, "code": "2101", "message": "Article is not found"}
    BAIDU    {"error_code": 110, "error_msg": "Access token invalid", "request_id": 7}
    PROBLEM  {"title": "Not Found", "status": 404, "detail": "…", "code": 2101}     RFC 9457
    OAUTH    {"error": "invalid_grant", "error_description": "…"}                   RFC 6749, 5.2
    Fields   the code and the message in fields of any name, such as ("errno", "errmsg") or
             ("error.code", "error.message") or ("errors.0.code", "errors.0.message")

`emma_errors.wire` tries them in turn. To support another format, add another object.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from .bodies import is_array, members, number
from .errors import ApiError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Envelope(Protocol):
        """A format of an error body."""

        @property
        def fields(self) -> tuple[str, ...]:
            """The members of a body by which the format is recognized."""
            ...

        def read(
            self, body: Mapping[str, object], status: int | None, media_type: str
        ) -> "Content | None":
            """Return the content of a body in this format; None for a body of another format.

            Args:
                body: The decoded body.
                status: The HTTP status code of the response, if known.
                media_type: The media type of the response in lower case; empty if not known.
            """
            ...

        def write(self, error: ApiError, message: str | None = None) -> dict[str, object]:
            """Return the body of an error, to be sent as JSON.

            Args:
                error: The error.
                message: The text to send instead of the error's message.
            """
            ...
else:
    ApiError = Envelope = object

__all__ = (
    "ANONYMOUS",
    "BAIDU",
    "COLLISIONS",
    "EMMA",
    "MEDIA_TYPE",
    "OAUTH",
    "PROBLEM",
    "PROBLEM_MEMBERS",
    "SUBCODE",
    "Claim",
    "Content",
    "Envelope",
    "Fields",
    "envelope_of",
    "failed",
)

MEDIA_TYPE = "application/problem+json"

PROBLEM_MEMBERS = ("type", "title", "status", "detail", "instance", "code", "params", "catalog")
"""The members of every problem: those of RFC 9457, section 3.1, and `code`, `params`, `catalog`."""

SUBCODE = "sub_code"
"""The member that contains the sub-code, in a problem and by default in an envelope."""

COLLISIONS: Mapping[tuple[str, int], tuple[str, ...]] = {
    # Baidu's PCS file API has another 4, with HTTP status 403. Source: the error table of that API;
    # see docs/sources.md.
    ("baidu", 4): ("No permission to do this operation",),
}
"""Messages that mean something else under a number of a catalog, by catalog and number."""


class Claim:
    """The evidence that a body belongs to a catalog; a higher value takes precedence."""

    TEXT = 0
    """The code is in the table, and so is the message if there is one."""
    CODE = 1
    """The code is in the table."""
    FIELD = 2
    """A field that no other envelope has; the code may be unknown."""
    FIELDS = 3
    """All fields of the envelope; the code may be unknown."""


class Content:
    """The content of an envelope, as it was received.

    Attributes:
        claim: A value of `Claim`.
        code: The code.
        message: The message.
        details: The details.
        marks: The fields of the body that no other format has.
        success: Whether the body means success.
        subcode: The sub-code.
        catalog: The name of the catalog, if the body contains it.
        params: The arguments by name, if the body contains them.
    """

    success: bool = False
    subcode: object = None
    catalog: object = None
    params: object = None

    def __init__(
        self,
        claim: int,
        code: object = None,
        message: object = None,
        details: object = None,
        marks: tuple[str, ...] = (),
    ) -> None:
        self.claim = claim
        self.code = code
        self.message = message
        self.details = details
        self.marks = marks


class _Emma:
    """Emma's: `error` is a flag, 0 for success, and never a code; `code` is a string or an int."""

    fields: tuple[str, ...] = ("error",)
    _success = Content(Claim.FIELD, marks=("error",))
    _success.success = True

    def read(
        self, body: Mapping[str, object], status: int | None, media_type: str
    ) -> Content | None:
        flag = body.get("error")
        raised = _flag(flag)
        if raised is False:
            return self._success
        code = body.get("code")
        if raised:
            message = body.get("message")
            bare = code is None and message is None and not failed(status)
            if bare and isinstance(flag, float) and not flag.is_integer():
                return None  # the error of a measurement
            claim = Claim.FIELD if code is None else Claim.FIELDS
            return Content(claim, code, message, body.get("details"), self.fields)
        # There is no flag. Other APIs have a `code` too, usually an int.
        if code is None or not (_names_error(flag) or failed(status)):
            return None
        claim = (Claim.FIELD if flag else Claim.CODE) if isinstance(code, str) else Claim.TEXT
        return Content(claim, code, _text(body, _MESSAGES), body.get("details"))

    def write(self, error: "ApiError", message: str | None = None) -> dict[str, object]:
        code = {} if error.code is None else {"code": str(error.code)}
        return _with_details(error, {"error": 1, **code, "message": _message(error, message)})


class _Baidu:
    """Baidu's: `error_code` or `error_msg` is enough, with any HTTP status; 0 is success."""

    fields: tuple[str, ...] = ("error_code", "error_msg")
    _texts = ("error_description", "error")

    def read(
        self, body: Mapping[str, object], status: int | None, media_type: str
    ) -> Content | None:
        message = body.get("error_msg")
        marks = self.fields[:1] if message is None else self.fields
        if "error_code" in body:
            code = body["error_code"]
            if _flag(code) is False:
                return Content(Claim.CODE, 0, message, marks=marks)
        elif message is None or "error" in body:
            return None
        else:
            code = None
        blank = code is None or (isinstance(code, str) and not code.strip())
        if blank and not (failed(status) or message or _text(body, self._texts)):
            return None  # a success of another API
        claim = Claim.FIELD if message is None else Claim.FIELDS
        if not message:
            message = _text(body, ("error_description", "error", "title", "message"))
        return Content(claim, code, message, body.get("details"), marks)

    def write(self, error: "ApiError", message: str | None = None) -> dict[str, object]:
        return Fields("error_code", "error_msg").write(error, message)


class _Problem:
    """Problem details (RFC 9457); those of this library have the member `catalog`."""

    fields: tuple[str, ...] = ("title", "status", "detail")

    def read(
        self, body: Mapping[str, object], status: int | None, media_type: str
    ) -> Content | None:
        if "title" not in body and "detail" not in body and media_type != MEDIA_TYPE:
            return None
        message = _text(body, ("detail", "title"))
        catalog = body.get("catalog")
        sent = body.get("status")
        error_status = not isinstance(sent, str) and 400 <= (number(sent) or 0) < 600
        if error_status and isinstance(catalog, str) and "title" in body and "detail" in body:
            claim = Claim.FIELDS
        elif media_type == MEDIA_TYPE or self._has_members(body, status, error_status):
            claim = Claim.FIELD
        else:
            return None
        code = body.get("code")
        details = {name: body[name] for name in body if name not in PROBLEM_MEMBERS}
        if code is None and catalog is None:
            code = body.get("error_code")
        content = Content(claim, code, message, details)
        content.catalog = catalog
        content.subcode = body.get(SUBCODE)
        content.params = body.get("params")
        return content

    def _has_members(self, body: Mapping[str, object], status: int | None, error: bool) -> bool:
        """Return whether a body has the members of a problem; `error`: its status is an error's."""
        texts = sum([isinstance(body.get(name), str) for name in ("type", "title", "detail")])
        if failed(status):
            return texts + error >= 2
        return error and texts >= (1 if status is None else 2)

    def write(self, error: "ApiError", message: str | None = None) -> dict[str, object]:
        body = error.to_problem()
        return body if message is None else {**body, "detail": message}


class _OAuth:
    """OAuth's (RFC 6749, section 5.2): `error` is a string, with any HTTP status."""

    fields: tuple[str, ...] = ("error", "error_description")

    def read(
        self, body: Mapping[str, object], status: int | None, media_type: str
    ) -> Content | None:
        error = body.get("error")
        if not isinstance(error, str) or not error.strip():
            return None
        named = _names_error(error)
        if not named and not failed(status):
            return None
        message = _text(body, ("error_description", "message")) or error
        code = body.get("code") if not named or any(map(str.isspace, error.strip())) else error
        return Content(Claim.FIELDS, code, message, body.get("details"))

    def write(self, error: "ApiError", message: str | None = None) -> dict[str, object]:
        code = "server_error" if error.code is None else str(error.code)
        text = _message(error, message)
        return _with_details(error, {"error": code, "error_description": text})


class Fields:
    """An envelope with the code and the message in two fields of any name.

    Args:
        code: The path of the code: names, and indexes of a list, separated by dots.
        message: The path of the message.
        subcode: The path of the sub-code; by default, one of the usual names next to the code.
    """

    def __init__(self, code: str, message: str, subcode: str | None = None) -> None:
        self._code = tuple(code.split("."))
        self._message = tuple(message.split("."))
        self._subcode = tuple(subcode.split(".")) if subcode else None
        self.fields: tuple[str, ...] = tuple(
            {path[0]: None for path in (self._code, self._message)}
        )

    def read(
        self, body: Mapping[str, object], status: int | None, media_type: str
    ) -> Content | None:
        """Return the content of the two fields; see `Envelope`."""
        code_parent = _parent(body, self._code)
        code = code_parent.get(self._code[-1])
        message_parent = _parent(body, self._message)
        message = message_parent.get(self._message[-1])
        details = body.get("details")
        is_error = failed(status)
        if code is None:
            return Content(Claim.CODE, None, message, details) if is_error and message else None
        distinctive = self._code != ("code",)  # many APIs have a `code`, with success too
        if self._message[-1] in message_parent:
            # With an HTTP status below 400, 0 may mean success, and a string may not be a code.
            certain = is_error or bool(number(code))
            claim = Claim.FIELDS if certain else Claim.CODE
        elif is_error:
            claim = Claim.FIELD if distinctive else Claim.CODE
            message = _text(body, _MESSAGES)
        elif distinctive:
            claim = Claim.CODE
        else:
            return None
        if self._subcode:
            subcode = _parent(body, self._subcode).get(self._subcode[-1])
        else:
            subcode = _subcode(code_parent)
        content = Content(claim, code, message, details)
        content.subcode = subcode
        return content

    def write(self, error: "ApiError", message: str | None = None) -> dict[str, object]:
        """Return the body of an error; see `Envelope`."""
        body: dict[str, object] = {}
        code = error.code
        if code is not None:
            _put(body, self._code, int(code) if isinstance(code, int) else str(code))
        if error.definition is not None and error.definition.subcode is not None:
            path = self._subcode or (*self._code[:-1], SUBCODE)
            _put(body, path, error.definition.subcode)
        text = _message(error, message)
        # With neither a code nor a message, the body would not be an error.
        _put(body, self._message, text if text or code is not None else str(error))
        if error.request_id is not None:
            body.setdefault("request_id", error.request_id)
        return _with_details(error, body)


class _Any(Fields):
    """Any JSON object with an HTTP status of 400 or above: the code and the message, if usual."""

    def read(
        self, body: Mapping[str, object], status: int | None, media_type: str
    ) -> Content | None:
        message = _text(body, _MESSAGES)
        return Content(Claim.FIELD, body.get("code"), message, body.get("details"))


EMMA: Envelope = _Emma()
BAIDU: Envelope = _Baidu()
PROBLEM: Envelope = _Problem()
OAUTH: Envelope = _OAuth()

ANONYMOUS: "tuple[Envelope, ...]" = (
    Fields("error.code", "error.message"),
    Fields("errors.0.code", "errors.0.message"),
    _Any("code", "message"),
)
"""The formats of an unknown API, tried in turn if the HTTP status is 400 or above."""


def envelope_of(kind: "type[ApiError]") -> Envelope:
    """Return the envelope of the API of a class; see `ApiError.envelope`."""
    if kind.envelope is None:
        return EMMA
    return BAIDU if kind.catalog == "baidu" else _of_fields(kind.envelope)


@lru_cache
def _of_fields(fields: tuple[str, ...]) -> Envelope:
    return Fields(*fields)


_MESSAGES = ("message", "detail", "title", "msg")
_SUBCODES = (SUBCODE, "subcode", "error_subcode")


def _subcode(body: Mapping[str, object]) -> object:
    """Return the first sub-code with one of the usual names, or None."""
    for name in _SUBCODES:
        if name in body:
            return body[name]
    return None


def _flag(value: object) -> bool | None:
    """Return whether a number, or a string of digits, is not 0; None for other values."""
    if isinstance(value, (int, float)):
        return value != 0
    if isinstance(value, str):
        digits = value.strip().removeprefix("-")
        return digits.strip("0") != "" if digits.isdecimal() else None
    whole = number(value)
    return None if whole is None else whole != 0


_NO_ERROR = ("", "false", "n/a", "nil", "no", "none", "null", "ok", "success", "undefined")


def _names_error(value: object) -> bool:
    """Return whether a value is a string that may be the name or the text of an error."""
    return isinstance(value, str) and value.strip().casefold() not in _NO_ERROR


def _text(body: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    """Return the first of the members that is a string and not blank, or None."""
    for name in names:
        value = body.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _parent(body: object, path: tuple[str, ...]) -> Mapping[str, object]:
    """Return the object that contains the last name of a path; an empty one if there is none."""
    for name in path[:-1]:
        if is_array(body) and name.isdecimal():
            items = body[int(name) : int(name) + 1]
            body = items[0] if items else None
        else:
            body = members(body).get(name)
    return members(body)


def _put(body: dict[str, object], path: tuple[str, ...], value: object) -> None:
    """Set the value at a path; a name of digits is an index, and extends the list up to it."""
    first, *rest = path
    if not rest:
        body[first] = value
        return
    if rest[0].isdecimal() and len(rest) > 1:
        index = int(rest[0])
        rest = rest[1:]
        items = cast("list[dict[str, object]]", body.setdefault(first, []))
        items += [{} for _ in range(index + 1 - len(items))]
        inner = items[index]
    else:
        inner = cast("dict[str, object]", body.setdefault(first, {}))
    _put(inner, tuple(rest), value)


def _message(error: "ApiError", message: str | None) -> str:
    return error.message if message is None else message


def _with_details(error: "ApiError", body: dict[str, object]) -> dict[str, object]:
    """Return a body with the details of the error, if it has any."""
    if error.details:
        body.setdefault("details", dict(error.details))
    return body


def failed(status: int | None) -> bool:
    """Return whether an HTTP status code is 400 or above."""
    return status is not None and status >= 400
