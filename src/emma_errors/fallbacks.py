"""Find the error of a catalog that answers a framework's own error.

The column `fallback` of a table assigns a definition to each HTTP status, and to
`missing_parameter`, `missing_field` and `invalid_value`. The adapters use this for their option
`catalog=`, and you can use it in your own exception handlers:

    answer_for(emma, 404)                             # emma.UrlNotFound()
    answer_for(emma, "missing_parameter", field="q")  # emma.UrlParameterMissing("q")
    answer_for(emma, 413)                             # EmmaError, HTTP 413, without a code
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from json import JSONDecodeError
from traceback import walk_tb
from types import FunctionType
from typing import NamedTuple, cast, get_args, get_type_hints

from .errors import ApiError, lineage, restored
from .headers import checked_headers, joined
from .http import PHRASES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .lookup import Catalog
    from .model import Definition
else:
    Catalog = object

__all__ = (
    "INVALID",
    "NO_JSON",
    "REQUIRED",
    "Fault",
    "answer_for",
    "checked_catalog",
    "invalid_input",
    "malformed_body",
    "names_of",
    "pydantic_faults",
    "raised_in",
)

# The messages for a missing field, for an error whose own message cannot be sent, and for a body
# that is not JSON.
REQUIRED = "Field required"
INVALID = "Invalid value"
NO_JSON = "JSON decode error"

# The argument of a message if the name of the field is not known.
UNKNOWN_FIELD = "request"

# The sources of parameters, as opposed to fields of the body.
_PARAMETERS = ("query", "path", "header", "cookie")

# The body, and Ninja's names for parts of it.
_BODY = ("body", "form", "file")


class Fault(NamedTuple):
    """An error in one field of a request."""

    source: str
    """The part of the request: `"body"`, `"query"`, `"path"`, `"header"` or `"cookie"`; `"request"`
    if it is not known."""
    name: str
    """The field's name or path, such as `"email"`; empty if the fault is in the whole source."""
    message: str
    """What is wrong with it, without the value that was sent."""
    missing: bool = False
    """Whether the field was not sent."""

    @property
    def field(self) -> str:
        """The source and the name, such as `"body.email"`."""
        return f"{self.source}.{self.name}" if self.name else self.source


def answer_for(
    catalog: Catalog,
    failure: int | str,
    *,
    status: int | None = None,
    field: str | None = None,
    headers: Mapping[str, str] | None = None,
    details: Mapping[str, object] | None = None,
) -> ApiError:
    """Return the error that answers a framework's own error.

    It is an error of the definition that has `failure` in its `fallback`. If there is none, it is
    an error of the catalog's base class with the framework's status and without a code.

    Args:
        catalog: A package that `emma-errors generate` wrote, such as `emma_errors.emma`.
        failure: The HTTP status of the framework's response, or `"missing_parameter"`,
            `"missing_field"` or `"invalid_value"`.
        status: The HTTP status of the framework's response if `failure` is a word; 400 by default.
        field: The name of the wrong field, if known. It is the argument of the message's first
            parameter.
        headers: The header fields of the framework's response. Those that are not printable ASCII
            are omitted, and those that describe its body are not sent. If a mapping has several
            fields of one name, their values are joined.
        details: The details to send; see `ApiError.with_details`.
    """
    if status is None:
        status = failure if isinstance(failure, int) else 400
    fallbacks: Mapping[int | str, Definition] = getattr(catalog, "FALLBACKS", {})
    definition = fallbacks.get(failure) or fallbacks.get(status)
    if definition is None:
        error = restored(_base(catalog), ())
        error.__dict__ = {"http_status": status, "_message": PHRASES.get(status, "Error")}
    else:
        names = definition.params
        args = [field or UNKNOWN_FIELD, *[UNKNOWN_FIELD] * len(names)][: len(names)]
        error = restored(definition.exception, tuple(args))
    if headers:
        error.with_headers(_kept(headers))
    if details:
        error.with_details(details)
    return error


def invalid_input(
    catalog: Catalog,
    faults: Iterable[Fault],
    *,
    status: int = 400,
    headers: Mapping[str, str] | None = None,
) -> ApiError:
    """Return the error that answers a request with invalid fields.

    The first fault decides the definition; `details` lists all of them under `errors`.

    Args:
        catalog: See `answer_for`.
        faults: The wrong fields; empty if they are not known.
        status: The HTTP status of the framework's response.
        headers: The header fields of the framework's response.
    """
    listed = [*faults]
    if not listed:
        return answer_for(catalog, "invalid_value", status=status, headers=headers)
    first = listed[0]
    failure = "invalid_value"
    if first.missing:
        failure = "missing_parameter" if first.source in _PARAMETERS else "missing_field"
    errors = [{"field": fault.field, "message": fault.message} for fault in listed]
    return answer_for(
        catalog,
        failure,
        status=status,
        field=first.source if first.name in ("", "*") else first.name,
        headers=headers,
        details={"errors": errors},
    )


def malformed_body(catalog: Catalog, error: Exception) -> ApiError:
    """Return the error that answers a request whose body is not JSON, or not text."""
    message = NO_JSON if isinstance(error, JSONDecodeError) else INVALID
    return invalid_input(catalog, [Fault("body", "", message)])


