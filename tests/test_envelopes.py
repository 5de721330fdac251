"""Bodies of registered catalogs: their envelopes, alone, together and beside other formats."""

import json
from types import ModuleType
from typing import Any

import pytest
from catalogs import Make, table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emma_errors import (
    ApiError,
    BaiduError,
    Definition,
    EmmaCode,
    EmmaError,
    baidu,
    emma,
    lookup,
    parse_error,
    register,
)
from emma_errors.bodies import media_type
from emma_errors.envelopes import (
    ANONYMOUS,
    BAIDU,
    EMMA,
    OAUTH,
    PROBLEM,
    PROBLEM_MEMBERS,
    Envelope,
    Fields,
    envelope_of,
)
from emma_errors.errors import classes
from emma_errors.model import Label, Language, TextCode, link
from emma_errors.wire import parse_catalog

AUTH = table("1001|USER_BANNED|403|User banned", "1002|USER_LOCKED|423|User %s is locked|user")


def some(error: ApiError | None) -> ApiError:
    assert error is not None
    return error


ENVELOPES = [
    (),
    ("errno", "text"),
    ("errcode", "errmsg"),
    ("error_code", "error_msg"),
    ("error_code", "error"),
    ("error", "message"),
    ("statusCode", "message"),
    ("code", "detail"),
    ("status", "title"),
]


# The body of a catalog


@pytest.mark.parametrize("envelope", ENVELOPES, ids=" ".join)
def test_error_is_parsed_from_its_body(make: Make, envelope: tuple[str, ...]) -> None:
    shop = make("shop", *envelope)
    for definition in shop.DEFINITIONS:
        error = definition.exception(*[f"<{name}>" for name in definition.params])
        wire = error.to_wire()
        assert list(wire) == list(envelope or ("code", "message"))
        for status in (None, 200, error.http_status):
            for body in (wire, json.dumps(wire), json.dumps(wire).encode()):
                for again in (
                    shop.parse(body, http_status=status),
                    parse_error(body, http_status=status),
                ):
                    again = some(again)
                    assert type(again) is type(error)
                    assert (again.args, again.code, again.message) == (
                        error.args,
                        error.code,
                        error.message,
                    )
                    assert again.to_wire() == wire


@pytest.mark.parametrize("envelope", ENVELOPES, ids=" ".join)
def test_error_is_parsed_from_its_problem(make: Make, envelope: tuple[str, ...]) -> None:
    shop = make("shop", *envelope)
    details = {"error": 1, "error_code": 7, "errno": 1002, "list": [{"a": None}]}
    for definition in shop.DEFINITIONS:
        error = definition.exception(*[f"<{name}>" for name in definition.params])
        error.with_details(details)
        for type_base in (None, "https://errors.example"):
            for lang in ("en", "zh"):
                problem = error.to_problem(lang=lang, type_base=type_base)
                for again in (
                    parse_error(problem),
                    parse_error(json.dumps(problem), http_status=error.http_status),
                    shop.parse(problem),
                ):
                    again = some(again)
                    assert type(again) is type(error)
                    assert (again.args, again.code) == (error.args, error.code)
                    assert again.details == details


@pytest.mark.parametrize("envelope", ENVELOPES, ids=" ".join)
def test_number_that_the_table_does_not_have_is_kept(make: Make, envelope: tuple[str, ...]) -> None:
    shop = make("shop", *envelope)
    code, message = list(envelope) or ["code", "message"]
    baidus = {"error_code", "error_msg"} == {code, message}
    for number in (1009, "1009", -7):
        body = {code: number, message: "new"}
        for status in (None, 200, 404, 503):
            error = shop.parse(body, http_status=status)
            assert type(error) is shop.ShopError, status
            assert (error.code, error.message) == (int(number), "new"), status
            error = some(parse_error(body, http_status=status))
            assert type(error) is (BaiduError if baidus else shop.ShopError), status
            assert (error.code, error.message) == (int(number), "new"), status
            assert not error.retryable, status


def test_known_code_in_a_field_of_its_own_needs_no_message(make: Make) -> None:
    shop = make("shop", "errno", "errmsg")
    for body in ({"errno": 1002, "request_id": 7}, {"errno": "1002"}):
        for status in (None, 200, 404):
            for error in (
                parse_error(body, http_status=status),
                shop.parse(body, http_status=status),
            ):
                error = some(error)
                assert type(error) is shop.OrderNotFound
                assert error.request_id == (7 if "request_id" in body else None)
    assert parse_error({"errno": 1009, "list": []}) is None
    assert shop.parse({"errno": 1009, "list": []}, http_status=200) is None
    assert some(parse_error({"errno": 1009}, http_status=400)).code == 1009


def test_known_code_in_a_usual_field_needs_a_message_or_an_http_status(make: Make) -> None:
    shop = make("shop")
    for parse in (parse_error, shop.parse):
        assert parse({"code": 1002, "name": "tea"}, http_status=200) is None
        assert type(parse({"code": 1002}, http_status=404)) is shop.OrderNotFound


@pytest.mark.parametrize("code", [0, "0", "000", "-0"])
def test_zero_that_the_table_does_not_have_is_success_but_under_an_http_error(
    make: Make, code: object
) -> None:
    shop = make("shop", "errno", "errmsg")
    for parse in (parse_error, shop.parse):
        for status in (None, 200, 302):
            assert parse({"errno": code, "errmsg": "ok"}, http_status=status) is None
        error = some(parse({"errno": code, "errmsg": "401: Unauthorized"}, http_status=401))
        assert (type(error), error.code) == (shop.ShopError, 0)


def test_zero_of_a_table_has_its_definition(make: Make) -> None:
    discord = make("discord", rows=table("0|GENERAL|401|General error"), registered=False)
    ok = make("ok", rows=table("0|FINE|200|Fine", "7|BAD|400|Bad"), registered=False)
    for status in (None, 200, 401):
        body = {"code": 0, "message": "General error"}
        assert type(discord.parse(body, http_status=status)) is discord.General
        assert ok.parse(body, http_status=status) is None


@pytest.mark.parametrize("text", ["TW", "E1", "", "１００１", "1002.0"])
def test_text_is_no_code_of_a_table_of_numbers(make: Make, text: str) -> None:
    shop = make("shop")
    body = {"code": text, "message": "Taiwan"}
    assert shop.parse(body, http_status=200) is None
    assert parse_error(body) is None
    error = shop.parse(body, http_status=422)
    assert (type(error), error.code, error.message) == (shop.ShopError, text or None, "Taiwan")
    error = some(parse_error(body, http_status=422))
    assert (type(error), error.code, error.message) == (ApiError, text or None, "Taiwan")


