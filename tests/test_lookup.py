"""From a code, a name or a word to definitions."""

import copy
import pickle
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from catalogs import Make, table
from hypothesis import example, given
from hypothesis import strategies as st

from emma_errors import (
    BaiduCode,
    EmmaCode,
    UnknownCodeError,
    baidu,
    emma,
    lookup,
    register,
)
from emma_errors.model import class_name

ALL = emma.DEFINITIONS + baidu.DEFINITIONS
KNOWN = {int(d.code) for d in ALL}


def test_every_definition_is_found() -> None:
    for d in ALL:
        assert lookup.find(int(d.code)) is d.code.definition
        assert lookup.find(d.code) is d.code.definition
        assert lookup.find(str(int(d.code))) is d.code.definition
        assert lookup.find(d.name) is d
        assert lookup.find(d.code, message=d.message) is d
        assert lookup.find(d.name, message=d.message) is d
        assert lookup.definitions(d.name) == d.code.definitions


def test_each_spelling_of_a_definition_is_found() -> None:
    for d in ALL:
        assert lookup.find(f"{d.catalog}.{d.code}") is d.code.definition
        for name in (d.name, d.name.lower(), d.name.title(), class_name(d.name)):
            assert lookup.find(name) is d
            assert lookup.find(f"{d.catalog}.{name}") is d


