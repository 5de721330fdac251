"""Swagger UI of the FastAPI example, in a real browser: what its routes declare of their errors."""

import json
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("drf_spectacular_sidecar")
pytest.importorskip("fastapi")
pytest.importorskip("playwright")
pytest.importorskip("uvicorn")

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect
from servers import serving
from starlette.staticfiles import StaticFiles

from emma_errors import baidu, emma

SIDECAR = "drf_spectacular_sidecar"  # its assets are Swagger UI's own; its code wants Django
TRIED = "/articles/3"  # what a test sends from the documentation, and gets an error


@pytest.fixture(scope="module")
def url(root: Path) -> Iterator[str]:
    """Where the example is served, its documentation with assets that need no other server."""
    example = runpy.run_path(str(root / "examples/fastapi_app.py"))

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/docs")
    def docs() -> HTMLResponse:  # pyright: ignore[reportUnusedFunction]
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="Articles",
            swagger_js_url="/assets/swagger-ui-bundle.js",
            swagger_css_url="/assets/swagger-ui.css",
            swagger_favicon_url="/assets/favicon-32x32.png",
        )

    assets = StaticFiles(packages=[(SIDECAR, f"static/{SIDECAR}/swagger-ui-dist")])
    app.mount("/assets", assets)
    app.mount("/", example["app"])
    with serving(app) as url:
        yield url


@pytest.fixture(scope="module")
def page(browser: Browser, url: str) -> Iterator[Page]:
    """The documentation in a browser that prefers Chinese; its scripts take long to start."""
    with browser.new_page(locale="zh-TW", viewport={"width": 1200, "height": 1600}) as page:
        page.goto(f"{url}/docs")
        yield page
        assert page.page_errors() == []
        assert {sent.url.startswith(url) for sent in page.requests()} == {True}
        assert {complaint.location["url"] for complaint in complaints(page)} <= {f"{url}{TRIED}"}


def opened(page: Page, path: str) -> Locator:
    """The block of a route, opened."""
    block = page.locator(".opblock", has=page.locator(f'[data-path="{path}"]'))
    block.locator(".opblock-summary-control").click()
    return block


def complaints(page: Page) -> list[ConsoleMessage]:
    """The errors on the console."""
    return [message for message in page.console_messages() if message.type == "error"]


def test_every_error_under_one_status_has_an_example_by_name(page: Page) -> None:
    row = opened(page, "/disk").locator('tr.response[data-code="401"]')
    invalid, expired = baidu.AccessTokenInvalid(), baidu.AccessTokenExpired()
    expect(row).to_contain_text(f"{invalid.text('en')}; {expired.text('en')}")
    choice = row.locator(".examples-select-element")
    assert choice.locator("option").all_inner_texts() == [invalid.text("en"), expired.text("en")]
    for name, error in (("ACCESS_TOKEN_INVALID", invalid), ("ACCESS_TOKEN_EXPIRED", expired)):
        choice.select_option(name)
        example = row.locator(".example .microlight, .highlight-code code")
        assert json.loads(example.first.inner_text()) == error.to_wire()


def test_route_that_is_tried_out_answers_in_the_client_s_language(page: Page) -> None:
    block = opened(page, "/articles/{number}")
    block.get_by_role("button", name="Try it out").click()
    block.get_by_placeholder("number").fill("3")
    block.get_by_role("button", name="Execute").click()
    live = block.locator(".live-responses-table")
    expect(live.locator(".response-col_status").last).to_contain_text("404")
    error = emma.ArticleNotFound()
    body = json.loads(live.locator("code").first.inner_text())
    assert body == {**error.to_wire(), "message": error.text("zh")}
    [complaint] = complaints(page)
    assert "404" in complaint.text  # Chromium's own, of every such answer