def test_text_field_named_error_does_not_hide_the_code(make: Make) -> None:
    shop = make("shop")
    for error in ("Not Found", "not_found", "range"):
        body = {"code": 1001, "message": "No item tea", "error": error}
        for again in (
            parse_error(body),
            parse_error(body, http_status=404),
            shop.parse(body, http_status=404),
        ):
            again = some(again)
            assert type(again) is shop.ItemNotFound
            assert again.args == ("tea",)
        body["code"] = 1009
        for again in (parse_error(body, http_status=404), shop.parse(body, http_status=404)):
            again = some(again)
            assert (type(again), again.code) == (shop.ShopError, 1009)


# Paths


PATHS = [
    ("error.code", "error.message"),
    ("errors.0.code", "errors.0.message"),
    ("response.status.errno", "response.text"),
    ("code", "error.message"),
    ("a.1.b.0.code", "a.1.b.0.text"),
    ("errors.1.code", "errors.0.message"),
    ("errors.0.code", "errors.2.message"),
]


@given(
    path=st.sampled_from(PATHS),
    code=st.integers(-(10**12), 10**12),
    message=st.text(min_size=1).filter(str.strip),
)
def test_fields_read_what_they_write(path: tuple[str, str], code: int, message: str) -> None:
    error = ApiError()
    error.__dict__.update(code=code, _message=message, request_id=7)
    fields = Fields(*path)
    body = json.loads(json.dumps(fields.write(error)))
    content = fields.read(body, 400, "")
    assert content is not None
    assert (content.code, content.message) == (code, message)
    assert body["request_id"] == 7


PATH_KEYS = st.sampled_from(["error", "errors", "code", "message", "0"])
NESTED = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PATH_KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(body=st.dictionaries(PATH_KEYS, NESTED))
def test_fields_read_any_body(body: dict[str, object]) -> None:
    fields = [Fields(*path) for path in PATHS]
    envelopes: list[Envelope] = [*fields, EMMA, BAIDU, PROBLEM, OAUTH, *ANONYMOUS]
    for envelope in envelopes:
        for status in (None, 200, 400):
            envelope.read(body, status, "")


def test_path_is_read_and_written(make: Make) -> None:
    vk = make("vk", registered=False)
    vk.VkError.envelope = ("error.code", "error.message")
    register(vk)
    wire = vk.ItemNotFound("tea").to_wire()
    assert wire == {"error": {"code": 1001, "message": "No item tea"}}
    for error in (parse_error(wire), vk.parse(wire), parse_error(wire, http_status=200)):
        error = some(error)
        assert type(error) is vk.ItemNotFound
        assert error.args == ("tea",)
    error = some(parse_error({"error": {"code": 7, "message": "new"}}))
    assert (type(error), error.code) == (vk.VkError, 7)
    assert parse_error({"error": {"code": 7}}) is None


# Several catalogs


def test_message_decides_between_two_catalogs_with_one_number(make: Make) -> None:
    shop, auth = make("shop"), make("auth", rows=AUTH)
    for message, kind in (
        ("No item tea", shop.ItemNotFound),
        ("NO ITEM TEA.", shop.ItemNotFound),
        ("User banned", auth.UserBanned),
        ("user banned.", auth.UserBanned),
        ("something else", shop.ItemNotFound),  # the first that was registered
    ):
        for status in (None, 200, 403):
            body = {"code": 1001, "message": message}
            assert type(parse_error(body, http_status=status)) is kind
    assert type(parse_error({"code": 1002, "message": "User bob is locked"})) is auth.UserLocked
    assert type(parse_error({"code": 1002, "message": "No such order"})) is shop.OrderNotFound
    assert type(parse_error({"code": 2101, "message": "x"})) is shop.SoldOut


def test_number_that_neither_of_two_catalogs_has_is_kept_without_a_catalog(make: Make) -> None:
    make("shop")
    make("auth", rows=AUTH)
    error = some(parse_error({"code": 1009, "message": "new"}, http_status=404))
    assert (type(error), error.code, error.message) == (ApiError, 1009, "new")
    assert parse_error({"code": 1009, "message": "new"}, http_status=200) is None


def test_message_decides_between_emma_and_another_catalog(make: Make) -> None:
    shop = make("shop")
    for code in (2101, "2101"):
        body = {"code": code, "message": "Sold out"}
        assert type(parse_error(body, http_status=409)) is shop.SoldOut
        body = {"code": code, "message": "Article is not found"}
        assert type(parse_error(body, http_status=409)) is emma.ArticleNotFound
        body = {"code": code, "message": "else"}
        assert type(parse_error(body, http_status=409)) is shop.SoldOut


def test_body_with_a_field_of_another_format_is_of_that_format(make: Make) -> None:
    make("shop")
    make("wbo", "error_code", "error")
    assert type(parse_error({"error": 1, "code": "1001", "message": "x"})) is emma.ApiKeySuspended
    assert type(parse_error({"error": 1, "code": 2999, "message": "x"})) is emma.NotFoundError
    error = some(parse_error({"error_code": 1001, "error_msg": "x"}))
    assert (type(error), error.code) == (BaiduError, 1001)
    assert type(parse_error({"error_code": 111, "code": 1001, "message": "x"})) is (
        baidu.AccessTokenExpired
    )
    assert parse_error({"error": 0, "code": 1001, "message": "No item tea"}) is None


def test_catalog_with_the_envelope_of_baidu(make: Make) -> None:
    rows = table("110|BLOCKED|403|Blocked", "336100|MODEL_BUSY|503|Model is busy")
    catalog = make("qianfan", "error_code", "error_msg", rows=rows)
    assert type(parse_error({"error_code": 336100, "error_msg": "x"})) is catalog.ModelBusy
    assert type(parse_error({"error_code": 336100})) is catalog.ModelBusy
    # A number that both have is Baidu's, unless the message is the other's.
    assert type(parse_error({"error_code": 110, "error_msg": "x"})) is baidu.AccessTokenInvalid
    assert type(parse_error({"error_code": 110, "error_msg": "blocked."})) is catalog.Blocked
    error = some(parse_error({"error_code": 17, "error_msg": "x"}))
    assert (type(error), error.code) == (BaiduError, 17)
    assert parse_error({"error_code": 0}) is None
    assert catalog.parse({"error_code": 0, "error_msg": ""}) is None
    assert catalog.parse({"error_code": 110, "error_msg": "x"}).to_wire() == {
        "error_code": 110,
        "error_msg": "x",
    }


def test_field_of_an_envelope_excludes_the_catalogs_that_do_not_have_it(make: Make) -> None:
    rows = table("336100|MODEL_BUSY|503|Model is busy")
    qianfan = make("qianfan", "error_code", "error_msg", rows=rows)
    make("shop")
    body = {"error_code": 336100, "error_msg": "x", "code": 1001, "message": "No item tea"}
    assert type(parse_error(body)) is qianfan.ModelBusy


