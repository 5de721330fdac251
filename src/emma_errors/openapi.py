"""What a route that raises declares of it in OpenAPI, as each framework takes it.

    @app.get("/", responses=responses(EmmaCode.ARTICLE_NOT_FOUND))  # FastAPI
    @get("/", operation_class=litestar_responses(EmmaCode.ARTICLE_NOT_FOUND))  # Litestar
    @extend_schema(responses=spectacular_responses(EmmaCode.ARTICLE_NOT_FOUND))  # drf-spectacular

A framework is imported where its function is called. `format` and `type_base` are the adapter's.
"""

from collections import Counter
from itertools import groupby
from typing import Any

from .errors import ApiError
from .model import Definition, ErrorCode, Language, TextCode
from .reply import PROBLEM, Format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from drf_spectacular.utils import OpenApiResponse
    from litestar.openapi.spec import Operation
else:
    OpenApiResponse = Operation = object

__all__ = ("litestar_responses", "responses", "spectacular_responses")


def responses(
    *codes: ErrorCode | TextCode,
    lang: Language = "en",
    format: Format = "wire",
    type_base: str | None = None,
) -> dict[int | str, dict[str, Any]]:
    """Return the response objects of codes, one for each HTTP status, with an example for each.

    Args:
        codes: The codes that a route raises, of any catalog. One that its table defines twice has
            an example for each definition, named after it: `USER_NOT_FOUND`, or where another
            catalog has the name too, `emma.USER_NOT_FOUND`.
        lang: The language of descriptions, summaries and problems.
        format: `"wire"` for the API's own envelope, `"problem"` for RFC 9457.
        type_base: The address below which each code has a page; see `ApiError.to_problem`.

    Raises:
        AttributeError: one of the codes stands for success.
    """
    # By type and number: codes of two catalogs are equal where their numbers are.
    unique = {(type(code), code): code for code in codes}.values()
    definitions = [d for code in unique for d in code.definitions]
    definitions.sort(key=lambda d: (d.http_status or 500, d.catalog, d.code))
    media_type = PROBLEM if format == "problem" else "application/json"
    found: dict[int | str, dict[str, Any]] = {}
    for status, group in groupby(definitions, key=lambda d: d.http_status or 500):
        errors = {d: _example(d) for d in group}
        schemas = [
            _problem_schema(list(same)) if format == "problem" else _schema(list(same))
            for _, same in groupby(errors, key=lambda d: d.catalog)
        ]
        names = Counter([d.name for d in errors])
        examples = {
            d.name if names[d.name] == 1 else f"{d.catalog}.{d.name}": {
                "summary": error.text(lang),
                "value": error.to_problem(lang=lang, type_base=type_base)
                if format == "problem"
                else error.to_wire(),
            }
            for d, error in errors.items()
        }
        found[status] = {
            "description": "; ".join([error.text(lang) for error in errors.values()]),
            "content": {
                media_type: {
                    "schema": schemas[0] if len(schemas) == 1 else {"anyOf": schemas},
                    "examples": examples,
                }
            },
        }
    return found


def litestar_responses(
    *codes: ErrorCode | TextCode,
    lang: Language = "en",
    format: Format = "wire",
    type_base: str | None = None,
) -> type[Operation]:
    """Return what a handler of Litestar takes as `operation_class=`, to declare codes.

    What it declares of a status comes instead of what Litestar declares of it.

    Args:
        codes: See `responses`, as for the rest.
        lang: The language of descriptions, summaries and problems.
        format: `"wire"` or `"problem"`.
        type_base: The address below which each code has a page.

    Raises:
        AttributeError: one of the codes stands for success.
    """
    from litestar.openapi.spec import Operation

    found = responses(*codes, lang=lang, format=format, type_base=type_base)
    declared = {str(status): response for status, response in found.items()}

    # A ResponseSpec takes no schema but a type's, and writes an example's name into the example.
    class DeclaredOperation(Operation):
        def to_schema(self) -> dict[str, Any]:
            schema = super().to_schema()
            return {**schema, "responses": {**schema.get("responses", {}), **declared}}

    return DeclaredOperation


