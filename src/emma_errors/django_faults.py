"""The faults that REST framework and Ninja report in a request."""

from collections.abc import Iterator, Sequence
from functools import cache
from json import JSONDecodeError
from traceback import walk_tb
from typing import Any, cast

from django.http import HttpRequest

from .fallbacks import INVALID, NO_JSON, Fault, names_of, pydantic_faults, raised_in

__all__ = ("drf_faults", "ninja_faults")

# The codes of messages that describe the schema. Any other may contain the value that was sent.
_PLAIN = (
    "blank",
    "empty",
    "max_length",
    "max_value",
    "min_length",
    "min_value",
    "null",
    "required",
)


def drf_faults(request: HttpRequest, raised: Exception) -> list[Fault] | None:
    """Return the faults of an exception of REST framework; None if it is not about the input."""
    from rest_framework.exceptions import ParseError
    from rest_framework.request import Request

    if isinstance(raised, ParseError):  # an app may raise it for something other than the body
        is_body = raised_in(raised, cast("Any", Request).data.fget)
        return [_malformed(raised.__context__)] if is_body else None
    detail: object = getattr(raised, "detail", None)
    if not isinstance(detail, (dict, list)):
        return None
    source = "query" if request.method == "GET" else "body"
    return [*_detailed(cast("object", detail), source)]


def ninja_faults(raised: Exception) -> list[Fault] | None:
    """Return the faults of an exception of Ninja; None if it is not about the input."""
    from ninja.errors import HttpError, ValidationError
    from ninja.params.models import BodyModel

    if isinstance(raised, ValidationError):
        return pydantic_faults(raised.errors, _ninja_names(), _body_parameter(raised))
    if isinstance(raised, HttpError) and raised_in(raised, BodyModel.get_request_data):
        return [_malformed(raised.__cause__)]
    return None


def _malformed(cause: BaseException | None) -> Fault:
    """Return the fault of a body that cannot be parsed."""
    return Fault("body", "", NO_JSON if isinstance(cause, JSONDecodeError) else INVALID)


def _detailed(detail: object, source: str, path: Sequence[str] = ()) -> Iterator[Fault]:
    """Yield the faults in the detail of a `ValidationError` of REST framework.

    The first name of a path is a field of the serializer; a deeper one may be a key that was sent.
    """
    if isinstance(detail, dict):
        for name, below in cast("dict[str, object]", detail).items():
            yield from _detailed(below, source, [*path, str(name)])
    elif isinstance(detail, list):
        for index, below in enumerate(cast("list[object]", detail)):
            nested = isinstance(below, (dict, list))
            yield from _detailed(below, source, [*path, str(index)] if nested else path)
    else:
        code = str(getattr(detail, "code", ""))
        names = [name for name in path if not name.isdecimal()]
        known = names[:1] if code != "required" else [*names[:1], *names[-1:]]
        parts = [name if name.isdecimal() or name in known else "*" for name in path]
        if names[-1:] == ["non_field_errors"]:
            parts.pop()
        message = str(detail) if code in _PLAIN else INVALID
        yield Fault(source, ".".join(parts), message, code == "required")


# Where Ninja keeps the name of the only parameter of the body. If Ninja no longer did, a field
# would begin with that name, and tests/test_django.py would fail.
_ONLY = "__read_from_single_attr__"


def _body_parameter(raised: Exception) -> str | None:
    """Return the parameter of an operation that is the whole body, so that no JSON contains it."""
    from ninja.operation import Operation

    for frame, _ in walk_tb(raised.__traceback__):
        operation: object = frame.f_locals.get("self")
        if isinstance(operation, Operation):
            models = cast("list[object]", vars(operation)["models"])
            names = [getattr(model, _ONLY, None) for model in models]
            return next((name for name in names if name is not None), None)
    return None


@cache  # once the first request is there, so are the models
def _ninja_names() -> set[str]:
    """Return the names of the fields of all models; Ninja does not say which model was invalid."""
    from pydantic import BaseModel

    names: set[str] = set()
    kinds: list[type[BaseModel]] = [BaseModel]
    while kinds:
        kind = kinds.pop()
        names |= names_of(kind)
        kinds.extend(kind.__subclasses__())
    return names