def test_message_that_is_blank_or_not_a_text_fits_no_catalog(make: Make) -> None:
    shop, auth = make("shop"), make("auth", rows=AUTH)
    messages: list[object] = [7, True, ["No item tea"], {"No item tea": 1}, None, "", " "]
    for message in messages:
        body = {"code": 1001, "message": message}
        error = some(parse_error(body, http_status=404))
        assert (type(error), error.message) == (shop.ItemNotFound, "No item …"), body
        assert type(auth.parse(body, http_status=404)) is auth.UserBanned, body


def test_undecided_definition_without_a_status_has_the_one_that_arrived(make: Make) -> None:
    shop = make("shop", rows=table("7|A||a", "7|B||b"))
    error = shop.parse({"code": 7, "message": "c"}, http_status=422)
    assert (error.definition, error.code, error.http_status) == (None, 7, 422)
    assert shop.parse({"code": 7, "message": "b"}, http_status=422).http_status == 422


def test_message_of_any_definition_of_a_code_is_that_of_its_catalog(make: Make) -> None:
    auth = make("auth", rows=table("1003|EXPIRED|403|Expired"))
    shop = make("shop")
    for message, kind in (
        ("Expired", auth.Expired),
        ("a is under 9", shop.TooLow),
        ("a is over 9", shop.TooHigh),
        ("else", auth.Expired),
    ):
        assert type(parse_error({"code": 1003, "message": message})) is kind


def test_message_of_a_parameter_alone_is_that_of_no_catalog(make: Make) -> None:
    make("shop", rows=table("1001|ANY|400|%s|what"))
    auth = make("auth", rows=AUTH)
    assert type(parse_error({"code": 1001, "message": "User banned"})) is auth.UserBanned


def test_argument_that_is_not_printable_leaves_the_others(make: Make) -> None:
    class Unprintable(str):
        def __str__(self) -> str:
            raise RuntimeError("no text")

    shop = make("shop")
    assert shop.TooLow("a", Unprintable()).message == "a is under …"
    assert shop.TooLow("a", "b").message == "a is under b"
    with pytest.raises(TypeError, match=r"1003 TOO_LOW takes 2 arguments \(field, low\), got 1"):
        shop.TooLow.definition.format("a")
    error = shop.TooLow("a", "b")
    error.args = ("a",)
    assert error.message == "… is under …"


def test_arguments_with_nothing_between_them_are_not_certain(make: Make) -> None:
    shop = make("shop", rows=table("7|BOTH|400|%s%s|a b"))
    for message in ("x", "xy", "xyz"):
        error = shop.parse({"code": 7, "message": message})
        assert (type(error), error.args) == (shop.Both, ())


def test_message_that_collides_in_baidu_does_not_collide_in_another_catalog(make: Make) -> None:
    shop = make("shop", rows=table("4|REFUSED|403|No permission to do this operation"))
    body = {"code": 4, "message": "No permission to do this operation"}
    assert type(parse_error(body)) is shop.Refused


def test_arguments_by_name_decide_between_definitions(make: Make) -> None:
    shop = make("shop", rows=table("7|ANY|400|%s|what", "7|FAILED|400|%s failed|what"))
    for error in (shop.Any("x failed"), shop.Failed("x")):
        problem = error.to_problem()
        assert problem["detail"] == "x failed"
        again = some(parse_error(problem))
        assert (type(again), again.args) == (type(error), error.args)


def test_argument_by_name_decides_before_a_text_that_fits_exactly(make: Make) -> None:
    shop = make("shop", rows=table("7|ANY|400|%s|what", "7|FAILED|400|Failed"))
    for error in (shop.Any("Failed"), shop.Failed()):
        again = some(parse_error(error.to_problem()))
        assert (type(again), again.args) == (type(error), error.args)


def test_arguments_by_name_decide_in_each_language(make: Make) -> None:
    rows = (
        "code\tname\tmessage\ten\tzh\tparams\n"
        "7\tTWICE\t%s x x\t%s y y\t%s z z\twhat\n"
        "7\tONCE\t%s x\t%s y\t%s z\twhat\n"
    )
    shop = make("shop", rows=rows)
    for sign, lang in (("x", None), ("y", "en"), ("z", "zh")):
        for error in (shop.Twice("k"), shop.Once(f"k {sign}")):
            body = error.to_problem()
            body["detail"] = f"k {sign} {sign}"
            assert error.definition.format(*error.args, lang=lang) == body["detail"]
            again = some(parse_error(body))
            assert (type(again), again.args) == (type(error), error.args)


def test_undecided_definition_of_several_categories_is_of_the_base_class(make: Make) -> None:
    rows = (
        "code\tname\tmessage\tcategory\n"
        "7\tA\ta\tLeft\n7\tB\tb\tRight\n8\tC\tc\tLeft\n8\tD\td\tLeft\n"
    )
    shop = make("shop", rows=rows)
    assert type(shop.parse({"code": 7, "message": "e"})) is shop.ShopError
    assert type(shop.parse({"code": 8, "message": "e"})) is shop.LeftError


def test_catalog_with_the_code_field_of_baidu(make: Make) -> None:
    wbo = make("wbo", "error_code", "error")
    assert type(parse_error({"error_code": 1002})) is wbo.OrderNotFound
    assert type(parse_error({"error_code": 110})) is baidu.AccessTokenInvalid
    error = some(parse_error({"error_code": 31061, "error": "new"}))
    assert (type(error), error.code, error.message) == (wbo.WboError, 31061, "new")
    error = some(parse_error({"error_code": 31061}))
    assert (type(error), error.code) == (BaiduError, 31061)


def test_parser_of_a_catalog_reads_its_envelope_and_that_of_baidu(make: Make) -> None:
    pan = make("pan", "errno", "errmsg")
    assert type(pan.parse({"errno": 1002})) is pan.OrderNotFound
    assert type(pan.parse({"error_code": 1001, "error_msg": "No item tea"})) is pan.ItemNotFound
    error = pan.parse({"error_code": 31061, "error_msg": "file already exists"})
    assert (type(error), error.code, error.message) == (
        pan.PanError,
        31061,
        "file already exists",
    )
    assert pan.parse({"error_code": 0, "errno": 0}) is None


