"""Compare requests per second for our errors and for a framework's own exception.

Usage: python benchmarks/serve.py [--rounds N]
"""

import argparse
import json
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

ENVELOPE = {"error": 1, "code": "2101", "message": "Article is not found"}

CONNECTIONS = 8  # so that the server always has a request to go on with
BURST = 80  # requests to one route before the next has its turn

# The first is of an app that does not know this package, the others of one that it is installed in.
ROUTES = {
    "/own": "the framework's own exception",
    "/plain": "`raise emma.ArticleNotFound`",
    "/filled": '`raise emma.UserExists("bob")`',
}


class Server(NamedTuple):
    """An app of a framework under a server."""

    title: str
    command: tuple[str, ...]
    """The command that starts it; `{}` is replaced by the number of its listening socket."""
    least: float | None = None
    """The lowest ratio allowed of our requests per second to those of the first row."""


def uvicorn(app: str) -> tuple[str, ...]:
    """Return the command of uvicorn with httptools and uvloop."""
    lean = ("--no-access-log", "--log-level", "error", "--lifespan", "off")
    quick = ("--http", "httptools", "--loop", "uvloop")
    return ("uvicorn", *lean, *quick, "--fd", "{}", "--factory", f"serve:{app}")


def gunicorn(app: str) -> tuple[str, ...]:
    """Return the command of gunicorn with a worker that keeps connections open."""
    lean = ("--log-level", "error", "--no-control-socket")
    worker = ("--worker-class", "gthread", "--threads", "1")
    return ("gunicorn", *lean, *worker, "--bind", "fd://{}", f"serve:{app}()")


SERVERS = (
    Server("FastAPI under uvicorn", uvicorn("fastapi_app"), least=0.95),
    Server("Starlette under uvicorn", uvicorn("starlette_app"), least=0.95),
    Server("Flask under gunicorn", gunicorn("flask_app"), least=0.95),
)


# Each route has an app of its own, since a framework tries routes in turn.


def fastapi_app() -> object:
    from fastapi import FastAPI, HTTPException

    from emma_errors import asgi, emma

    apps = {path: FastAPI() for path in ROUTES}
    asgi.install(apps["/plain"], catalog=emma)
    asgi.install(apps["/filled"], catalog=emma)

    @apps["/own"].get("/own")
    async def own() -> None:
        raise HTTPException(404, ENVELOPE)

    @apps["/plain"].get("/plain")
    async def plain() -> None:
        raise emma.ArticleNotFound

    @apps["/filled"].get("/filled")
    async def filled() -> None:
        raise emma.UserExists("bob")

    return by_path(apps)


def starlette_app() -> object:
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.requests import Request
    from starlette.routing import Route

    from emma_errors import asgi, emma

    async def own(request: Request) -> None:
        raise HTTPException(404, json.dumps(ENVELOPE))

    async def plain(request: Request) -> None:
        raise emma.ArticleNotFound

    async def filled(request: Request) -> None:
        raise emma.UserExists("bob")

    endpoints = {"/own": own, "/plain": plain, "/filled": filled}
    apps = {path: Starlette(routes=[Route(path, endpoints[path])]) for path in ROUTES}
    asgi.install(apps["/plain"], catalog=emma)
    asgi.install(apps["/filled"], catalog=emma)
    return by_path(apps)


def by_path(apps: Mapping[str, Callable[..., Awaitable[None]]]) -> object:
    """Return an ASGI app that calls the app of a path."""

    async def app(scope: Mapping[str, str], receive: object, send: object) -> None:
        await apps[scope["path"]](scope, receive, send)

    return app


def flask_app() -> object:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from flask import Flask, abort

    from emma_errors import emma, wsgi

    apps = {path: Flask(path[1:]) for path in ROUTES}
    wsgi.install(apps["/plain"], catalog=emma)
    wsgi.install(apps["/filled"], catalog=emma)

    @apps["/own"].get("/own")
    def own() -> str:
        abort(404, "Article is not found")

    @apps["/plain"].get("/plain")
    def plain() -> str:
        raise emma.ArticleNotFound

    @apps["/filled"].get("/filled")
    def filled() -> str:
        raise emma.UserExists("bob")

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> object:
        return apps[environ["PATH_INFO"]](environ, start_response)

    return app


