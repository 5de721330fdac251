"""The reason phrases of HTTP statuses, and the part of a URL that a code is."""

import re
from http import HTTPStatus

__all__ = ("PHRASES", "segment")

# From RFC 9110; before Python 3.13 http.HTTPStatus has older ones.
PHRASES = {status.value: status.phrase for status in HTTPStatus} | {
    413: "Content Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
}

# Names that a file or folder cannot have on every system.
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)\d)(\..*)?|index\.html", re.IGNORECASE)


def segment(code: str) -> str:
    """Return a code as the last part of its page's URL, which is also the name of a folder.

    Letters, digits, `_`, `-` and inner dots are unchanged. Each byte of other characters is written
    as `~` and two hex digits, so that the names are unique and no code leads out of the folder.
    """
    written = re.sub(r"[^\w.-]|^\.|\.$", lambda sign: _hex(sign[0]), code)
    return _hex(written[0]) + written[1:] if _RESERVED.fullmatch(written) else written


def _hex(signs: str) -> str:
    """Return each byte as `~` and two hex digits."""
    return "".join([f"~{byte:02X}" for byte in signs.encode()])
