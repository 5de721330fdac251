"""Calls that a type checker must flag, on exactly the lines that end in `# wrong`."""

from emma_errors import (
    ApiError,
    BaiduCode,
    EmmaCode,
    baidu,
    emma,
    lookup,
    parse_error,
    raise_for_error,
)


def arguments() -> None:
    emma.UserExists()  # wrong
    emma.UserExists("bob", "ann")  # wrong
    emma.UserExists(7)  # wrong
    emma.UserExists(name="bob")  # wrong
    emma.UserExists(None)  # wrong
    emma.ArticleNotFound("article")  # wrong
    emma.NotFoundError("article")  # wrong
    baidu.ClientIpUnauthorized()  # wrong
    emma.error(EmmaCode.USER_EXISTS, 7)  # wrong
    EmmaCode.USER_EXISTS.definition.format(7)  # wrong


def names() -> None:
    baidu.Success()  # wrong
    emma.UserExist("bob")  # wrong
    _ = EmmaCode.USER_EXIST  # wrong
    _ = EmmaCode.USER_EXISTS.htp_status  # wrong


def facts(error: ApiError, code: EmmaCode) -> None:
    EmmaCode.USER_EXISTS.http_status = 1  # wrong
    code.category = emma.Category.INPUT  # wrong
    _ = 2101 + error.code  # wrong
    _ = error.definition.name  # wrong
    _ = error.catalog.upper()  # wrong
    error.headers["Retry-After"] = "30"  # wrong
    error.details["pointer"] = "/user"  # wrong
    error.message = "…"  # wrong
    error.with_headers({"Retry-After": 30})  # wrong
    baidu.error(emma.DEFINITIONS[0].code)  # wrong


def codes() -> None:
    emma.error(BaiduCode.IP_INVALID)  # wrong
    baidu.error(EmmaCode.USER_EXISTS)  # wrong
    emma.error(4200, "bob")  # wrong
    emma.error("USER_EXISTS", "bob")  # wrong
    lookup.find(2101.0)  # wrong
    lookup.find(None)  # wrong


def raising(number: int) -> None:
    if number == 1:
        raise EmmaCode.USER_EXISTS  # wrong
    if number == 2:
        raise emma.UserExists  # wrong
    raise EmmaCode.USER_EXISTS.definition  # wrong


def languages() -> None:
    emma.ArticleNotFound().text("fr")  # wrong
    EmmaCode.USER_EXISTS.definition.text("zh-TW")  # wrong
    EmmaCode.USER_EXISTS.definition.format("bob", lang="fr")  # wrong
    EmmaCode.USER_EXISTS.definition.zh = "…"  # wrong


def bodies() -> None:
    parse_error("", http_status="404")  # wrong
    raise_for_error("")  # wrong