def test_parser_of_a_catalog_reads_other_formats(make: Make) -> None:
    shop = make("shop", "errno", "errmsg", registered=False)
    for body, code, message in (
        ({"error": "invalid_grant", "error_description": "no"}, "invalid_grant", "no"),
        ({"error": {"code": "slow", "message": "no"}}, "slow", "no"),
        ({"title": "No", "status": 403, "code": "E7"}, "E7", "No"),
        ({"errmsg": "no"}, None, "no"),
        ({"message": "no"}, None, "no"),
        ({"error": {"code": 1001, "message": "No item tea"}}, None, "No item tea"),
    ):
        error = shop.parse(body, http_status=400)
        assert (type(error), error.code, error.message) == (shop.ShopError, code, message)
    for unknown in ("<html>", {"errmsg": "no"}, {"message": "no"}):
        assert shop.parse(unknown, http_status=503).retryable
    assert not shop.parse({"errno": 1009, "errmsg": "x"}, http_status=503).retryable


# Arguments


def test_definition_whose_text_leaves_the_least_to_its_arguments_is_meant(make: Make) -> None:
    rows = table(
        "7|FAILED|400|%s failed|what",
        "7|STEP_FAILED|400|Step %s failed|what",
        "7|ANY|400|%s|what",
    )
    catalog = make("step", rows=rows)
    for message, kind, args in (
        ("Step one failed", catalog.StepFailed, ("one",)),
        ("STEP one FAILED.", catalog.StepFailed, ("one",)),
        ("Disk failed", catalog.Failed, ("Disk",)),
        ("whatever", catalog.Any, ("whatever",)),
    ):
        error = catalog.parse({"code": 7, "message": message})
        assert (type(error), error.args) == (kind, args)


def test_several_arguments_are_read_where_they_are_certain(make: Make) -> None:
    catalog = make("low", rows=table("7|LOW|400|%s is under %s|field low"))
    expected: dict[str, tuple[str, ...]] = {
        "a is under 9": ("a", "9"),
        " is under 9": ("", "9"),
        "a is under ": ("a", ""),
        "A IS UNDER 9.": ("A", "9."),  # the full stop may be the argument's
        "a is under b is under 9": (),  # in two ways
        "A IS UNDER b IS UNDER 9": (),
        "A IS UNDER b is under 9": ("A IS UNDER b", "9"),  # in one way exactly
        "%s is under 9": (),
        "a is under %s": (),
        "… IS UNDER 9": (),
        "%s is under %s": (),
        "%s%s is under 9": ("%s%s", "9"),
    }
    errors = {message: catalog.parse({"code": 7, "message": message}) for message in expected}
    assert {message: error.args for message, error in errors.items()} == expected
    assert {type(error) for error in errors.values()} == {catalog.Low}


def test_argument_is_read_by_the_longest_text_that_fits(make: Make) -> None:
    rows = "code\tname\tmessage\ten\tparams\n7\tLOW\t%s failed\t%s again failed\twhat\n"
    parse = make("low", rows=rows).parse
    expected: dict[str, tuple[str, ...]] = {
        "one failed": ("one",),
        "one again failed": ("one",),  # not "one again"
        "ONE AGAIN FAILED": ("ONE",),
        "one AGAIN failed": ("one AGAIN",),  # fits one text exactly
        " failed": ("",),
        " FAILED": ("",),
        "failed": (),
        "FAILED": (),
    }
    assert {text: parse({"code": 7, "message": text}).args for text in expected} == expected


def test_several_arguments_are_read_by_the_longest_text_that_fits(make: Make) -> None:
    rows = (
        "code\tname\tmessage\ten\tzh\tparams\n"
        "7\tLATE\t%s after %s\t%s after %s again\tUser %s after %s\tuser other\n"
    )
    parse = make("late", rows=rows).parse
    expected = {
        "a after b again": ("a", "b"),
        "A AFTER B AGAIN": ("A", "B"),
        "a after b": ("a", "b"),
        "User a after b": ("a", "b"),
        "USER A AFTER B": ("A", "B"),
        "User after b": ("User", "b"),
    }
    assert {text: parse({"code": 7, "message": text}).args for text in expected} == expected


@pytest.mark.parametrize(
    ("message", "params"),
    [("User exists", {}), ("USER EXISTS", {}), ("USER  EXISTS", {"user": ""})],
)
def test_argument_needs_the_whole_text_around_it(message: str, params: dict[str, str]) -> None:
    error = some(parse_error({"error": 1, "code": "4200", "message": message}))
    assert (type(error), error.params) == (emma.UserExists, params)


def test_arguments_of_a_problem_are_read_by_name_or_else_from_its_text() -> None:
    problem = emma.UserExists("x" * 500).to_problem()
    assert some(parse_error(problem)).args == ("x" * 500,)
    problem = emma.UserExists("bob").to_problem()
    wrong: tuple[object, ...] = (
        None,
        {},
        "bob",
        [],
        {"user": 7},
        {"user": None},
        {"user": "x" * 501},
        {"a": "b"},
    )
    for params in wrong:
        assert some(parse_error({**problem, "params": params})).args == ("bob",)
    assert some(parse_error({**problem, "params": {"user": "eve", "a": "b"}})).args == ("eve",)
    assert some(parse_error({**problem, "params": {}, "detail": "x"})).args == ()


# Codes that are texts, and sub-codes


class _Kind(Label):
    REQUEST = "Request", "Request", "Request"


def texts(*rows: tuple[str, str, str | None, str]) -> tuple[Any, type[ApiError]]:
    """A package of text codes; a row is a code, a name, a sub-code and a message."""
    members = {name: code for code, name, _, _ in rows}
    enum: Any = TextCode
    codes: Any = enum("PayCode", members)
    definitions = tuple(
        [
            Definition(
                codes(code),
                name=name,
                http_status=402,
                category=_Kind.REQUEST,
                message=message,
                en=message,
                zh=message,
                params=("what",) * message.count("%s"),
                subcode=subcode,
            )
            for code, name, subcode, message in rows
        ]
    )
    link("pay", definitions)
    base: Any = type(
        "PayError",
        (ApiError,),
        {"catalog": "pay", "rows": definitions, "envelope": ("code", "message")},
    )
    category: Any = type("RequestError", (base,), {})

    def keep(self: ApiError, *args: str) -> None:
        self.args = args

    for definition in definitions:
        facts = {"code": definition.code, "definition": definition, "http_status": 402}
        type(definition.name.title(), (category,), {**facts, "__init__": keep})
    assert classes(base, definitions)
    package: Any = ModuleType("pay")
    package.DEFINITIONS, package.TITLE, package.FALLBACKS = definitions, "Pay", {}
    return package, base


CARDS = (
    ("card_declined", "DECLINED", None, "Declined"),
    ("0100C", "CURSOR", None, "No cursor %s"),
    ("1001", "DIGITS", None, "Digits"),
    ("card.expired", "EXPIRED", None, "Expired"),
)


