"""What the tests of servers share: errors to raise, hostile arguments, and logged exceptions."""

import json
import logging
from asyncio import TaskGroup
from collections.abc import AsyncIterator, Callable, Iterator
from queue import Queue
from typing import Any, cast

import httpx

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


def body_of(response: httpx.Response) -> dict[str, Any]:
    """The JSON object of a response."""
    body: dict[str, Any] = json.loads(response.content)
    return body


def faults(response: httpx.Response) -> list[tuple[str, str]]:
    """The fields and messages of the details of a response."""
    return [(e["field"], e["message"]) for e in body_of(response)["details"]["errors"]]