def spectacular_responses(
    *codes: ErrorCode | TextCode,
    lang: Language = "en",
    format: Format = "wire",
    type_base: str | None = None,
) -> dict[tuple[int | str, str], OpenApiResponse]:
    """Return what drf-spectacular's `@extend_schema` takes in `responses=`, to declare codes.

    Args:
        codes: See `responses`, as for the rest.
        lang: The language of descriptions, summaries and problems.
        format: `"wire"` or `"problem"`.
        type_base: The address below which each code has a page.

    Raises:
        AttributeError: one of the codes stands for success.
    """
    from drf_spectacular.utils import OpenApiExample, OpenApiResponse

    found = responses(*codes, lang=lang, format=format, type_base=type_base)
    return {
        (status, media_type): OpenApiResponse(
            content["schema"],
            response["description"],
            # Of a name with underscores it would make one word of capitals.
            [
                OpenApiExample(name.title().replace("_", ""), **example)
                for name, example in content["examples"].items()
            ],
        )
        for status, response in found.items()
        for media_type, content in response["content"].items()
    }


def _example(definition: Definition) -> ApiError:
    """Return an error of a definition, each parameter filled with its own name."""
    exception: Any = definition.exception
    error: ApiError = exception(*definition.params)
    return error


def _schema(definitions: list[Definition]) -> dict[str, Any]:
    """Return the schema of an API's envelope."""
    code = _code_schema(definitions)
    text = {"type": "string"}
    schema: dict[str, Any] = {"type": "object", "required": [], "properties": {}}
    if envelope := definitions[0].exception.envelope:
        of_code, of_message, *of_subcode = envelope
        _add(schema, of_code.split("."), code)
        if subcodes := [d.subcode for d in definitions if d.subcode is not None]:
            beside = of_code.split(".")[:-1]
            path = of_subcode[0].split(".") if of_subcode else [*beside, "sub_code"]
            needed = len(subcodes) == len(definitions)
            _add(schema, path, {**text, "enum": [*dict.fromkeys(subcodes)]}, needed=needed)
        _add(schema, of_message.split("."), text)
        # OpenAPI 3.0 has no lists of types.
        schema["properties"]["request_id"] = {"anyOf": [{"type": "integer"}, text]}
        return schema
    _add(schema, ["error"], {"type": "integer", "enum": [1]})
    _add(schema, ["code"], {**text, "enum": [str(number) for number in code["enum"]]})
    _add(schema, ["message"], text)
    return schema


def _code_schema(definitions: list[Definition]) -> dict[str, Any]:
    """Return the schema of a code: integers or texts."""
    codes = list(dict.fromkeys([d.code.value for d in definitions]))
    return {"type": "integer" if isinstance(codes[0], int) else "string", "enum": codes}


def _add(
    schema: dict[str, Any], path: list[str], member: dict[str, Any], *, needed: bool = True
) -> None:
    """Add a member to the schema of an object, at a path of names and places in a list."""
    name, *rest = path
    if needed and name not in schema["required"]:
        schema["required"].append(name)
    if not rest:
        schema["properties"][name] = member
        return
    inner: dict[str, Any] = {"type": "object", "required": [], "properties": {}}
    if rest[0].isdecimal():
        inner = schema["properties"].setdefault(name, {"type": "array", "items": inner})["items"]
        _add(inner, rest[1:], member, needed=needed)
    else:
        _add(schema["properties"].setdefault(name, inner), rest, member, needed=needed)


def _problem_schema(definitions: list[Definition]) -> dict[str, Any]:
    """Return the schema of problem details."""
    text = {"type": "string"}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": text,
            "status": {"type": "integer", "enum": [definitions[0].http_status or 500]},
            "detail": text,
            "code": _code_schema(definitions),
            "params": {"type": "object", "additionalProperties": text},
        },
    }