def test_text_code_is_looked_up_as_it_was_sent(make: Make) -> None:
    package, base = texts(*CARDS)
    expired: Definition = package.DEFINITIONS[3]
    assert lookup.within(type(expired.code), "pay.card.expired") is expired
    register(package)
    for definition in package.DEFINITIONS:
        error = definition.exception(*definition.params)
        for body in (error.to_wire(), error.to_problem()):
            again = some(parse_error(json.dumps(body)))
            assert type(again) is type(error)
            assert again.args == error.args
            assert str(again.code) == error.to_wire()["code"] == error.to_problem()["code"]
    for definition in [d for d in package.DEFINITIONS if d.code != "1001"]:
        for key in (str(definition.code), f"pay.{definition.code}", definition.name):
            assert lookup.find(key) is definition
    for unknown in (10**6, "pay.card.expire"):
        with pytest.raises(lookup.UnknownCodeError) as caught:
            lookup.find(unknown)
    assert caught.value.near == (package.DEFINITIONS[3],)
    assert lookup.definitions("1001") == (*EmmaCode(1001).definitions, package.DEFINITIONS[2])
    error = some(parse_error({"code": " card_declined\n", "message": "x"}, http_status=402))
    assert error.definition is package.DEFINITIONS[0]
    assert some(parse_error({"code": 1001, "message": "x"})).definition is package.DEFINITIONS[2]
    error = some(parse_error({"code": "expired", "message": "x"}, http_status=402))
    assert (type(error), error.code) == (base, "expired")
    assert parse_error({"code": "ok", "message": "x"}, http_status=200) is None
    error = some(parse_error({"code": 7, "message": "x"}, http_status=402))
    assert (type(error), error.code) == (ApiError, 7)


@pytest.mark.parametrize("code", [None, 1.5, ["a"]], ids=repr)
def test_value_that_is_not_a_text_is_not_a_text_code(code: object) -> None:
    _, base = texts((str(code), "ODD", None, "Odd"), ("x", "X", None, "X"))
    error = some(parse_catalog(base, {"code": code, "message": "y"}, http_status=402))
    assert error.definition is None


ALIPAY = (
    ("40004", "FAILED", None, "Business failed"),
    ("40004", "TRADE_NOT_EXIST", "ACQ.TRADE_NOT_EXIST", "Business failed"),
    ("40004", "TRADE_CLOSED", "ACQ.TRADE_CLOSED", "Business failed"),
)


@pytest.mark.parametrize("path", [None, "extra.sub"])
def test_sub_code_picks_the_definition(make: Make, path: str | None) -> None:
    package, base = texts(*ALIPAY)
    fields = ("code", "message", path) if path else ("code", "message")
    base.envelope = fields  # pyright: ignore[reportAttributeAccessIssue]
    register(package)
    for definition in package.DEFINITIONS:
        error = definition.exception()
        wire = json.loads(json.dumps(error.to_wire()))
        if definition.subcode:
            assert definition.subcode in str(wire)
            assert type(parse_error(wire)) is type(error)
    known = {"code": "40004", "message": "Business failed"}
    if path is None:
        for name in ("sub_code", "subcode", "error_subcode"):
            body = {**known, name: "ACQ.TRADE_CLOSED"}
            assert some(parse_error(body)).definition is package.DEFINITIONS[2]
        # One that the table does not have is the definition without a sub-code.
        error = some(parse_error({**known, "sub_code": "ACQ.NEW"}))
        assert error.definition is package.DEFINITIONS[0]


def test_sub_code_is_written_next_to_the_code(make: Make) -> None:
    package, base = texts(*ALIPAY)
    base.envelope = ("error.code", "error.message")
    definition = package.DEFINITIONS[2]
    wire = definition.exception().to_wire()
    assert wire == {
        "error": {
            "code": "40004",
            "sub_code": "ACQ.TRADE_CLOSED",
            "message": "Business failed",
        }
    }
    register(package)
    assert some(parse_error(wire)).definition is definition


def test_unknown_sub_code_is_of_the_definition_without_one(make: Make) -> None:
    package, _ = texts(ALIPAY[1], ALIPAY[0], ("40004", "ZEROS", "007", "Business failed"))
    register(package)
    body = {"code": "40004", "message": "Business failed"}
    for sub_code, definition in zip(("ACQ.NEW", "007"), package.DEFINITIONS[1:], strict=True):
        assert some(parse_error({**body, "sub_code": sub_code})).definition is definition


def test_message_decides_where_no_sub_code_arrived(make: Make) -> None:
    package, _ = texts(("1", "FIRST", "S1", "First"), ("1", "SECOND", None, "Second"))
    register(package)
    for definition in package.DEFINITIONS:
        error = some(parse_error({"code": "1", "message": definition.message}))
        assert error.definition is definition


def test_sub_code_that_the_table_does_not_have_is_no_other_definition(make: Make) -> None:
    for rows in (ALIPAY[1:], ALIPAY[1:2]):
        package, base = texts(*rows)
        parsed = parse_catalog(
            base, {"code": "40004", "message": "x", "sub_code": "ACQ.NEW"}, http_status=None
        )
        error = some(parsed)
        assert error.definition is None
        assert (error.code, error.catalog) == ("40004", "pay")
    register(package)
    error = some(parse_error({"code": "40004", "message": "x", "sub_code": "ACQ.NEW"}))
    assert (error.definition, error.code, error.catalog) == (None, "40004", "pay")


@pytest.mark.parametrize("order", [1, -1])
def test_sub_code_is_that_of_the_definition_in_every_form(make: Make, order: int) -> None:
    for rows in (ALIPAY, ALIPAY[1:]):
        package, base = texts(*rows[::order])
        for definition in package.DEFINITIONS:
            error = definition.exception().with_details({"left": 1})
            problem = error.to_problem()
            assert problem.get("sub_code") == definition.subcode
            for body in (problem, json.dumps(problem), error.to_wire()):
                again = some(parse_catalog(base, body, http_status=None))
                # Of a table in which every definition has a sub-code, none of them is without one.
                assert (type(again), again.details) == (type(error), {"left": 1})
            assert some(parse_catalog(base, problem, 402)).to_problem() == problem


def test_detail_named_as_the_sub_code_is_kept() -> None:
    error = emma.UserExists("bob").with_details({"sub_code": "x"})
    again = some(parse_error(error.to_problem()))
    assert (type(again), again.args, again.details) == (emma.UserExists, ("bob",), error.details)
    problem = {"title": "No", "status": 409, "code": 7, "sub_code": "x"}
    assert some(parse_error(problem)).details == {"sub_code": "x"}


def test_sub_code_of_a_definition_goes_before_a_detail_of_that_name() -> None:
    package, base = texts(*ALIPAY)
    error = package.DEFINITIONS[2].exception().with_details({"sub_code": "x", "left": 1})
    again = some(parse_catalog(base, error.to_problem(), http_status=None))
    assert (type(again), again.details) == (type(error), {"left": 1})


