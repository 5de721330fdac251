"""What a client does about errors, with httpx and tenacity: catch, match, refresh, try again.

Run `python examples/clients.py`: it needs httpx and tenacity, asks a server of its own on loopback,
on a port that the system picks, and stops by itself.
"""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import httpx
import tenacity

from emma_errors import ApiError, BaiduCode, EmmaCode, baidu, emma, hooks


def open_client(url: str) -> httpx.Client:
    """Open a client that raises the error that any response stands for."""
    return httpx.Client(base_url=url, event_hooks={"response": [hooks.httpx_response]})


def article_title(client: httpx.Client, number: int) -> str | None:
    """Catch by category: whatever is not there has no title."""
    try:
        title: str = client.get(f"/articles/{number}").json()["title"]
    except emma.NotFoundError:
        return None
    return title


def what_to_say(error: ApiError) -> str:
    """Match by code."""
    match error.code:
        case EmmaCode.USER_EXISTS:
            return f"Choose a name other than {error.params['user']}."
        case EmmaCode.STORAGE_QUOTA_EXCEEDED | BaiduCode.DATA_STORE_QUOTA_EXCEEDED:
            return "Delete something first."
        case _:
            return error.text("en")


def with_fresh_token(client: httpx.Client, path: str, token: Callable[[], str]) -> httpx.Response:
    """Ask with the token at hand, and once more with a new one if that is the cure."""
    try:
        return client.get(path)
    except ApiError as error:
        if error.advice != "reauthenticate":
            raise
        client.headers["Authorization"] = f"Bearer {token()}"
        return client.get(path)


LONGEST = 60.0  # seconds to wait at most


def may_pass(error: BaseException) -> bool:
    """Whether the same request may succeed, soon enough."""
    return isinstance(error, ApiError) and error.retryable and (error.retry_after or 0) <= LONGEST


growing = tenacity.wait_random_exponential(multiplier=0.01, max=1)


def seconds_to_wait(state: tenacity.RetryCallState) -> float:
    """Wait as long as the server asks in `Retry-After`, or else a growing time."""
    error = state.outcome and state.outcome.exception()
    asked = error.retry_after if isinstance(error, ApiError) else None
    return growing(state) if asked is None else asked


@tenacity.retry(
    retry=tenacity.retry_if_exception(may_pass),
    wait=seconds_to_wait,
    stop=tenacity.stop_after_attempt(5),
    reraise=True,
)
def get(client: httpx.Client, path: str) -> httpx.Response:
    """Ask, and ask again while the error may pass."""
    return client.get(path)


class Server(BaseHTTPRequestHandler):
    """One article, a name that is taken, a register that is busy twice, a disk for a token."""

    busy = 2

    def do_GET(self) -> None:
        """Answer as Emma does, and under /disk as Baidu does: errors under HTTP 200 too."""
        status = 200
        body: dict[str, object] = {"error": 0, "title": "Hello"}
        headers = {"Content-Type": "application/json; charset=utf-8"}
        try:
            self.refuse()
        except emma.EmmaError as error:
            status, body = error.http_status or 500, error.to_wire()
            headers.update(error.headers)
        except baidu.BaiduError as error:
            body = error.to_wire()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def refuse(self) -> None:
        """Raise what speaks against the request."""
        if self.path == "/disk" and self.headers["Authorization"] != "Bearer new":
            raise baidu.AccessTokenExpired
        if self.path == "/register" and Server.busy:
            Server.busy -= 1
            raise emma.MibBusy().with_headers({"Retry-After": "0"})
        if self.path == "/closed":
            raise emma.MibBusy().with_headers({"Retry-After": "86400"})
        if self.path == "/users/bob":
            raise emma.UserExists("bob")
        if self.path.startswith("/articles/") and self.path != "/articles/1":
            raise emma.ArticleNotFound

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for what the client prints."""


def main() -> None:
    """Show each recipe."""
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with open_client(f"http://127.0.0.1:{server.server_port}") as client:
            print("catch:", article_title(client, 1), article_title(client, 2))
            try:
                client.get("/users/bob")
            except ApiError as error:
                print("match:", what_to_say(error))
            print("refresh:", with_fresh_token(client, "/disk", lambda: "new").status_code)
            print("try again:", get(client, "/register").status_code)
            try:
                get(client, "/closed")
            except ApiError as error:
                print("give up:", error.retry_after)
        server.shutdown()


if __name__ == "__main__":
    main()
