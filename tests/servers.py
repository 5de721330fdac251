"""What the tests of servers share: real servers on ports that the system picks, and hostile input.

The frameworks are imported where they are used, so that a test module can skip without them.
"""

import asyncio
import json
import logging
import socket
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Event, Thread
from typing import Any, cast
from wsgiref.types import WSGIApplication

import httpx
import uvicorn.server
from starlette.types import ASGIApp
from werkzeug.serving import WSGIRequestHandler, make_server

from emma_errors import ApiError, Definition, baidu, emma

RAISED = [d for d in emma.DEFINITIONS + baidu.DEFINITIONS if not d.success]
PROBLEM = "application/problem+json"
NO_SUCH_ARTICLE = {"error": 1, "code": "2101", "message": "Article is not found"}
SECRET = "hunter2-the-secret"
HOSTILE = (
    "bob\r\nSet-Cookie: owned=1\r\n\r\n<html>",
    '"},{"x":"',
    "\ud800 alone",
    "<script>alert(1)</script>",
    "%s %(user)s {0} \0",
    "鮑伯\u2028",
)


class Bug(Exception):
    """An error that is none of ours."""


def made(d: Definition) -> ApiError:
    """An error of `d`, each parameter filled with its own name."""
    make: Callable[..., ApiError] = emma.error if d.catalog == "emma" else baidu.error
    return make(d, *d.params)


class Server(uvicorn.server.Server):
    """A server of uvicorn that says when it is there, and stops at once."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(uvicorn.Config(app, lifespan="auto", log_config=None))
        self.ready = Event()

    async def main_loop(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.stopped = asyncio.Event()
        self.ready.set()
        await self.stopped.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Do as uvicorn does, which sleeps a tenth of a second before it looks what is open."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        while self.server_state.connections or self.server_state.tasks:
            await asyncio.sleep(0)
        await self.lifespan.shutdown()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.stopped.set)


@contextmanager
def serving(app: object) -> Generator[str, None, None]:
    """Serve an ASGI app; everything has ended when this has."""
    server = Server(cast("ASGIApp", app))
    # With its protocol named, asyncio sends each write at once.
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        thread = Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        assert server.ready.wait(10)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.stop()
            thread.join()


@contextmanager
def asking(app: object) -> Generator[httpx.Client, None, None]:
    """A client of an ASGI app."""
    # Nothing is encrypted here, and to load certificates takes longer than most tests.
    with serving(app) as url, httpx.Client(base_url=url, verify=False) as client:
        yield client


class Handler(WSGIRequestHandler):
    """A handler that keeps connections open."""

    protocol_version = "HTTP/1.1"


@contextmanager
def serving_wsgi(app: WSGIApplication) -> Generator[str, None, None]:
    """Serve a WSGI app by werkzeug, in one thread."""
    with make_server("127.0.0.1", 0, app, request_handler=Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def asking_wsgi(app: WSGIApplication) -> Generator[httpx.Client, None, None]:
    """A client of a WSGI app."""
    with serving_wsgi(app) as url, httpx.Client(base_url=url, verify=False) as client:
        yield client


class Raised(logging.Handler):
    """What any logger hears of exceptions, a server's included."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: Queue[BaseException] = Queue()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            self.records.append(record)
            self.errors.put(record.exc_info[1])

    def next(self) -> BaseException:
        return self.errors.get(timeout=10)


def within(error: BaseException | None) -> Iterator[type[BaseException]]:
    """The class of an error, and of what it was raised from or groups."""
    if error is not None:
        yield type(error)
        yield from within(error.__cause__)
        for leaf in leaves(error):
            yield from within(leaf)


def leaves(error: BaseException) -> tuple[BaseException, ...]:
    """The errors of a group."""
    return cast("tuple[BaseException, ...]", getattr(error, "exceptions", ()))


def everything(url: str, method: str, path: str) -> bytes:
    """All that a server sends until it closes the connection."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(
            f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        )
        parts: list[bytes] = []
        while part := connection.recv(65536):
            parts.append(part)
        return b"".join(parts)


def body_of(response: httpx.Response) -> dict[str, Any]:
    """The object that a response holds."""
    body: dict[str, Any] = json.loads(response.content)
    return body
