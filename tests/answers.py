"""What the tests of servers share: errors to raise, hostile arguments, and logged exceptions."""

import json
import logging
from asyncio import TaskGroup
from collections.abc import AsyncIterator, Callable, Iterator
from queue import Queue
from typing import Any, cast
from urllib.parse import quote

import httpx
import pytest

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
    """An exception that is not an ApiError."""


def made(d: Definition) -> ApiError:
    """An error of `d`, each parameter filled with its own name."""
    make: Callable[..., ApiError] = emma.error if d.catalog == "emma" else baidu.error
    return make(d, *d.params)


async def act(path: str) -> None:
    """Raise what a path names."""
    match path.split("/")[1:]:
        case ["raise", catalog, name]:
            raise made(next(d for d in RAISED if (d.catalog, d.name) == (catalog, name)))
        case ["hostile", number]:
            raise emma.UserExists(HOSTILE[int(number)])
        case ["group"]:
            async with TaskGroup() as outer, TaskGroup() as inner:
                outer.create_task(fail(emma.UserExists("bob")))
                inner.create_task(fail(emma.ArticleNotFound()))
        case ["mixed"]:
            async with TaskGroup() as group:
                group.create_task(fail(emma.ArticleNotFound()))
                group.create_task(fail(Bug(SECRET)))
        case ["bug"]:
            raise Bug(SECRET)
        case _:
            pass


async def fail(error: Exception) -> None:
    raise error


async def broken() -> AsyncIterator[bytes]:
    """A body that fails after its first chunk."""
    yield b"begun"
    raise emma.ArticleNotFound


class Raised(logging.Handler):
    """A handler that keeps every exception that is logged, also by the server."""

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
    """The classes of an error, of its causes and of the errors of its groups."""
    if error is not None:
        yield type(error)
        yield from within(error.__cause__)
        for leaf in leaves(error):
            yield from within(leaf)


def leaves(error: BaseException) -> tuple[BaseException, ...]:
    """The errors of a group."""
    return cast("tuple[BaseException, ...]", getattr(error, "exceptions", ()))


def path_of(d: Definition) -> str:
    """The path and query at which a WSGI app or Django raises the error that `made` returns."""
    arguments = "&".join(f"is={quote(param)}" for param in d.params)
    return f"/errors/{d.catalog}/{d.name}?{arguments}"


def tracebacks(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The messages that were logged with a traceback."""
    return [r.getMessage() for r in caplog.records if r.exc_info or "Traceback" in r.getMessage()]


def check_every_error(get: Callable[[Definition], httpx.Response]) -> None:
    """Check what a server responds with to each error in the API's own format."""
    for d in RAISED:
        response = get(d)
        assert response.status_code == d.http_status, d
        assert response.headers["Content-Type"] == "application/json; charset=utf-8", d
        assert response.json() == made(d).to_wire()
        assert response.headers["Content-Length"] == str(len(response.content)), d
        assert response.headers["Vary"] == "Accept", d
        assert response.headers.get("WWW-Authenticate") == (
            f'Bearer realm="{d.catalog}"' if d.http_status == 401 else None
        ), d


def body_of(response: httpx.Response) -> dict[str, Any]:
    """The JSON object of a response."""
    body: dict[str, Any] = json.loads(response.content)
    return body


def faults(response: httpx.Response) -> list[tuple[str, str]]:
    """The fields and messages of the details of a response."""
    return [(e["field"], e["message"]) for e in body_of(response)["details"]["errors"]]
