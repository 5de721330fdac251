"""ASGI and WSGI apps that serve the pages from memory."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import NamedTuple, cast
from urllib.parse import quote, unquote
from wsgiref.types import StartResponse, WSGIEnvironment

from .pages import chosen, site

TYPE_CHECKING = False
if TYPE_CHECKING:
    from emma_errors.asgi import Receive, Scope, Send
else:
    Receive = Scope = Send = object

__all__ = ("AsgiApplication", "WsgiApplication", "asgi_application", "wsgi_application")

_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_POLICY = "; ".join(
    [
        "default-src 'none'",
        *[f"{kind} 'self'" for kind in ("script-src", "style-src", "img-src", "form-action")],
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


class _File(NamedTuple):
    """A file, its headers and its ETag."""

    headers: tuple[tuple[str, str], ...]
    etag: str
    body: bytes


class _Answer(NamedTuple):
    """A response; for HEAD its body is not sent."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


class AsgiApplication:
    """An ASGI app that serves the pages, mounted in another app or not."""

    def __init__(self, *names: str) -> None:
        """Create an app that renders each page on request.

        Args:
            names: The names of the catalogs to show; without names, all of `lookup.catalogs()`.

        Raises:
            ValueError: There is no catalog of that name.
        """
        self._names = names
        if names:
            chosen(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        send_message = cast("Callable[[Mapping[str, object]], Awaitable[None]]", send)
        if scope["type"] == "websocket":
            await send_message({"type": "websocket.close"})
            return
        if scope["type"] != "http":
            raise ValueError(f"this app answers only HTTP, not {scope['type']!r}")
        method, path = str(scope["method"]), str(scope["path"])
        root = str(scope.get("root_path", ""))
        raw = cast("bytes | None", scope.get("raw_path")) or b"/"
        if not raw.endswith(b"/"):
            # Litestar adds a slash to the path of a mounted app, and does not set root_path.
            path = path.rstrip("/")
            root = root if path or root else unquote(raw.decode("latin-1"))
        # Most frameworks include root_path in the path, as the specification says.
        below = path.removeprefix(root) if f"{path}/".startswith(f"{root}/") else path
        fields = cast("Iterable[tuple[bytes, bytes]]", scope["headers"])
        etags = b",".join([value for name, value in fields if name == b"if-none-match"])
        query = cast("bytes", scope.get("query_string", b""))
        status, headers, body = _answer(
            self._names,
            method,
            root,
            dict.fromkeys((below, path)),
            query.decode("latin-1"),
            etags.decode("latin-1"),
        )
        sent = [(name.lower().encode(), value.encode()) for name, value in headers]
        await send_message({"type": "http.response.start", "status": status.value, "headers": sent})
        await send_message(
            {"type": "http.response.body", "body": b"" if method == "HEAD" else body}
        )


class WsgiApplication:
    """A WSGI app (PEP 3333) that serves the pages, mounted in another app or not."""

    def __init__(self, *names: str) -> None:
        """Create an app that renders each page on request; see `AsgiApplication`."""
        self._names = names
        if names:
            chosen(names)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        """Answer a request."""
        method: str = environ["REQUEST_METHOD"]
        root, path, query, etags = [
            str(environ.get(name, ""))
            for name in ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_IF_NONE_MATCH")
        ]
        # In PEP 3333, each character of a path is a byte.
        root, path = [part.encode("latin-1").decode("utf-8", "replace") for part in (root, path)]
        status, headers, body = _answer(self._names, method, root, (path,), query, etags)
        start_response(f"{status.value} {status.phrase}", list(headers))
        return [] if method == "HEAD" else [body]


asgi_application: AsgiApplication = AsgiApplication()
"""The pages of every catalog, as an ASGI app."""

wsgi_application: WsgiApplication = WsgiApplication()
"""The pages of every catalog, as a WSGI app."""


@lru_cache(maxsize=512)
def _file(catalogs: tuple[str, ...], path: str) -> _File:
    """Return a file with its headers, rendered on the first request."""
    body = site(*catalogs).render(path).encode()
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = (
        ("ETag", etag),
        ("Cache-Control", "no-cache"),
        ("Content-Security-Policy", _POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Type", _TYPES[path.rpartition(".")[2]]),
        ("Content-Length", str(len(body))),
    )
    return _File(headers, etag, body)


def _answer(
    names: tuple[str, ...],
    method: str,
    root: str,
    paths: Iterable[str],
    query: str,
    if_none_match: str,
) -> _Answer:
    """Return the response to a request.

    Args:
        names: The catalogs to show.
        method: The request's method.
        root: The path at which the app is mounted, such as `/errors`, or nothing.
        paths: The candidates for the path below that; the first that has a page is used.
        query: The query of the URL.
        if_none_match: The request's `If-None-Match`.
    """
    if method not in ("GET", "HEAD"):
        return _plain(HTTPStatus.METHOD_NOT_ALLOWED, ("Allow", "GET, HEAD"))
    catalogs = chosen(names)
    for path in paths:
        name = path.removeprefix("/")
        file = site(*catalogs).file(name)
        if not path and root:
            folder = root.rpartition("/")[2]
        elif file is None:
            continue
        elif name in ("", file) or f"/{name}".endswith(("/", "/index.html")):
            return _sent(_file(catalogs, file), if_none_match)
        else:
            folder = PurePosixPath(file).parent.name
        # Relative, so that it is right wherever the app is mounted.
        location = f"./{quote(folder)}/{query and '?'}{query}"
        return _plain(HTTPStatus.MOVED_PERMANENTLY, ("Location", location))
    return _plain(HTTPStatus.NOT_FOUND)


def _sent(file: _File, if_none_match: str) -> _Answer:
    """Return a file, or 304 if the client has it already (RFC 9110, section 13.1.2)."""
    known = [etag.strip().removeprefix("W/") for etag in if_none_match.split(",")]
    if file.etag in known or known == ["*"]:
        return _Answer(HTTPStatus.NOT_MODIFIED, file.headers[:2])
    return _Answer(HTTPStatus.OK, file.headers, file.body)


def _plain(status: HTTPStatus, *headers: tuple[str, str]) -> _Answer:
    """Return a response with one line of text."""
    body = f"{status.phrase}\n".encode()
    about = ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))
    return _Answer(status, (*headers, *about), body)