def test_text_of_several_definitions_is_none_of_them(make: Make) -> None:
    rows = (
        "code\tname\thttp_status\tmessage\tcategory\tparams\tsubcode\n"
        "2\tC\t400\tbad\tLeft\t\t\n2\tD\t409\tBad.\tLeft\t\t\n2\tE\t400\tworse\tRight\t\t\n"
        "3\tF\t400\t%s bad\tLeft\twhat\t\n3\tG\t400\t%s Bad.\tLeft\twho\t\n"
        "4\tH\t400\tbad\tLeft\t\tS1\n4\tI\t400\tbad\tRight\t\tS2\n4\tJ\t400\tbad\tRight\t\tS2\n"
    )
    shop = make("shop", rows=rows)
    for body, kind, status in (
        ({"code": 2, "message": "bad"}, shop.LeftError, None),
        ({"code": 2, "message": "worse"}, shop.E, 400),
        ({"code": 2, "message": "BAD。"}, shop.LeftError, None),
        (shop.C().to_problem(), shop.LeftError, None),
        (shop.D().to_wire(), shop.LeftError, None),
        ({"code": 3, "message": "x BAD"}, shop.LeftError, 400),
        (shop.F("x").to_problem(), shop.F, 400),
        (shop.G("x").to_problem(), shop.G, 400),
        (shop.H().to_problem(), shop.H, 400),
        (shop.I().to_problem(), shop.RightError, 400),
        ({"code": 4, "message": "bad"}, shop.ShopError, 400),
    ):
        error = shop.parse(body)
        assert (type(error), error.http_status) == (kind, status), body
        assert error.code is shop.ShopCode(int(str(body["code"]))), body


def test_text_of_two_definitions_is_of_the_one_without_a_sub_code(make: Make) -> None:
    for rows in (ALIPAY, ALIPAY[::-1]):
        _, base = texts(*rows)
        body = {"code": "40004", "message": "Business failed"}
        error = some(parse_catalog(base, body, http_status=None))
        assert error.definition is not None
        assert error.definition.name == "FAILED"


# Problems


RAISED = [d for d in emma.DEFINITIONS + baidu.DEFINITIONS if not d.success]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)
DETAILS = st.dictionaries(
    (
        st.sampled_from(["error", "error_code", "message", "request_id"]) | st.text(max_size=9)
    ).filter(lambda name: name not in PROBLEM_MEMBERS),
    JSON,
    max_size=3,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    definition=st.sampled_from(RAISED),
    argument=st.text(max_size=80).filter(lambda text: text not in ("…", "%s")),
    details=DETAILS,
    lang=st.sampled_from(["en", "zh"]),
    type_base=st.none() | st.just("https://errors.example/"),
    status=st.none() | st.sampled_from([200, 400, 503]),
)
def test_any_error_is_parsed_from_its_problem(
    definition: Definition,
    argument: str,
    details: dict[str, object],
    lang: Language,
    type_base: str | None,
    status: int | None,
) -> None:
    exception: Any = definition.exception
    error: ApiError = exception(*[argument for _ in definition.params]).with_details(details)
    problem = error.to_problem(lang=lang, type_base=type_base)
    parse: Any = emma.parse if definition.catalog == "emma" else baidu.parse
    headers = {"content-type": "application/problem+json"}
    for again in (
        parse_error(problem, http_status=status),
        parse_error(json.dumps(problem).encode(), http_status=status, headers=headers),
        parse(problem, http_status=status),
    ):
        again = some(again)
        assert type(again) is exception
        assert again.args == error.args
        assert again.details == error.details
        assert again.code is definition.code
        assert again.definition is definition
        assert again.message == error.text(lang)


@given(details=DETAILS)
def test_details_are_parsed_from_an_envelope(details: dict[str, object]) -> None:
    for error in (emma.UserExists("bob"), baidu.AccessTokenExpired()):
        again = some(parse_error(json.dumps(error.with_details(details).to_wire())))
        assert type(again) is type(error)
        assert again.details == error.details


def test_problem_of_an_error_outside_the_table_is_parsed() -> None:
    for body in (
        {"error": 1, "code": 2999, "message": "Gone"},
        {"error": 1, "code": "4109", "message": "else"},
        {"error": 1, "code": "SDK102", "message": "x"},
        {"error_code": 336100, "error_msg": "busy"},
        {"error_code": 4, "error_msg": "No permission to do this operation"},
    ):
        error = some(parse_error(body))
        again = some(parse_error(error.to_problem()))
        assert (type(again), again.code, again.message) == (type(error), error.code, error.message)


def test_details_never_replace_a_member_of_a_problem() -> None:
    details = dict.fromkeys((*PROBLEM_MEMBERS, "left"), 1)
    error = some(parse_error({"error": 1, "message": "x", "details": details}, http_status=400))
    assert error.details == details
    again = some(parse_error(error.to_problem()))
    assert (type(again), again.code, again.message) == (EmmaError, None, "x")
    assert again.details == {"left": 1}


# The objects


def test_class_has_the_envelope_of_its_api() -> None:
    for kind in (ApiError, EmmaError, emma.NotFoundError, emma.UserExists):
        assert envelope_of(kind) is EMMA
    for kind in (BaiduError, baidu.AccessTokenExpired):
        assert envelope_of(kind) is BAIDU


def test_envelope_writes_a_given_text_instead_of_the_message() -> None:
    error = emma.UserExists("bob").with_details({"a": 1})
    for envelope, name in (
        (EMMA, "message"),
        (BAIDU, "error_msg"),
        (OAUTH, "error_description"),
        (PROBLEM, "detail"),
        (Fields("errno", "text"), "text"),
    ):
        assert envelope.write(error, "Taken")[name] == "Taken"
        body = envelope.write(error)
        assert body[name] == (error.text("en") if envelope is PROBLEM else error.message)
        content = envelope.read(json.loads(json.dumps(body)), 400, "")
        assert content is not None
        assert str(content.code) == "4200"
        assert content.message == body[name]
        assert content.details == {"a": 1}


USUAL = Fields("code", "message")
ERRNO = Fields("errno", "text")
PATH = Fields("errors.0.code", "errors.0.message", "extra.sub")
MARK, MARKS = ("error_code",), ("error_code", "error_msg")