@contextmanager
def serving(command: tuple[str, ...]) -> Iterator[list[socket.socket]]:
    """Run a server in a separate process, and yield the connections to it."""
    # A connection has what the listening socket has: each of its answers is sent at once.
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        address, number = listening.getsockname(), listening.fileno()
        argv = [sys.executable, "-m", *[word.format(number) for word in command]]
        process = subprocess.Popen(argv, cwd=Path(__file__).parent, pass_fds=[number])
    connections: list[socket.socket] = []
    try:
        for _ in range(CONNECTIONS):
            connections.append(socket.create_connection(address))
            connections[-1].setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            answer_size(connections[-1], request("/own"))  # a server may wait on a silent one
        yield connections
    finally:
        for connection in connections:
            connection.close()
        process.terminate()
        process.wait()


def request(path: str) -> bytes:
    """Return the request for a path."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n".encode()


def answer_size(connection: socket.socket, request_bytes: bytes) -> int:
    """Return the size of the response to a request, in which only the date varies."""
    connection.sendall(request_bytes)
    response = HTTPResponse(connection)
    response.begin()
    body = response.read()
    if response.status < 400 or response.status >= 500:
        raise SystemExit(f"{request_bytes!r} was answered with {response.status}: {body!r}")
    connection.sendall(request_bytes)
    answer = b""
    while not answer.endswith(b"\r\n\r\n" + body):
        answer += connection.recv(65536)
    return len(answer)


def seconds(connections: list[socket.socket], request_bytes: bytes, size: int) -> float:
    """Return how long a server takes for a burst of requests over persistent connections."""
    start = perf_counter()
    for connection in connections:
        connection.sendall(request_bytes)
    for turn in range(BURST):
        connection = connections[turn % CONNECTIONS]
        if len(connection.recv(size, socket.MSG_WAITALL)) != size:
            raise SystemExit(f"{request_bytes!r} was answered otherwise than before")
        if turn + CONNECTIONS < BURST:
            connection.sendall(request_bytes)
    return perf_counter() - start


def requests_a_second(command: tuple[str, ...], rounds: int) -> list[tuple[float, float]]:
    """Return the requests per second of each route, and their ratio to those of the first.

    The routes take turns of a few milliseconds, each following each, so that whatever else the
    machine does meets them all. The ratio is the median of those within each round.
    """
    times: list[list[float]] = [[] for _ in ROUTES]
    with serving(command) as connections:
        routes = [
            (request_bytes, answer_size(connections[0], request_bytes))
            for request_bytes in map(request, ROUTES)
        ]
        for turn in range(-3, rounds):  # the first ones only warm it up
            order = sorted(range(len(routes)), key=lambda route: (route + turn) % len(routes))
            for route in order if turn % 2 else reversed(order):
                took = seconds(connections, *routes[route])
                if turn >= 0:
                    times[route].append(took)
    first, *_ = times
    return [
        (
            BURST / median(taken),
            median(first_row / took for first_row, took in zip(first, taken, strict=True)),
        )
        for taken in times
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=160, help="number of measurements of each row"
    )
    options = parser.parse_args()

    under = False
    print("| Server | route | requests a second | ratio | at least |")
    print("| --- | --- | ---: | ---: | ---: |")
    for title, command, least in SERVERS:
        measured = requests_a_second(command, options.rounds)
        for route, (rate, ratio) in zip(ROUTES.values(), measured, strict=True):
            under |= least is not None and ratio < least
            limit = "" if least is None or ratio == 1 else f"{least:g}"
            print(f"| {title} | {route} | {rate:.0f} | {ratio:.2f} | {limit} |", flush=True)
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())
