"""A Flask server that responds with errors of both APIs, in the client's language.

Run `.venv/bin/python examples/flask_app.py`, and send requests from another terminal:

    curl -i http://127.0.0.1:8000/articles/2
    curl -i -H "Accept-Language: zh-TW" "http://127.0.0.1:8000/errors/emma/USER_EXISTS?is=bob"
    curl -i -H "Accept: application/problem+json" http://127.0.0.1:8000/disk
    curl -i http://127.0.0.1:8000/nowhere

Pass another port as the argument; with 0 the system picks one. It needs Flask.
"""

import sys
from typing import Literal

from flask import Flask, request
from werkzeug.serving import make_server

from emma_errors import baidu, emma, lookup
from emma_errors.lookup import Catalog
from emma_errors.wsgi import install


def create_app(
    *,
    format: Literal["wire", "problem"] = "wire",
    localize: bool = True,
    type_base: str | None = None,
    catalog: Catalog | None = emma,
) -> Flask:
    """Create the app: one line handles all errors, including Flask's own."""
    app = Flask(__name__)
    install(app, format=format, localize=localize, type_base=type_base, catalog=catalog)

    @app.get("/articles/<int:number>")
    def article(number: int) -> dict[str, str]:  # pyright: ignore[reportUnusedFunction]
        if number != 1:
            raise emma.ArticleNotFound
        return {"title": "Hello"}

    @app.get("/disk")
    def disk() -> dict[str, int]:  # pyright: ignore[reportUnusedFunction]
        if request.headers.get("Authorization") != "Bearer new":
            raise baidu.AccessTokenExpired
        return {"used": 0}

    @app.get("/errors/emma/<name>")
    def any_of_emma(name: str) -> str:  # pyright: ignore[reportUnusedFunction]
        raise emma.error(lookup.find(name), *request.args.getlist("is"))

    @app.get("/errors/baidu/<name>")
    def any_of_baidu(name: str) -> str:  # pyright: ignore[reportUnusedFunction]
        raise baidu.error(lookup.find(name), *request.args.getlist("is"))

    return app


def main() -> None:
    """Serve until interrupted."""
    server = make_server("127.0.0.1", int(sys.argv[1]) if sys.argv[1:] else 8000, create_app())
    print(f"http://127.0.0.1:{server.port}/articles/2", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
