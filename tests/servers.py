"""Real servers for the tests, on ports that the system picks."""

import asyncio
import socket
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event, Thread
from typing import cast
from wsgiref.types import WSGIApplication

import httpx
import uvicorn.server
from starlette.types import ASGIApp
from werkzeug.serving import WSGIRequestHandler, make_server


class Server(uvicorn.server.Server):
    """A uvicorn server that signals when it is ready, and stops immediately."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(uvicorn.Config(app, lifespan="auto", log_config=None))
        self.ready = Event()

    async def main_loop(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.stopped = asyncio.Event()
        self.ready.set()
        await self.stopped.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Do what uvicorn does, without its sleep of a tenth of a second."""
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
    """Serve an ASGI app; the server has stopped at the end of the block."""
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


def everything(url: str, method: str, path: str) -> bytes:
    """Everything that a server sends until it closes the connection."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(
            f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        )
        parts: list[bytes] = []
        while part := connection.recv(65536):
            parts.append(part)
        return b"".join(parts)
