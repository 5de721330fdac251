"""A FastAPI server with two articles, a taken name and a disk that needs a token.

Run `.venv/bin/python examples/fastapi_app.py`, and send requests from another terminal:

    curl http://127.0.0.1:8000/articles/3
    curl -H "Accept-Language: zh-TW" http://127.0.0.1:8000/articles/3
    curl -H "Accept: application/problem+json" -X POST http://127.0.0.1:8000/users/bob
    curl http://127.0.0.1:8000/disk
    curl http://127.0.0.1:8000/articles/one
    curl http://127.0.0.1:8000/nowhere

The last two are errors of FastAPI itself, which `catalog=emma` turns into errors of Emma.
http://127.0.0.1:8000/docs shows each route with an example of every error that it declares.
Pass another port as the argument; with 0 the system picks one. It needs fastapi and uvicorn.
"""

import sys
from typing import Annotated

import uvicorn
from fastapi import Depends, FastAPI, Header

from emma_errors import BaiduCode, EmmaCode, baidu, emma
from emma_errors.asgi import install
from emma_errors.openapi import fallback_responses, responses

app = FastAPI(title="Articles", responses=fallback_responses(emma))
install(app, localize=True, catalog=emma)

ARTICLES = {1: "Hello", 2: "Hello again"}
users = {"bob"}


@app.get("/articles/{number}", responses=responses(EmmaCode.ARTICLE_NOT_FOUND))
async def read_article(number: int) -> dict[str, str]:
    """Return an article, or respond with 404 and Emma's code 2101."""
    if number not in ARTICLES:
        raise emma.ArticleNotFound
    return {"title": ARTICLES[number]}


@app.post("/users/{name}", responses=responses(EmmaCode.USER_EXISTS))
async def add_user(name: str) -> dict[str, str]:
    """Add a user, or respond with 400 and Emma's code 4200."""
    if name in users:
        raise emma.UserExists(name)
    users.add(name)
    return {"name": name}


def check_token(authorization: Annotated[str | None, Header()] = None) -> None:
    """Reject a request without the token: 401 with Baidu's code 110, or 111 for an old one."""
    if authorization == "Bearer old":
        raise baidu.AccessTokenExpired
    if authorization != "Bearer secret":
        raise baidu.AccessTokenInvalid


@app.get(
    "/disk",
    dependencies=[Depends(check_token)],
    responses=responses(BaiduCode.ACCESS_TOKEN_INVALID, BaiduCode.ACCESS_TOKEN_EXPIRED),
)
async def list_files() -> list[str]:
    """Return the files on the disk."""
    return ["photo.jpg"]


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
