"""Declarations of errors in OpenAPI are valid, and responses conform to them."""

import importlib
import json
import subprocess
import sys
from types import ModuleType
from typing import Any, cast

import pytest
from catalogs import Make

from emma_errors import BaiduCode, EmmaCode, baidu, emma
from emma_errors.generate import main
from emma_errors.lookup import Catalog
from emma_errors.model import ErrorCode, Language
from emma_errors.openapi import (
    Codes,
    fallback_responses,
    litestar_responses,
    responses,
    spectacular_responses,
)
from emma_errors.reply import Format

pytest.importorskip("drf_spectacular")
pytest.importorskip("fastapi")
pytest.importorskip("litestar")
pytest.importorskip("openapi_spec_validator")
pytest.importorskip("schemathesis")

import schemathesis
from fastapi import FastAPI, HTTPException
from litestar import Litestar, get
from litestar.openapi import OpenAPIConfig
from litestar.params import FromQuery
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate
from schemathesis.openapi.checks import JsonSchemaError, UndefinedStatusCode

from emma_errors import asgi

CODES: list[ErrorCode] = [code for code in [*EmmaCode, *BaiduCode] if code]
BASE = "https://errors.example"


def app_of(
    *declared: ErrorCode, raised: Exception, format: Format = "wire", codes: Codes = "open"
) -> FastAPI:
    """An app with one route."""
    app = FastAPI()

    @app.get("/", responses=responses(*declared, format=format, codes=codes))
    def read() -> dict[str, str]:
        raise raised

    asgi.install(app, format=format)
    return app


def examples_of(documented: dict[str, Any]) -> set[str]:
    """The names of the examples of some responses."""
    return {
        name
        for response in documented.values()
        for media_type in response["content"].values()
        for name in media_type.get("examples", {})
    }


def call(app: FastAPI) -> None:
    """Call the route of the app, and validate the response against the app's document."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    operation = cast("Any", schema["/"]["GET"])  # its own types leave much unsaid
    operation.Case().call_and_validate()


@pytest.mark.parametrize("format", ["wire", "problem"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_document_of_every_code_is_valid(format: Format, lang: Language) -> None:
    app = FastAPI()
    app.get("/", responses=responses(*CODES, lang=lang, format=format, type_base=BASE))(
        lambda: None
    )
    document = app.openapi()
    validate(document)
    documented = document["paths"]["/"]["get"]["responses"]
    declared = responses(*CODES, lang=lang, format=format, type_base=BASE)
    assert documented == {
        "200": documented["200"],
        **{str(key): value for key, value in declared.items()},
    }
    assert examples_of(documented) == {d.name for code in CODES for d in code.definitions}


@pytest.mark.parametrize("format", ["wire", "problem"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_document_of_litestar_has_the_same_declarations(format: Format, lang: Language) -> None:
    @get("/", operation_class=litestar_responses(*CODES, lang=lang, format=format, type_base=BASE))
    async def read() -> None: ...

    app = Litestar([read], openapi_config=OpenAPIConfig(title="test", version="1"))
    document = app.openapi_schema.to_schema()
    validate(document)
    documented = document["paths"]["/"]["get"]["responses"]
    declared = responses(*CODES, lang=lang, format=format, type_base=BASE)
    assert documented == {
        "200": documented["200"],
        **{str(key): value for key, value in declared.items()},
    }


def test_operation_of_litestar_keeps_litestar_s_declarations() -> None:
    @get("/", operation_class=litestar_responses(EmmaCode.ARTICLE_NOT_FOUND), summary="Read")
    async def read(number: FromQuery[int]) -> None: ...

    operation = Litestar([read]).openapi_schema.to_schema()["paths"]["/"]["get"]
    assert operation["summary"] == "Read"
    assert [parameter["name"] for parameter in operation["parameters"]] == ["number"]
    assert list(operation["responses"]) == ["200", "400", "404"]


# Django has one configuration for a process.
SPECTACULAR = """
import json, sys
import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["rest_framework", "drf_spectacular"],
    REST_FRAMEWORK={"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"},
)
django.setup()