# An envelope, a body, an HTTP status, and the claim, the code, the message and the marks.
READINGS: list[tuple[Envelope, dict[str, object], int | None, tuple[object, ...] | None]] = [
    (EMMA, {"error": 1, "code": 2101, "message": "m"}, None, (3, 2101, "m", ("error",))),
    (EMMA, {"error": " 1 ", "code": "7", "message": 8}, 200, (3, "7", 8, ("error",))),
    (EMMA, {"error": True, "message": "m"}, None, (2, None, "m", ("error",))),
    (EMMA, {"error": 1.5, "code": 1}, None, (3, 1, None, ("error",))),
    (EMMA, {"error": -1, "code": 1}, None, (3, 1, None, ("error",))),
    (EMMA, {"error": "x", "code": "7", "msg": "m"}, None, (2, "7", "m", ())),
    (EMMA, {"error": "x", "code": 7, "detail": "m", "title": "t"}, None, (0, 7, "m", ())),
    (EMMA, {"error": 1.5}, None, None),
    (EMMA, {"error": 1.5, "message": None}, 399, None),
    (EMMA, {"error": 1.5}, 400, (2, None, None, ("error",))),
    (EMMA, {"error": 1.0}, None, (2, None, None, ("error",))),
    (EMMA, {"error": "x"}, 404, None),
    (EMMA, {"error": " None ", "code": "7"}, 399, None),
    (EMMA, {"error": " None ", "code": "7"}, 400, (2, "7", None, ())),
    (EMMA, {"error": "", "code": "7"}, None, None),
    (EMMA, {"error": "", "code": "7"}, 404, (1, "7", None, ())),
    (EMMA, {"error": {"a": 1}, "code": "7"}, 404, (2, "7", None, ())),
    (EMMA, {"error": {"a": 1}, "code": "7"}, None, None),
    (EMMA, {"code": "7", "message": " ", "title": "t"}, 400, (1, "7", "t", ())),
    (EMMA, {"code": 7, "message": "m", "detail": "d"}, 400, (0, 7, "m", ())),
    (EMMA, {"code": "7"}, 399, None),
    (EMMA, {}, 404, None),
    (BAIDU, {"error_code": 110, "error_msg": "m"}, None, (3, 110, "m", MARKS)),
    (BAIDU, {"error_code": 110}, None, (2, 110, None, MARK)),
    (BAIDU, {"error_code": 110, "error_msg": "", "title": "t"}, 200, (3, 110, "t", MARKS)),
    (BAIDU, {"error_code": "x", "message": "m", "title": "t"}, None, (2, "x", "t", MARK)),
    (BAIDU, {"error_code": 1, "error": "e", "title": "t"}, None, (2, 1, "e", MARK)),
    (
        BAIDU,
        {"error_code": 1, "error_description": "d", "error": "e"},
        None,
        (2, 1, "d", MARK),
    ),
    (BAIDU, {"error_code": 1, "message": "m"}, None, (2, 1, "m", MARK)),
    (BAIDU, {"error_code": "00", "error_msg": "ok"}, 404, (1, 0, "ok", MARKS)),
    (BAIDU, {"error_code": "-0"}, None, (1, 0, None, MARK)),
    (BAIDU, {"error_code": "- 0"}, None, (2, "- 0", None, MARK)),
    (BAIDU, {"error_code": None, "error_msg": "m"}, None, (3, None, "m", MARKS)),
    (BAIDU, {"error_msg": "m"}, None, (3, None, "m", MARKS)),
    (BAIDU, {"error_msg": "m", "error": "e"}, None, None),
    (BAIDU, {"error_msg": None}, 404, None),
    (BAIDU, {"error_code": None}, 399, None),
    (BAIDU, {"error_code": " ", "error_msg": ""}, None, None),
    (BAIDU, {"error_msg": ["m"]}, 200, (3, None, ["m"], MARKS)),
    (BAIDU, {"error_code": "", "title": "t", "message": "m"}, 200, None),
    (BAIDU, {"error_code": "", "error": " "}, 200, None),
    (BAIDU, {"error_code": "", "error": "e"}, 200, (2, "", "e", MARK)),
    (BAIDU, {"error_code": None}, 400, (2, None, None, MARK)),
    (BAIDU, {"error_code": None, "error_description": "d"}, 200, (2, None, "d", MARK)),
    (OAUTH, {"error": "e", "error_description": "d", "message": "m"}, None, (3, "e", "d", ())),
    (OAUTH, {"error": "e", "message": "m"}, 200, (3, "e", "m", ())),
    (OAUTH, {"error": "e", "code": 7}, None, (3, "e", "e", ())),
    (OAUTH, {"error": "two words", "code": 7}, None, (3, 7, "two words", ())),
    (OAUTH, {"error": " e\n", "code": 7}, None, (3, " e\n", " e\n", ())),
    (OAUTH, {"error": " "}, 404, None),
    (OAUTH, {"error": "none"}, 399, None),
    (OAUTH, {"error": "none", "code": 7}, 400, (3, 7, "none", ())),
    (OAUTH, {"error": 1}, 404, None),
    (ERRNO, {"errno": 1, "text": "m", "message": "n"}, None, (3, 1, "m", ())),
    (ERRNO, {"errno": "12", "text": None}, None, (3, "12", None, ())),
    (ERRNO, {"errno": 0, "text": "m"}, None, (1, 0, "m", ())),
    (ERRNO, {"errno": 0, "text": "m"}, 400, (3, 0, "m", ())),
    (ERRNO, {"errno": "x", "text": "m"}, 399, (1, "x", "m", ())),
    (ERRNO, {"errno": 1, "message": "n"}, 400, (2, 1, "n", ())),
    (ERRNO, {"errno": 1, "message": "n"}, None, (1, 1, None, ())),
    (ERRNO, {"text": "m"}, 400, (1, None, "m", ())),
    (ERRNO, {"text": "m"}, 399, None),
    (ERRNO, {"text": ""}, 400, None),
    (USUAL, {"code": 1, "detail": "d"}, 400, (1, 1, "d", ())),
    (USUAL, {"code": 1, "detail": "d"}, None, None),
    (PATH, {"errors": [{"code": 1, "message": "m"}]}, None, (3, 1, "m", ())),
    (PATH, {"errors": [{}, {"code": 1}]}, None, None),
    (PATH, {"errors": []}, 400, None),
    (Fields("a.b.code", "a.b.text"), {"a": [{"code": 1}]}, 400, None),
    (PATH, {"errors": {"0": {"code": 1, "message": "m"}}}, None, (3, 1, "m", ())),
    (ANONYMOUS[-1], {"code": "c", "msg": "m"}, 400, (2, "c", "m", ())),
    (ANONYMOUS[-1], {}, 400, (2, None, None, ())),
    (PROBLEM, {"title": "t", "status": 404}, None, (2, None, "t", ())),
    (PROBLEM, {"title": "t", "status": 404}, 200, None),
    (PROBLEM, {"detail": "d", "status": 404}, None, (2, None, "d", ())),
    (PROBLEM, {"title": "t", "status": 404}, 400, (2, None, "t", ())),
    (PROBLEM, {"title": "t", "detail": "d", "status": 404}, 200, (2, None, "d", ())),
    (PROBLEM, {"title": "t", "detail": " ", "status": 404}, 200, (2, None, "t", ())),
    (PROBLEM, {"title": "t", "type": "x", "status": 7}, 404, (2, None, "t", ())),
    (PROBLEM, {"title": "t", "status": 7}, 404, None),
    (PROBLEM, {"title": "t", "type": "x", "status": 7}, None, None),
    (PROBLEM, {"type": "x", "status": 404}, None, None),
    (PROBLEM, {"title": "t", "status": 400}, None, (2, None, "t", ())),
    (PROBLEM, {"title": "t", "status": 399}, None, None),
    (PROBLEM, {"title": "t", "status": 599}, None, (2, None, "t", ())),
    (PROBLEM, {"title": "t", "status": 600}, None, None),
    (PROBLEM, {"title": "t", "status": "404"}, None, None),
    (PROBLEM, {"title": 1, "status": 404}, None, None),
    (PROBLEM, {"title": "t", "status": 404, "code": 7, "error_code": 8}, None, (2, 7, "t", ())),
    (PROBLEM, {"title": "t", "status": 404, "error_code": 8}, None, (2, 8, "t", ())),
    (
        PROBLEM,
        {"title": "t", "status": 404, "error_code": 8, "catalog": "a"},
        None,
        (2, None, "t", ()),
    ),
    (
        PROBLEM,
        {"title": "t", "status": 404, "detail": "d", "catalog": "a"},
        None,
        (3, None, "d", ()),
    ),
    (PROBLEM, {"title": "t", "status": 7, "detail": "d", "catalog": "a"}, None, None),
    (PROBLEM, {"title": "t", "status": "404", "detail": "d", "catalog": "a"}, 200, None),
    (PROBLEM, {"title": "t", "status": 404.0, "catalog": "a"}, None, (2, None, "t", ())),
    (PROBLEM, {"title": "t", "status": 7, "detail": "d", "catalog": 1}, None, None),
]