def raised_in(error: BaseException, *functions: object) -> bool:
    """Return whether an error was raised in a call of one of these functions.

    A JSONDecodeError itself does not show whether it is about the body of the request.
    """
    codes = {cast("FunctionType", function).__code__ for function in functions}
    return any(frame.f_code in codes for frame, _ in walk_tb(error.__traceback__))


def checked_catalog(catalog: Catalog | None) -> Catalog | None:
    """Return the value of an adapter's option `catalog=`.

    Raises:
        TypeError: It is not a package that `emma-errors generate` wrote.
    """
    if catalog is not None and not getattr(catalog, "DEFINITIONS", ()):
        raise TypeError(
            "catalog takes a package that emma-errors generate wrote, such as emma_errors.emma, "
            f"got {catalog!r}"
        )
    return catalog


def _base(catalog: Catalog) -> type[ApiError]:
    """Return the base class of a catalog's errors, such as `EmmaError`."""
    raised = next((d for d in catalog.DEFINITIONS if not d.success), None)
    return lineage(raised)[-1] if raised else ApiError


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the header fields of a framework's response that can be sent."""
    kept: dict[str, str] = {}
    for name, value in joined(headers.items()).items():
        try:
            kept.update(checked_headers({name: value}))
        except (TypeError, ValueError):  # a response without it is better than none
            continue
    return kept


# Pydantic's messages for errors of these kinds describe the schema; those for other kinds may
# contain the value that was sent, or the name of a class.
_PLAIN = re.compile(
    "(bool|float|int)_(parsing|type)|(dict|list|string)_type|(greater|less)_than(_equal)?"
    "|finite_number|int_from_float|missing|multiple_of|string_too_(long|short)"
)


def pydantic_faults(
    errors: Iterable[object], names: Collection[str] = (), body: str | None = None
) -> list[Fault]:
    """Return the faults that pydantic reports, without the values that were sent.

    A part of a path that is neither an index nor a name of the schema is `*`: it is the key of a
    mapping, or the name of a class.

    Args:
        errors: What `errors()` of its exception returns, each `loc` starting with the source. An
            app may raise such an exception with any values, so a fault without one is in
            `"request"`.
        names: The names of the schema below the source; see `names_of`.
        body: The name of the parameter that is the whole body, which the JSON does not contain.
    """
    faults: list[Fault] = []
    for error in errors:
        entry: Mapping[str, object] = {}
        if isinstance(error, Mapping):
            entry = cast("Mapping[str, object]", error)
        kind = str(entry.get("type", ""))
        source, path = _place(entry.get("loc"), body)
        if kind == "json_invalid":  # its path is an offset in the text
            faults.append(Fault(source, "", NO_JSON))
            continue
        known = [isinstance(part, int) or str(part) in names for part in path]
        if path and source in _PARAMETERS:
            known[0] = True
        if path and kind in ("missing", "extra_forbidden"):  # the name of an extra field was sent
            known[-1] = kind == "missing"
        parts = [str(part) if plain else "*" for part, plain in zip(path, known, strict=True)]
        message = str(entry.get("msg", INVALID)) if _PLAIN.fullmatch(kind) else INVALID
        faults.append(Fault(source, ".".join(parts), message, kind == "missing"))
    return faults


def _place(loc: object, body: str | None) -> tuple[str, list[object]]:
    """Return the source of a fault and the path below it."""
    path = [*cast("Sequence[object]", loc)] if isinstance(loc, (list, tuple)) else []
    source = path[0] if path else None
    if source in _BODY:
        return "body", path[2:] if path[1:2] == [body] else path[1:]
    if source in _PARAMETERS:
        return str(source), path[1:]
    return UNKNOWN_FIELD, path  # of an exception that the app raises, as for a model of its own


def names_of(*schemas: object) -> set[str]:
    """Return the names and aliases of the fields of types, and of the types of their fields."""
    names: set[str] = set()
    seen: dict[int, object] = {}  # which keeps them, so that no other has the identity of one
    kinds = [*schemas]
    while kinds:
        kind = kinds.pop()
        if id(kind) in seen:
            continue
        seen[id(kind)] = kind
        kinds += get_args(kind)
        fields: object = getattr(kind, "model_fields", None)
        if isinstance(fields, Mapping):
            for name, field in cast("Mapping[str, object]", fields).items():
                aliases = [getattr(field, a, None) for a in ("alias", "validation_alias")]
                names.update([name, *[alias for alias in aliases if isinstance(alias, str)]])
                kinds.append(getattr(field, "annotation", None))
        elif isinstance(kind, type) and kind.__module__ != "builtins":
            hints = _hints(kind)
            names.update(hints)
            kinds += hints.values()
    return names


def _hints(kind: type) -> Mapping[str, object]:
    """Return the annotations of a class, each with its type if all types can be resolved."""
    with suppress(Exception):  # one may be a name that only a type checker imports
        return get_type_hints(kind)
    with suppress(Exception):  # from Python 3.14 on, these are resolved too
        return dict.fromkeys(kind.__annotations__)
    return {}