from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings
from drf_spectacular.utils import extend_schema
from emma_errors import BaiduCode, EmmaCode
from emma_errors.openapi import spectacular_responses
from rest_framework.views import APIView

codes = [code for code in [*EmmaCode, *BaiduCode] if code]

def document(version, lang, format, base):
    declared = spectacular_responses(*codes, lang=lang, format=format, type_base=base)

    class View(APIView):
        @extend_schema(responses={200: str, **declared})
        def get(self, request): ...

    with patched_settings({"OAS_VERSION": version}):
        return SchemaGenerator(patterns=[path("", View.as_view())]).get_schema(public=True)

print(json.dumps([document(*options) for options in json.loads(sys.argv[1])]))
"""


def test_documents_of_drf_spectacular_have_the_same_declarations() -> None:
    documents: list[tuple[str, Language, Format, str]] = [
        ("3.0.3", "en", "wire", BASE),
        ("3.0.3", "en", "problem", BASE),
        ("3.1.0", "zh", "wire", BASE),
        ("3.1.0", "zh", "problem", BASE),
    ]
    ran = subprocess.run(
        [sys.executable, "-c", SPECTACULAR, json.dumps(documents)],
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )
    assert ran.stderr == ""
    names = {d.exception.__name__ for code in CODES for d in code.definitions}
    for (version, lang, format, base), document in zip(
        documents, json.loads(ran.stdout), strict=True
    ):
        assert document["openapi"] == version
        validate(document)
        documented = document["paths"]["/"]["get"]["responses"]
        declared = responses(*CODES, lang=lang, format=format, type_base=base)
        assert list(documented) == ["200", *map(str, declared)]
        for status, response in declared.items():
            assert documented[str(status)]["description"] == response["description"]
            for media_type, content in response["content"].items():
                other = documented[str(status)]["content"][media_type]
                assert other["schema"] == content["schema"], (version, format, status)
                examples = [*content["examples"].values()]
                assert [*other["examples"].values()] == examples, (version, format, status)
        assert examples_of(documented) == names


def test_codes_of_one_status_share_a_response() -> None:
    declared = responses(EmmaCode.USER_NOT_FOUND, EmmaCode.USER_EXISTS, EmmaCode.ARTICLE_NOT_FOUND)
    assert list(declared) == [400, 404]
    assert declared[404]["description"] == "User not found; Article not found"
    media_type = declared[404]["content"]["application/json"]
    assert media_type["schema"]["properties"]["code"] == {
        "type": "string",
        "title": "EmmaCode",
        "x-extensible-enum": ["2000", "2101"],
        "x-enum-varnames": ["USER_NOT_FOUND", "ARTICLE_NOT_FOUND"],
    }
    assert media_type["examples"]["ARTICLE_NOT_FOUND"] == {
        "summary": "Article not found",
        "value": emma.ArticleNotFound().to_wire(),
    }


def test_both_definitions_of_4109_have_an_example() -> None:
    declared = responses(EmmaCode(4109), codes="closed")
    media_type = declared[400]["content"]["application/json"]
    assert media_type["schema"]["properties"]["code"]["enum"] == ["4109"]
    assert len(media_type["examples"]) == 2


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[ModuleType, ModuleType]:
    """The packages of two tables with equal names, numbers and statuses; Emma has the name too."""
    folder = tmp_path_factory.mktemp("packages")
    table = "code\tname\thttp_status\tmessage\n1\tUSER_NOT_FOUND\t404\tNo such user\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "path", [str(folder), *sys.path])
        for name in ("till", "bar"):
            folder.joinpath(f"{name}.tsv").write_text(table, encoding="utf-8")
            assert main([f"{name}.tsv", "--package", name]) == 0
        return importlib.import_module("till"), importlib.import_module("bar")


@pytest.mark.parametrize("format", ["wire", "problem"])
def test_one_name_of_several_catalogs_has_an_example_each(
    packages: tuple[ModuleType, ModuleType], format: Format
) -> None:
    till, bar = packages
    codes: list[ErrorCode] = [EmmaCode.USER_NOT_FOUND, EmmaCode.ARTICLE_NOT_FOUND]
    codes += [till.TillCode.USER_NOT_FOUND, bar.BarCode.USER_NOT_FOUND]
    declared: dict[Any, Any] = responses(*codes, format=format)
    names = {f"{catalog}.USER_NOT_FOUND" for catalog in ("emma", "till", "bar")}
    assert examples_of(declared) == names | {"ARTICLE_NOT_FOUND"}
    app = FastAPI()
    app.get("/", responses=declared)(lambda: None)
    validate(app.openapi())
    for raised in (emma.UserNotFound(), emma.ArticleNotFound(), till.UserNotFound()):
        call(app_of(*codes, raised=raised, format=format))


def test_one_name_of_several_catalogs_is_declared_to_drf_spectacular(
    packages: tuple[ModuleType, ModuleType],
) -> None:
    declared = spectacular_responses(EmmaCode.USER_NOT_FOUND, packages[0].TillCode.USER_NOT_FOUND)
    for response in declared.values():
        names = [example.name for example in response.examples]
        assert names == ["Emma.UserNotFound", "Till.UserNotFound"]


def test_problem_is_declared_with_its_media_type() -> None:
    declared = responses(BaiduCode.CLIENT_IP_UNAUTHORIZED, format="problem", lang="zh")
    media_type = declared[403]["content"]["application/problem+json"]
    example = media_type["examples"]["CLIENT_IP_UNAUTHORIZED"]["value"]
    assert example == baidu.ClientIpUnauthorized("192.0.2.1").to_problem(lang="zh")
    assert json.loads(json.dumps(declared[403])) == declared[403]


CATALOGS: dict[str, tuple[tuple[str, ...], str]] = {
    "code, name and message of one text": (
        (),
        "code\tname\tmessage\nlost\tLOST\tnot_found\nnot_found\tNOT_FOUND\tnot_found\n",
    ),
    "the flag of Emma is a code": (
        ("error", "message"),
        "code\tname\tmessage\n1\tA\tOne\n2\tB\t2\n",
    ),
    "an item of a list": (
        ("errors.1.code", "errors.1.message"),
        "code\tname\tmessage\n1\tA\tOne\n2\tB\tTwo\n",
    ),
    "a path": (
        ("a.b.code", "a.message"),
        "code\tname\tmessage\n400\tB\tTwo\n404\tA\t404\n",
    ),
    "sub-codes of some": (
        (),
        "code\tname\tmessage\tsubcode\n1\tA\tOne\tX.1\n1\tB\tOne\t\n2\tC\tC\tX.2\n",
    ),
    "parameters of some": (
        (),
        "code\tname\tmessage\tparams\n1\tA\tNo %s\twhat\n2\tB\tTwo\t\n",
    ),
}


@pytest.mark.parametrize("case", CATALOGS)
@pytest.mark.parametrize("codes", ["open", "closed"])
def test_examples_conform_to_their_schema(make: Make, case: str, codes: Codes) -> None:
    envelope, rows = CATALOGS[case]
    catalog = make("own", *envelope, rows=rows)
    declared = responses(*[d.code for d in catalog.DEFINITIONS], codes=codes)
    app = FastAPI()
    app.get("/", responses=declared)(lambda: None)
    validate(app.openapi())
    path = (envelope or ("code",))[0]
    for kind, content in declared[500]["content"].items():
        schema = content["schema"]
        for example in content["examples"].values():
            assert OAS31Validator(schema).is_valid(example["value"]), example
        holder = schema
        for name in path.split(".") if kind == "application/json" else ["code"]:
            holder = holder["items"] if name.isdecimal() else holder["properties"][name]
        assert holder["title"] == "OwnCode"
        declared_codes = holder["enum" if codes == "closed" else "x-extensible-enum"]
        assert declared_codes == [*dict.fromkeys(d.code.value for d in catalog.DEFINITIONS)]
        titled = json.dumps(schema).count("OwnCode")
        assert titled == 1


def test_success_cannot_be_declared_as_an_error() -> None:
    with pytest.raises(AttributeError, match="SUCCESS has no exception"):
        responses(BaiduCode.SUCCESS)


@pytest.mark.parametrize("format", ["wire", "problem"])
@pytest.mark.parametrize(
    "raised", [emma.UserExists("bob"), emma.SubscriptionGroupNameMissing(), baidu.IpInvalid()]
)
def test_declared_errors_pass_a_contract_test(
    raised: emma.EmmaError | baidu.BaiduError, format: Format
) -> None:
    codes = (EmmaCode.USER_EXISTS, EmmaCode(4109), BaiduCode.IP_INVALID)
    call(app_of(*codes, raised=raised, format=format))


def test_undeclared_status_fails_a_contract_test() -> None:
    with pytest.raises(BaseExceptionGroup) as caught:
        call(app_of(EmmaCode.USER_EXISTS, raised=emma.ArticleNotFound()))
    assert caught.group_contains(UndefinedStatusCode)


@pytest.mark.parametrize("format", ["wire", "problem"])
def test_undeclared_code_passes_a_contract_test_if_the_codes_are_open(format: Format) -> None:
    call(app_of(EmmaCode.USER_EXISTS, raised=emma.FormatInvalid("email"), format=format))


@pytest.mark.parametrize("format", ["wire", "problem"])
@pytest.mark.parametrize("raised", [emma.FormatInvalid("email"), baidu.IpInvalid()], ids=repr)
def test_undeclared_code_fails_a_contract_test_if_the_codes_are_closed(
    raised: emma.EmmaError | baidu.BaiduError, format: Format
) -> None:
    with pytest.raises(BaseExceptionGroup) as caught:
        call(app_of(EmmaCode.USER_EXISTS, raised=raised, format=format, codes="closed"))
    assert caught.group_contains(JsonSchemaError)


def test_both_media_types_of_an_answer_are_declared() -> None:
    wire = responses(EmmaCode.USER_EXISTS)[400]["content"]
    assert list(wire) == ["application/json", "application/problem+json"]
    problem = responses(EmmaCode.USER_EXISTS, format="problem")[400]["content"]
    assert list(problem) == ["application/problem+json"]


def test_examples_are_responses() -> None:
    example = responses(EmmaCode.USER_EXISTS)[400]["content"]["application/json"]["examples"]
    assert example["USER_EXISTS"]["summary"] == "User bob already exists"
    assert example["USER_EXISTS"]["value"] == emma.UserExists("bob").to_wire()


@pytest.mark.parametrize("format", ["wire", "problem"])
@pytest.mark.parametrize("catalog", [emma, baidu])
def test_fallbacks_are_declared_for_all_routes_instead_of_fastapi_s_422(
    catalog: Catalog, format: Format
) -> None:
    app = FastAPI(responses=fallback_responses(catalog, format=format))
    app.get("/{number}")(read_number)
    document = app.openapi()
    validate(document)
    documented = document["paths"]["/{number}"]["get"]["responses"]
    assert "422" not in documented
    assert "default" in documented
    statuses = {str(d.http_status) for d in catalog.FALLBACKS.values()}
    assert statuses <= set(documented)


def read_number(number: int) -> None: ...


@pytest.mark.parametrize("format", ["wire", "problem"])
@pytest.mark.parametrize("codes", ["open", "closed"])
def test_errors_of_the_framework_conform_to_the_declaration(format: Format, codes: Codes) -> None:
    app = FastAPI(responses=fallback_responses(emma, format=format, codes=codes))
    app.get("/{number}")(read_number)
    app.get("/conflict/{number}")(conflict)
    asgi.install(app, format=format, catalog=emma)
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    for path, number in (("/{number}", "x"), ("/conflict/{number}", "1")):
        operation = cast("Any", schema[path]["GET"])
        operation.Case(path_parameters={"number": number}).call_and_validate()


def conflict(number: int) -> None:
    raise HTTPException(409)
