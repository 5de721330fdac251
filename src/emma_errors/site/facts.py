"""What the Markdown reference and the pages say alike about a row of a table."""

import re
from collections.abc import Sequence
from http import HTTPStatus

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
    "segment",
    "status",
)

# As RFC 9110 has them; before Python 3.13 some are older.
_PHRASES = {status.value: status.phrase for status in HTTPStatus} | {
    413: "Content Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
}

_ADVICE = {
    Advice.RETRY: "The fault is transient: send the same request again.",
    Advice.BACK_OFF: "Sent too often or too soon; send the same request again later.",
    Advice.REAUTHENTICATE: "Get a new token or log in again, then send the request again.",
}
_BUSY = "The service is busy or unavailable for now; send the same request again later."
_CLIENT = (
    "By its HTTP status the error is the client’s. Sending the same request again is not advised."
)
_SERVER = (
    "By its HTTP status the error is the server’s. If the request changes data, check whether the "
    "change was made before you send it again."
)
_SUCCESS = "Nothing: this code means success and has no exception class."
_UNKNOWN = "The table does not say what to do about it."

# What a folder or a file of the site cannot be called on every system.
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)\d)(\..*)?|index\.html", re.IGNORECASE)


def status(row: Facts) -> str:
    """Return the HTTP status code with its reason phrase, `404 Not Found`; none is `none`."""
    if row.http_status is None:
        return "none"
    return f"{row.http_status} {_PHRASES.get(row.http_status, '')}".rstrip()


def remedy(row: Facts) -> str:
    """Return what to do about an error: the advice, or whose error it is by HTTP's reading."""
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
    """Return what a log calls the error: `emma.2101`."""
    return f"{row.catalog}.{row.code}"


def segment(code: str) -> str:
    """Return a code as the last part of a page's address, which is a folder's name too.

    Letters, digits, `_`, `-` and a dot within stay; each byte of anything else is `~` and two hex
    digits, so that no code leads out of the folder and two codes have two names.
    """
    written = re.sub(r"[^\w.-]|^\.|\.$", lambda sign: _hex(sign[0]), code)
    return _hex(written[0]) + written[1:] if _RESERVED.fullmatch(written) else written


def _hex(signs: str) -> str:
    """Return each byte as `~` and two hex digits."""
    return "".join([f"~{byte:02X}" for byte in signs.encode()])


def classes(row: Facts) -> tuple[str, str, str]:
    """Return the names of the row's own class, its category's and its catalog's."""
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
    """Return a text with `{user}`, or what else `name` makes of it, in the place of its `%s`."""
    shown = iter([name % param for param in params])  # a description may have none
    return re.sub("%[s%]", lambda mark: "%" if mark[0] == "%%" else next(shown), template)


def literal(text: str) -> str:
    """Return the source of a string, in double quotes where they need no escape."""
    return repr(text) if '"' in text or "\\" in text or not text.isprintable() else f'"{text}"'
