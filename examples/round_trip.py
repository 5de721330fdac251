"""A server that raises `emma.UserExists("bob")` and a client that catches it as that class.

Run `.venv/bin/python examples/round_trip.py`. It needs only the standard library, listens on
loopback, on a port that the system picks, and ends when it is done.
"""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from emma_errors import EmmaError, emma

USERS = {"bob"}


def sign_up(user: str) -> None:
    """Add a user, or raise the error of PIXNET's Emma API."""
    if user in USERS:
        raise emma.UserExists(user)
    USERS.add(user)


class SignUp(BaseHTTPRequestHandler):
    """The server: it responds with the status and the body of the error that `sign_up` raises."""

    def do_POST(self) -> None:
        """Sign up the user whose name is the body."""
        status = 200
        body: dict[str, object] = {"error": 0}
        try:
            sign_up(self.rfile.read(int(self.headers["Content-Length"])).decode())
        except EmmaError as error:
            status, body = error.http_status or 500, error.to_wire()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing, so that only the client prints."""


def request_sign_up(url: str, user: str) -> None:
    """The client: raise the error in the response."""
    try:
        with urlopen(Request(url, user.encode(), method="POST")) as response:
            error = emma.parse(response.read(), http_status=response.status)
    except HTTPError as refused:
        with refused:
            error = emma.parse(refused.read(), http_status=refused.code)
    if error is not None:
        raise error


def main() -> None:
    """Sign up two users, one of whom exists."""
    with HTTPServer(("127.0.0.1", 0), SignUp) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        for user in ("alice", "bob"):
            try:
                request_sign_up(url, user)
                print(f"{user}: signed up")
            except emma.UserExists as error:
                print(f"{user}: {error.params['user']!r} is taken, HTTP {error.http_status}")
                print(f"  {error}\n  {error.text('en')}\n  {error.text('zh')}")
        server.shutdown()


if __name__ == "__main__":
    main()
