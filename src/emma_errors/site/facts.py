"""The texts about a row that the Markdown reference and the pages share."""

import re
from collections.abc import Sequence

from emma_errors.http import PHRASES
from emma_errors.model import Advice, class_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from emma_errors import model
    from emma_errors.tables import table

    Facts: TypeAlias = model.Definition | table.Row
    LabelFacts: TypeAlias = model.Label | table.Label
else:
    Facts = LabelFacts = object

__all__ = (
    "Facts",
    "LabelFacts",
    "classes",
    "error_type",
    "imports",
    "literal",
    "named",
    "raising",
    "remedy",
    "status",
)

_ADVICE = {
    Advice.RETRY: "The fault is transient: send the same request again.",
    Advice.BACK_OFF: "Sent too often or too soon; send the same request again later.",
    Advice.REAUTHENTICATE: "Get a new token or log in again, then send the request again.",
}
_BUSY = "The service is busy or unavailable for now; send the same request again later."
_CLIENT = (
    "The HTTP status means an error of the client. Sending the same request again is not advised."
)
_SERVER = (
    "The HTTP status means an error of the server. If the request changes data, check whether the "
    "change was made before you send it again."
)
_SUCCESS = "Nothing: this code means success and has no exception class."
_UNKNOWN = "The table does not say what to do about it."


def status(row: Facts) -> str:
    """Return the HTTP status code with its reason phrase, such as `404 Not Found`, or `none`."""
    if row.http_status is None:
        return "none"
    return f"{row.http_status} {PHRASES.get(row.http_status, '')}".rstrip()


def remedy(row: Facts) -> str:
    """Return what to do about an error: the advice, or what follows from the HTTP status."""
    if row.success:
        return _SUCCESS
    server = row.http_status is not None and row.http_status >= 500
    if row.advice is Advice.BACK_OFF and server:
        return _BUSY
    if row.advice is not None:
        return _ADVICE[row.advice]
    if server:
        return _SERVER
    return _UNKNOWN if row.http_status is None else _CLIENT


def error_type(row: Facts) -> str:
    """Return the name of the error in logs: `emma.2101`."""
    return f"{row.catalog}.{row.code}"


def classes(row: Facts) -> tuple[str, str, str]:
    """Return the names of the classes of the row, its category and its catalog."""
    return (
        class_name(row.name),
        f"{class_name(row.category.name)}Error",
        f"{class_name(row.catalog)}Error",
    )


def raising(row: Facts, package: str) -> str:
    """Return the statement that raises the row's error."""
    module = package.rpartition(".")[2]
    return f"raise {module}.{class_name(row.name)}({', '.join(row.params)})"


def imports(package: str, *names: str) -> str:
    """Return the statements that import a catalog, and names of `emma_errors`."""
    parent, _, module = package.rpartition(".")
    if parent == "emma_errors":
        return f"from emma_errors import {', '.join([module, *names])}\n"
    ours = f"from emma_errors import {', '.join(names)}\n" if names else ""
    return f"{ours}from {parent} import {module}\n" if parent else f"{ours}import {module}\n"


def named(template: str, params: Sequence[str], name: str = "{%s}") -> str:
    """Return a text with each `%s` replaced by the parameter's name, formatted with `name`."""
    shown = iter([name % param for param in params])  # a description may have none
    return re.sub("%[s%]", lambda mark: "%" if mark[0] == "%%" else next(shown), template)


def literal(text: str) -> str:
    """Return the source of a string, in double quotes if it needs no escape."""
    return repr(text) if '"' in text or "\\" in text or not text.isprintable() else f'"{text}"'
