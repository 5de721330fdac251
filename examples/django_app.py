"""A Django server in one file that responds with errors of both APIs, in the client's language.

Run `.venv/bin/python examples/django_app.py`, and send requests from another terminal:

    curl -i http://127.0.0.1:8000/articles/2
    curl -i -H "Accept-Language: zh-TW" "http://127.0.0.1:8000/errors/emma/USER_EXISTS?is=bob"
    curl -i -H "Accept: application/problem+json" http://127.0.0.1:8000/disk
    curl -i http://127.0.0.1:8000/nowhere

Pass another port as the argument; with 0 the system picks one. It needs Django.
"""

import sys
from wsgiref.simple_server import make_server

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from emma_errors import baidu, emma, lookup


def article(request: HttpRequest, number: int) -> HttpResponse:
    """Return the only article."""
    if number != 1:
        raise emma.ArticleNotFound
    return JsonResponse({"title": "Hello"})


async def disk(request: HttpRequest) -> HttpResponse:
    """Return the used space, if the request has the new token."""
    if request.headers.get("Authorization") != "Bearer new":
        raise baidu.AccessTokenExpired
    return JsonResponse({"used": 0})


def any_error(request: HttpRequest, catalog: str, name: str) -> HttpResponse:
    """Raise any error of either API."""
    if catalog == "emma":
        raise emma.error(lookup.find(name), *request.GET.getlist("is"))
    raise baidu.error(lookup.find(name), *request.GET.getlist("is"))


urlpatterns = [
    path("articles/<int:number>", article),
    path("disk", disk),
    path("errors/<str:catalog>/<str:name>", any_error),
]
handler400 = handler403 = handler404 = handler500 = "emma_errors.django.error_view"


def configure(**more: object) -> None:
    """Configure Django: MIDDLEWARE handles errors; with `catalog`, also Django's own."""
    settings.configure(
        **{
            "ALLOWED_HOSTS": ["127.0.0.1"],
            "CSRF_FAILURE_VIEW": "emma_errors.django.csrf_failure",
            "EMMA_ERRORS": {"catalog": "emma_errors.emma", "localize": True},
            "MIDDLEWARE": [
                "django.middleware.security.SecurityMiddleware",
                "emma_errors.django.ApiErrorMiddleware",
            ],
            "ROOT_URLCONF": __name__,
            **more,
        }
    )
    django.setup()


def main() -> None:
    """Serve until interrupted."""
    configure()
    port = int(sys.argv[1]) if sys.argv[1:] else 8000
    with make_server("127.0.0.1", port, WSGIHandler()) as server:
        print(f"http://127.0.0.1:{server.server_port}/articles/2", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
