"""Calls that a type checker must accept, and what it must infer from them."""

from collections.abc import Mapping
from typing import assert_type

import aiohttp
import httpx
import requests

from emma_errors import (
    ApiError,
    BaiduCode,
    BaiduError,
    Definition,
    EmmaCode,
    EmmaError,
    baidu,
    emma,
    hooks,
    lookup,
    parse_error,
    raise_for_error,
)
from emma_errors.model import Advice


class Response:
    status_code = 404

    def json(self) -> object:
        return {"error": 1, "code": "2101"}


def server(code: EmmaCode, definition: Definition) -> None:
    if code is EmmaCode.USER_EXISTS:
        raise emma.UserExists("bob")
    if code is EmmaCode.ARTICLE_NOT_FOUND:
        raise emma.ArticleNotFound
    if int(code) == 4216:
        raise emma.FormatInvalid(field="email")
    if code.advice:
        raise emma.error(definition, "bob")
    raise emma.error(code, "bob")


def client() -> None:
    try:
        raise_for_error(Response())
    except emma.UserExists as error:
        assert_type(error.code, EmmaCode)
        assert_type(error.http_status, int)
        assert_type(error.definition, Definition)
        assert_type(error.advice, Advice | None)
        assert_type(error.params, dict[str, str])
        assert_type(error.text("zh"), str)
    except (emma.NotFoundError, baidu.ParameterError) as error:
        match error.code:
            case EmmaCode.ARTICLE_NOT_FOUND | BaiduCode.IP_INVALID:
                assert_type(error.http_status, int | None)
            case _:
                raise
    except ApiError as error:
        assert_type(error.code, int | str | None)
        assert_type(error.http_status, int | None)
        assert_type(error.catalog, str | None)
        assert_type(error.advice, Advice | None)
        assert_type(error.definition, Definition | None)
        assert_type(error.headers, Mapping[str, str])
        assert_type(error.details, Mapping[str, object])
        assert_type(error.retry_after, float | None)
        if error.advice == "reauthenticate" or error.retryable:
            raise


async def clients(session: requests.Session) -> None:
    raise_for_error(httpx.get("…"))
    raise_for_error(session.get("…"))
    httpx.Client(event_hooks={"response": [hooks.httpx_response]})
    httpx.AsyncClient(event_hooks={"response": [hooks.httpx_async_response]})
    aiohttp.ClientSession(raise_for_status=hooks.aiohttp_response)
    hooks.httpx_response(httpx.get("…"))
    hooks.requests_response(session.get("…"))
    await hooks.httpx_async_response(httpx.get("…"))
    await hooks.aiohttp_response(await aiohttp.ClientSession().get("…"))


# a class of a definition has its facts, and so has what it makes
assert_type(emma.UserExists.code, EmmaCode)
assert_type(emma.UserExists.definition, Definition)
assert_type(emma.UserExists.http_status, int)
assert_type(emma.UserExists.catalog, str)
assert_type(emma.UserExists.retryable, bool)
assert_type(emma.EmmaError.catalog, str)
assert_type(baidu.ClientIpUnauthorized.code, BaiduCode)
assert_type(ApiError.catalog, str | None)
assert_type(ApiError().code, int | str | None)
assert_type(ApiError().definition, Definition | None)
assert_type(emma.AppRateLimited().with_headers({"Retry-After": "30"}), emma.AppRateLimited)
assert_type(emma.UserExists("bob").with_details({"pointer": "/user"}), emma.UserExists)

# a code, a definition and a category are those of their own catalog
assert_type(EmmaCode(2101), EmmaCode)
assert_type(EmmaCode.USER_EXISTS.exception, type[EmmaError])
assert_type(BaiduCode.IP_INVALID.exception, type[BaiduError])
assert_type(EmmaCode.USER_EXISTS.http_status, int)
assert_type(EmmaCode.USER_EXISTS.category, emma.Category)
assert_type(EmmaCode.USER_EXISTS.subcategory, emma.Subcategory | None)
assert_type(EmmaCode.USER_EXISTS.params, tuple[str, ...])
assert_type(EmmaCode.USER_EXISTS.definitions, tuple[Definition, ...])
assert_type(EmmaCode.USER_EXISTS.definition, Definition)
assert_type(emma.DEFINITIONS[0].code, EmmaCode)
assert_type(emma.DEFINITIONS[0].category, emma.Category)
assert_type(baidu.DEFINITIONS[0].code, BaiduCode)
assert_type(emma.FALLBACKS[404], Definition)
assert_type(emma.Category("找不到東西"), emma.Category)
assert_type(emma.Category.NOT_FOUND.en, str)

# what is found, made and read
assert_type(lookup.find("ARTICLE_NOT_FOUND"), Definition)
assert_type(lookup.find(4109, message="…"), Definition)
assert_type(lookup.find("emma.2101").success, bool)
assert_type(lookup.find(2101).http_status, int | None)
assert_type(lookup.find(2101).extra, Mapping[str, str])
assert_type(lookup.find(2101).format(lang="zh"), str)
assert_type(emma.error(EmmaCode.USER_EXISTS, "bob"), EmmaError)
assert_type(baidu.error(BaiduCode.IP_INVALID), BaiduError)
assert_type(parse_error(b"", http_status=502), ApiError | None)
assert_type(emma.parse('{"error": 0}'), EmmaError | None)
assert_type(emma.parse(object(), headers={"Retry-After": "30"}), EmmaError | None)
assert_type(baidu.parse({"error_code": 0}), BaiduError | None)