class Indexed:
    """An integer of another library, as numpy's are."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __index__(self) -> int:
        return self.number


class Broken:
    def __index__(self) -> int:
        raise RuntimeError


def test_any_integer_is_a_code() -> None:
    for find in (lookup.find, emma.error):
        find(Indexed(2101))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        with pytest.raises(UnknownCodeError):
            find(Broken())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_key_with_a_catalog_is_looked_up_in_that_catalog_only() -> None:
    assert lookup.find("baidu.4") is BaiduCode.REQUEST_LIMIT_REACHED.definition
    for key in ("emma.4", "EMMA.110", "shop.2101", "emma.", ".2101", "emma.emma.2101"):
        with pytest.raises(UnknownCodeError):
            lookup.find(key)
    assert lookup.definitions("emma.4109") == EmmaCode(4109).definitions


@pytest.mark.parametrize("code", [10**10_000, Broken(), "7" * 5000, float("nan")], ids=type)
def test_unknown_code_error_always_has_a_repr(code: object) -> None:
    error = UnknownCodeError(code)
    assert len(repr(error)) < 200
    assert repr(error).startswith("UnknownCodeError(")
    with pytest.raises(UnknownCodeError):
        lookup.find(code)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_message_selects_the_definition_of_a_duplicate_code() -> None:
    second = EmmaCode(4109).definitions[1]
    for message in (
        second.message,
        "missing CELLPHONE or calling_code.",
        f" {second.message}\n",
        "Ｍissing cellphone or calling_code",
    ):
        assert lookup.find(4109, message=message) is second
    assert lookup.find(4109, message="something else") is EmmaCode(4109).definition
    assert lookup.find(4109) is EmmaCode(4109).definition


@pytest.mark.parametrize(
    "code",
    [
        True,
        False,
        2101.0,
        "2101x",
        " 2101",
        "02101",
        "２１０１",
        "²",
        b"2101",
        None,
        [],
        {},
        1j,
        "",
        "Ⅳ",
    ],
    ids=repr,
)
def test_value_that_is_not_a_code_is_refused(code: object) -> None:
    for look in (lookup.find, lookup.definitions):
        with pytest.raises(UnknownCodeError) as caught:
            look(code)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        assert caught.value.code == code
        assert repr(code) in str(caught.value)


SPELLINGS = {
    spelling
    for d in ALL
    for key in (str(d.code), d.name, d.name.lower(), class_name(d.name))
    for spelling in (key, f"{d.catalog}.{key}")
}
CODES = st.one_of(
    st.integers(),
    st.text(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.sampled_from(sorted(KNOWN)),
    st.sampled_from(sorted(SPELLINGS)),
)


@given(code=CODES)
def test_lookup_finds_a_known_code_or_raises_one_error(code: object) -> None:
    if (type(code) is int and code in KNOWN) or (
        isinstance(code, str) and (code in SPELLINGS or code.upper() in {d.name for d in ALL})
    ):
        assert lookup.find(code)
    else:
        with pytest.raises(UnknownCodeError):
            lookup.find(code)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_other_ints_and_strings_are_codes_too() -> None:
    class Name(str): ...

    assert lookup.find(HTTPStatus.CONTINUE) is BaiduCode.PARAMETER_INVALID.definition
    assert lookup.find(Name("IP_INVALID")) is BaiduCode.IP_INVALID.definition


@pytest.mark.parametrize(
    ("code", "near"),
    [
        (2105, "CUSTOM_SIDE_COLUMN_NOT_FOUND"),
        ("2105", "CUSTOM_SIDE_COLUMN_NOT_FOUND"),
        ("ARTICEL_NOT_FOUND", "ARTICLE_NOT_FOUND"),
        ("articel_not_found", "ARTICLE_NOT_FOUND"),
        ("USER_EXIST", "USER_EXISTS"),
        (113, "ACCESS_TOKEN_EXPIRED"),
    ],
)
def test_unknown_code_error_lists_similar_definitions(code: int | str, near: str) -> None:
    with pytest.raises(UnknownCodeError, match=f"{code!r}; similar: .*{near}") as caught:
        lookup.find(code)
    assert near in [definition.name for definition in caught.value.near]
    assert isinstance(caught.value, LookupError)


@pytest.mark.parametrize(
    "code", [10**9, -1000, 10**10_000, "x" * 1_000_000], ids=["9", "-", "10000", "x"]
)
def test_unknown_code_error_without_similar_definitions_shows_the_allowed_forms(
    code: int | str,
) -> None:
    with pytest.raises(UnknownCodeError, match="give an int such as 2101 or a name") as caught:
        lookup.find(code)
    assert caught.value.near == ()
    assert len(str(caught.value)) < 200


def test_unknown_code_error_shows_the_key_and_the_similar_definitions() -> None:
    with pytest.raises(UnknownCodeError) as caught:
        lookup.find(115)
    assert str(caught.value) == (
        "unknown code or name 115; similar: 114 IP_INVALID (baidu), "
        "112 SESSION_KEY_EXPIRED (baidu), 111 ACCESS_TOKEN_EXPIRED (baidu)"
    )
    # From Python 3.14 on, reprlib has a text of its own for such a number.
    assert re.fullmatch(r"UnknownCodeError\(.*digits.*, \(\)\)", repr(UnknownCodeError(10**10_000)))
    assert repr(UnknownCodeError((10**10_000,))).startswith("UnknownCodeError(")


def test_unknown_code_error_survives_pickle_and_copy() -> None:
    with pytest.raises(UnknownCodeError) as caught:
        lookup.find(2110)
    for again in (pickle.loads(pickle.dumps(caught.value)), copy.deepcopy(caught.value)):
        assert str(again) == str(caught.value)
        assert again.near == caught.value.near


def test_report_of_4109_has_both_definitions_and_how_to_find_each() -> None:
    (duplicate,) = lookup.duplicates()
    first, second = duplicate.definitions
    assert duplicate.code is EmmaCode(4109)
    report = str(duplicate)
    for definition in (first, second):
        assert definition.name in report
        assert definition.message in report
    given, reached = report.split(second.name, 1)
    assert "lookup.find(4109) returns this definition" in given
    assert f'lookup.find(4109, message="{second.message}")' in reached
    assert first.name in repr(duplicate)
    assert second.name in repr(duplicate)


@pytest.mark.parametrize(
    ("word", "names"),
    [
        (
            "留言板",
            [
                "GUESTBOOK_NOT_ACTIVATED",
                "GUESTBOOK_ARTICLE_NOT_FOUND",
                "GUESTBOOK_RATE_LIMITED",
                "GUESTBOOK_COMMENT_CREATE_FAILED",
                "GUESTBOOK_ARTICLE_REPLY_FAILED",
            ],
        ),
        ("LONGITUDE", ["LONGITUDE_MISSING", "LONGITUDE_OUT_OF_RANGE"]),
        ("longtitude", ["LONGITUDE_MISSING", "LONGITUDE_OUT_OF_RANGE"]),
        ("photo comment not found", ["ALBUM_ELEMENT_COMMENT_NOT_FOUND"]),
        ("album_folder not", ["ALBUM_FOLDER_NOT_FOUND"]),
        ("签名", ["SIGNATURE_INCORRECT", "SIGNATURE_METHOD_UNSUPPORTED"]),
        ("no such word", []),
    ],
)
def test_search_finds_names_and_texts_in_both_languages(word: str, names: list[str]) -> None:
    assert [d.name for d in lookup.search(word)] == names


def test_search_finds_every_definition_by_each_of_its_texts() -> None:
    for d in ALL:
        for text in (d.name, d.message, d.en.upper(), d.zh):
            assert d in lookup.search(text)


@pytest.mark.parametrize("find", [lookup.find, emma.error, baidu.error])
@pytest.mark.parametrize("key", ["NO_SUCH_NAME", "emma.NO_SUCH_NAME", "7" * 5000, "-" * 30])
def test_unknown_text_raises_unknown_code_error(find: Callable[[Any], object], key: str) -> None:
    with pytest.raises(UnknownCodeError) as caught:
        find(key)
    assert caught.value.code == key


@pytest.mark.parametrize(
    ("key", "refusal"), [("baidu.4200", UnknownCodeError), ("baidu.4", TypeError)]
)
def test_error_of_a_key_with_another_catalog_is_refused(
    key: Any,  # noqa: ANN401
    refusal: type[Exception],
) -> None:
    with pytest.raises(refusal):
        emma.error(key)


def test_error_of_a_member_of_another_catalog_is_refused(make: Make) -> None:
    shop = make("shop", rows=table("2101|SOLD_OUT|409|Sold out"))
    with pytest.raises(TypeError, match="takes a member of EmmaCode"):
        emma.error(shop.ShopCode(2101))
    with pytest.raises(TypeError, match="takes a member of ShopCode"):
        shop.error(EmmaCode(2101))


@given(number=st.integers(-200, 9999).filter(lambda number: number not in KNOWN))
@example(max(KNOWN) + 99)
@example(max(KNOWN) + 100)
def test_similar_definitions_are_the_three_nearest_within_a_hundred(number: int) -> None:
    with pytest.raises(UnknownCodeError) as caught:
        lookup.find(number)
    near = [abs(int(d.code) - number) for d in caught.value.near]
    distances = sorted(abs(int(d.code) - number) for d in ALL)
    assert near == [distance for distance in distances if distance < 100][:3]
    with pytest.raises(UnknownCodeError) as text:
        lookup.find(str(number))
    assert text.value.near == caught.value.near


def test_similar_definition_of_a_duplicate_code_is_its_first() -> None:
    with pytest.raises(UnknownCodeError) as caught:
        lookup.find("4109x")
    assert caught.value.near[0] is EmmaCode(4109).definition


def test_similar_definitions_of_a_key_with_a_catalog_are_of_that_catalog() -> None:
    for key in ("baidu.115", "BAIDU.ACCESS_TOKEN"):
        with pytest.raises(UnknownCodeError) as caught:
            lookup.find(key)
        assert caught.value.near
        assert {d.catalog for d in caught.value.near} == {"baidu"}
    with pytest.raises(UnknownCodeError) as caught:
        lookup.find("emma.115")
    assert caught.value.near == ()


def test_search_finds_a_description() -> None:
    described = [d for d in ALL if d.description]
    assert described
    for d in described:
        assert d in lookup.search(d.description)


# Registered catalogs


def test_definitions_of_a_key_are_those_of_each_catalog(make: Make) -> None:
    shop = make("shop", rows=table("7|TAKEN|409|Also taken", "2101|USER_EXISTS|409|Taken"))
    emmas, shops = EmmaCode.USER_EXISTS.definition, shop.ShopCode.USER_EXISTS.definition
    for key in ("USER_EXISTS", "user_exists", "UserExists"):
        assert lookup.find(key) is emmas
        assert lookup.definitions(key) == (emmas, shops)
    for number in (2101, "2101", Indexed(2101)):
        assert lookup.definitions(number) == (EmmaCode(2101).definition, shops)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    for key in ("shop.2101", "SHOP.user_exists"):
        assert lookup.find(key) is shops
        assert lookup.definitions(key) == (shops,)
    assert lookup.definitions(shop.ShopCode.USER_EXISTS) == (shops,)
    assert lookup.find(shop.ShopCode.TAKEN) is shop.ShopCode.TAKEN.definition
    assert lookup.find(7) is BaiduCode(7).definition
    assert shops in lookup.search("taken")


def test_code_of_a_catalog_that_is_not_registered_is_found(make: Make) -> None:
    shop = make("shop", rows=table("7|TAKEN|409|Taken"), registered=False)
    assert lookup.find(shop.ShopCode.TAKEN) is shop.ShopCode.TAKEN.definition
    assert lookup.definitions(shop.ShopCode.TAKEN) == (shop.ShopCode.TAKEN.definition,)
    for key in (7, "7", "shop.7", "SHOP.7", "shop.TAKEN", "shop.taken", "Taken"):
        assert shop.error(key).code is shop.ShopCode.TAKEN
    with pytest.raises(UnknownCodeError):
        lookup.find("shop.7")


def test_report_of_a_duplicate_finds_each_definition_as_it_says(make: Make) -> None:
    rows = table(
        "4200|USER_EXISTS|409|Taken",
        '4200|ARTICLE_NOT_FOUND|404|Not "here"',
        "4200|GONE|410|100%% gone",
    )
    shop = make("shop", rows=rows)
    (report,) = [d for d in lookup.duplicates() if d.definitions[0].catalog == "shop"]
    assert report.definitions == shop.DEFINITIONS
    assert str(report).splitlines() == [
        "shop 4200 is defined 3 times:",
        "  USER_EXISTS: Taken",
        "    lookup.find(ShopCode(4200)) returns this definition",
        '  ARTICLE_NOT_FOUND: Not "here"',
        """    get it with lookup.find(ShopCode(4200), message='Not "here"')""",
        "  GONE: 100% gone",
        '    get it with lookup.find("GONE")',
        '    or with lookup.find(ShopCode(4200), message="100% gone")',
    ]
    assert shop.DEFINITIONS[2] in lookup.search("100% gone")
    definitions = [
        eval(
            line[line.index("lookup.find(") :].removesuffix(" returns this definition"),
            {"lookup": lookup, "ShopCode": shop.ShopCode},
        )
        for line in str(report).splitlines()
        if "lookup.find(" in line
    ]
    assert definitions == [*shop.DEFINITIONS, shop.DEFINITIONS[2]]
    assert repr(report) == "<Duplicate shop 4200: USER_EXISTS, ARTICLE_NOT_FOUND, GONE>"


def test_registered_catalog_has_one_entry_however_often_it_is_registered(make: Make) -> None:
    before = lookup.catalogs()
    shop = make("shop", rows=table("7|TAKEN|409|Taken"))
    index = lookup.current()
    register(shop)
    assert lookup.current() is index
    assert lookup.catalogs() == {**before, "shop": shop}
    lookup.catalogs().clear()  # a copy
    assert lookup.catalogs() == {**before, "shop": shop}


@pytest.mark.parametrize("definitions", [None, (), [], (1, 2), "emma"], ids=repr)
def test_register_refuses_what_was_not_generated(definitions: object) -> None:
    class Package:
        DEFINITIONS = definitions

    before = lookup.current()
    with pytest.raises(TypeError, match=r"takes a package that emma-errors generate wrote, got <"):
        register(Package())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert lookup.current() is before


def test_register_refuses_a_second_catalog_of_a_name(make: Make) -> None:
    make("shop", rows=table("7|TAKEN|409|Taken"))

    class Other:
        DEFINITIONS = lookup.catalogs()["shop"].DEFINITIONS

    with pytest.raises(ValueError, match=r"is named 'shop', as is .*: generate it with another"):
        register(Other())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