def test_content_of_a_body() -> None:
    details = {"a": 1}
    for envelope, body, status, expected in READINGS:
        for sent in (body, {**body, "details": details}):
            content = envelope.read(sent, status, "")
            if expected is None:
                assert content is None, sent
                continue
            assert content is not None, sent
            facts = content.claim, content.code, content.message, content.marks
            assert facts == expected, sent
            assert content.success is False, sent
            if sent is not body and envelope is PROBLEM:
                left = {name: sent[name] for name in sent if name not in PROBLEM_MEMBERS}
                assert content.details == left, sent
            elif sent is not body and content.code != 0:  # Baidu's success has none
                assert content.details == details, sent


@pytest.mark.parametrize("flag", [0, "0", " 00 ", "-0", False, 0.0], ids=repr)
def test_flag_of_emma_that_is_zero_means_success(flag: object) -> None:
    for status in (None, 200, 404):
        content = EMMA.read({"error": flag, "code": "2101", "message": "m"}, status, "")
        assert content is not None
        assert (content.success, content.claim, content.marks) == (True, 2, ("error",))


def test_media_type_makes_any_object_a_problem() -> None:
    for body in ({}, {"code": 7}, {"message": "m", "code": 7}):
        content = PROBLEM.read(body, None, "application/problem+json")
        assert content is not None
        assert (content.claim, content.code) == (2, body.get("code"))


def test_content_of_a_problem_has_its_catalog_and_params() -> None:
    body = {"title": "t", "status": 404, "detail": "d", "catalog": "a", "params": {"b": 1}, "c": 2}
    content = PROBLEM.read(body, None, "")
    assert content is not None
    assert (content.catalog, content.params, content.details) == ("a", {"b": 1}, {"c": 2})


@pytest.mark.parametrize(
    ("fields", "body", "subcode"),
    [
        (ERRNO, {"sub_code": "a", "subcode": "b", "error_subcode": "c"}, "a"),
        (ERRNO, {"subcode": "b", "error_subcode": "c"}, "b"),
        (ERRNO, {"error_subcode": "c"}, "c"),
        (ERRNO, {"sub_code": None, "subcode": "b"}, None),
        (ERRNO, {"extra": {"sub": "d"}}, None),
        (Fields("errno", "text", "extra.sub"), {"extra": {"sub": "d"}, "sub_code": "a"}, "d"),
        (Fields("errno", "text", "extra.sub"), {"sub_code": "a"}, None),
        (Fields("errno", "text", "sub"), {"sub": "d"}, "d"),
        (Fields("errno", "text", "a.b.sub"), {"a": {"b": {"sub": "d"}}}, "d"),
    ],
)
def test_sub_code_of_a_body(fields: Fields, body: dict[str, object], subcode: object) -> None:
    content = fields.read({"errno": 1, "text": "m", **body}, None, "")
    assert content is not None
    assert content.subcode == subcode


def test_body_of_an_error_in_each_envelope() -> None:
    error, bare = emma.UserExists("bob"), ApiError()
    error.request_id = 7
    bare.__dict__["_message"] = "m"
    text = "User bob exists"
    bodies: list[tuple[Envelope, object, object]] = [
        (EMMA, {"error": 1, "code": "4200", "message": text}, {"error": 1, "message": "m"}),
        (BAIDU, {"error_code": 4200, "error_msg": text, "request_id": 7}, {"error_msg": "m"}),
        (
            OAUTH,
            {"error": "4200", "error_description": text},
            {"error": "server_error", "error_description": "m"},
        ),
        (
            Fields("a.1.b", "a.1.c"),
            {"a": [{}, {"b": 4200, "c": text}], "request_id": 7},
            {"a": [{}, {"c": "m"}]},
        ),
        (Fields("a.b", "a.c"), {"a": {"b": 4200, "c": text}, "request_id": 7}, {"a": {"c": "m"}}),
        (Fields("a.0", "b"), {"a": {"0": 4200}, "b": text, "request_id": 7}, {"b": "m"}),
        (Fields("a", "request_id"), {"a": 4200, "request_id": text}, {"request_id": "m"}),
    ]
    for envelope, body, bare_body in bodies:
        assert envelope.write(error) == body
        assert envelope.write(bare) == bare_body


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"Content-Type": " Text/HTML ; charset=utf-8;x"}, "text/html"),
        ({"X-A": "b", "CONTENT-TYPE": "a/b"}, "a/b"),
        ({"Content-Type": b"a/b"}, ""),
        ({b"Content-Type": "a/b"}, ""),
        ({}, ""),
    ],
    ids=repr,
)
def test_media_type_of_headers(headers: dict[str, object], kind: str) -> None:
    assert media_type(headers) == kind
