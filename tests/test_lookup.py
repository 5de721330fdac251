"""From a code, a name or a word to definitions."""

import copy
import pickle
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emma_errors import BaiduCode, Definition, EmmaCode, UnknownCodeError, baidu, emma, lookup
from emma_errors.model import class_name

ALL = emma.DEFINITIONS + baidu.DEFINITIONS
KNOWN = {int(d.code) for d in ALL}


@pytest.mark.parametrize("d", ALL, ids=repr)
def test_every_definition_is_found(d: Definition) -> None:
    assert lookup.find(int(d.code)) is d.code.definition
    assert lookup.find(d.code) is d.code.definition
    assert lookup.find(str(int(d.code))) is d.code.definition
    assert lookup.find(d.name) is d
    assert lookup.find(d.code, message=d.message) is d
    assert lookup.find(d.name, message=d.message) is d
    assert lookup.definitions(d.name) == d.code.definitions


@pytest.mark.parametrize("d", ALL, ids=repr)
def test_each_spelling_of_a_definition_is_found(d: Definition) -> None:
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
            ["GUESTBOOK_NOT_ACTIVATED", "GUESTBOOK_ARTICLE_NOT_FOUND", "GUESTBOOK_RATE_LIMITED"],
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
    assert [d.name for d in lookup.search(word)][: len(names) or None] == names


@pytest.mark.parametrize("d", ALL, ids=repr)
def test_search_finds_every_definition_by_each_of_its_texts(d: Definition) -> None:
    for text in (d.name, d.message, d.en.upper(), d.zh):
        assert d in lookup.search(text)
