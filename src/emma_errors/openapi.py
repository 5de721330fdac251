"""Declare errors in OpenAPI, in the form that each framework takes.

    FastAPI(responses=fallback_responses(emma))  # all errors of `install(app, catalog=emma)`
    @app.get("/", responses=responses(EmmaCode.ARTICLE_NOT_FOUND))  # FastAPI
    @get("/", operation_class=litestar_responses(EmmaCode.ARTICLE_NOT_FOUND))  # Litestar
    @extend_schema(responses=spectacular_responses(EmmaCode.ARTICLE_NOT_FOUND))  # drf-spectacular

A framework is imported when its function is called. Pass the same `format` and `type_base` as to
the adapter.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal, cast

from .errors import ApiError
from .fallbacks import answer_for
from .model import Code, Definition, Language
from .reply import PROBLEM, Format, status_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from drf_spectacular.utils import OpenApiResponse
    from litestar.openapi.spec import Operation

    from .lookup import Catalog
else:
    Catalog = OpenApiResponse = Operation = object

__all__ = (
    "Codes",
    "fallback_responses",
    "litestar_responses",
    "responses",
    "spectacular_responses",
)

Codes = Literal["open", "closed"]

# The arguments of examples by parameter; the argument of any other parameter is its name.
_ARGUMENTS = {"field": "email", "ip": "192.0.2.1", "parameter": "page", "user": "bob"}


def responses(
    *declared: Code,
    lang: Language = "en",
    format: Format = "wire",
    type_base: str | None = None,
    codes: Codes = "open",
) -> dict[int | str, dict[str, Any]]:
    """Return the response objects of codes, one for each HTTP status, with an example for each.

    Args:
        declared: The codes that a route raises, of any catalog. There is an example for each
            definition, named after it: `USER_NOT_FOUND`, or `emma.USER_NOT_FOUND` if another
            catalog has the name too.
        lang: The language of descriptions, summaries and problems.
        format: `"wire"` for the API's own envelope, or a problem if the client asks for one;
            `"problem"` for RFC 9457 only.
        type_base: The URL below which each code has a page; see `ApiError.to_problem`.
        codes: `"open"` to allow any code and list the declared ones as `x-extensible-enum`, so that
            a generated client accepts codes that are declared later; `"closed"` for an `enum`, so
            that a contract test fails for a code that is not declared.

    Raises:
        AttributeError: One of the codes means success.
    """
    # By type and value: codes of two catalogs are equal where their numbers are.
    unique = {(type(code), code): code for code in declared}.values()
    definitions = [d for code in unique for d in code.definitions]
    examples = {d: _example(d) for d in definitions}
    definitions.sort(key=lambda d: (status_of(examples[d]), d.catalog, str(d.code)))
    by_status: dict[int | str, dict[str, Any]] = {}
    for status, group in groupby(definitions, key=lambda d: status_of(examples[d])):
        errors = {d: examples[d] for d in group}
        names = Counter([d.name for d in errors])
        labels = {d: d.name if names[d.name] == 1 else f"{d.catalog}.{d.name}" for d in errors}
        problems = _content(
            [_problem_schema(part, status, codes) for part in _by_catalog(errors)],
            {
                labels[d]: (error.text(lang), error.to_problem(lang=lang, type_base=type_base))
                for d, error in errors.items()
            },
        )
        content = {PROBLEM: problems}
        if format == "wire":
            envelopes = _content(
                [_schema(part, codes) for part in _by_catalog(errors)],
                {labels[d]: (error.text(lang), error.to_wire()) for d, error in errors.items()},
            )
            content = {"application/json": envelopes, **content}
        description = "; ".join([error.text(lang) for error in errors.values()])
        by_status[status] = {"description": description, "content": content}
    return by_status


def fallback_responses(
    catalog: Catalog,
    *,
    lang: Language = "en",
    format: Format = "wire",
    type_base: str | None = None,
    codes: Codes = "open",
) -> dict[int | str, dict[str, Any]]:
    """Return the response objects of a framework's own errors, for all routes at once.

    `default` is a response without a code, for a status that has no definition in the catalog. It
    also makes FastAPI omit its own 422.

    Args:
        catalog: The catalog that you pass to the adapter, such as `emma_errors.emma`.
        lang: See `responses`.
        format: `"wire"` or `"problem"`.
        type_base: The URL below which each code has a page.
        codes: `"open"` or `"closed"`.
    """
    declared = [definition.code for definition in catalog.FALLBACKS.values()]
    fallbacks = responses(*declared, lang=lang, format=format, type_base=type_base, codes=codes)
    error = answer_for(catalog, 418)
    problem, envelope = _shape(error.to_problem()), _shape(error.to_wire())
    content = {PROBLEM: {"schema": problem}}
    if format == "wire":
        content = {"application/json": {"schema": envelope}, **content}
    description = "Any other error" if lang == "en" else "其他錯誤"
    return {**fallbacks, "default": {"description": description, "content": content}}


def litestar_responses(
    *declared: Code,
    lang: Language = "en",
    format: Format = "wire",
    type_base: str | None = None,
    codes: Codes = "open",
) -> type[Operation]:
    """Return a value for `operation_class=` of a Litestar handler, to declare codes.

    The declaration of a status replaces Litestar's own.

    Args:
        declared: See `responses`.
        lang: The language of descriptions, summaries and problems.
        format: `"wire"` or `"problem"`.
        type_base: The URL below which each code has a page.
        codes: `"open"` or `"closed"`.

    Raises:
        AttributeError: One of the codes means success.
    """
    from litestar.openapi.spec import Operation

    objects = responses(*declared, lang=lang, format=format, type_base=type_base, codes=codes)
    by_status = {str(status): response for status, response in objects.items()}

    # A ResponseSpec takes no schema but a type's, and writes an example's name into the example.
    class DeclaredOperation(Operation):
        def to_schema(self) -> dict[str, Any]:
            schema = super().to_schema()
            return {**schema, "responses": {**schema.get("responses", {}), **by_status}}

    return DeclaredOperation


def spectacular_responses(
    *declared: Code,
    lang: Language = "en",
    format: Format = "wire",
    type_base: str | None = None,
    codes: Codes = "open",
) -> dict[tuple[int | str, str], OpenApiResponse]:
    """Return a value for `responses=` of drf-spectacular's `@extend_schema`, to declare codes.

    Args:
        declared: See `responses`.
        lang: The language of descriptions, summaries and problems.
        format: `"wire"` or `"problem"`.
        type_base: The URL below which each code has a page.
        codes: `"open"` or `"closed"`.

    Raises:
        AttributeError: One of the codes means success.
    """
    from drf_spectacular.utils import OpenApiExample, OpenApiResponse

    objects = responses(*declared, lang=lang, format=format, type_base=type_base, codes=codes)
    return {
        (status, media_type): OpenApiResponse(
            content["schema"],
            response["description"],
            # drf-spectacular would write a name with underscores as one word of capitals.
            [
                OpenApiExample(name.title().replace("_", ""), **example)
                for name, example in content["examples"].items()
            ],
        )
        for status, response in objects.items()
        for media_type, content in response["content"].items()
    }


def _example(definition: Definition) -> ApiError:
    """Return an error of a definition, each parameter filled with something of its kind."""
    make = cast("Any", definition.exception)
    error: ApiError = make(*[_ARGUMENTS.get(name, name) for name in definition.params])
    return error


def _by_catalog(errors: Mapping[Definition, ApiError]) -> Iterator[list[ApiError]]:
    """Yield the errors of each catalog."""
    for _, group in groupby(errors, key=lambda d: d.catalog):
        yield [errors[d] for d in group]


def _content(
    schemas: Sequence[dict[str, Any]], examples: Mapping[str, tuple[str, dict[str, object]]]
) -> dict[str, Any]:
    """Return the media type object of a response."""
    return {
        "schema": schemas[0] if len(schemas) == 1 else {"anyOf": [*schemas]},
        "examples": {
            name: {"summary": summary, "value": value}
            for name, (summary, value) in examples.items()
        },
    }


def _schema(errors: Sequence[ApiError], codes: Codes) -> dict[str, Any]:
    """Return the schema of the envelope of a catalog's errors."""
    envelope = errors[0].envelope
    schema = _shape(*[error.to_wire() for error in errors])
    properties = schema["properties"]
    if envelope is None:
        properties["error"]["enum"] = [1]
    else:
        # OpenAPI 3.0 has no lists of types.
        either = {"anyOf": [{"type": "integer"}, {"type": "string"}]}
        properties.setdefault("request_id", either)
    properties.setdefault("details", {"type": "object"})
    _declare_codes(schema, "code" if envelope is None else envelope[0], errors, codes)
    return schema


def _problem_schema(errors: Sequence[ApiError], status: int, codes: Codes) -> dict[str, Any]:
    """Return the schema of the problem details of a catalog's errors."""
    schema = _shape(*[error.to_problem() for error in errors])
    schema["required"] = [name for name in schema["required"] if name != "params"]
    properties = schema["properties"]
    properties["type"]["format"] = "uri-reference"
    properties["status"]["enum"] = [status]
    properties["params"] = {"type": "object", "additionalProperties": {"type": "string"}}
    _declare_codes(schema, "code", errors, codes)
    return schema


def _shape(*values: object) -> dict[str, Any]:
    """Return the schema of JSON that looks like some values of one type."""
    first = values[0]
    if isinstance(first, Mapping):
        objects = cast("tuple[Mapping[str, object], ...]", values)
        names = dict.fromkeys([name for members in objects for name in members])
        required = [name for name in names if all(name in members for members in objects)]
        return {
            "type": "object",
            **({"required": required} if required else {}),
            "properties": {
                name: _shape(*[members[name] for members in objects if name in members])
                for name in names
            },
        }
    if isinstance(first, list):
        items = [item for value in cast("tuple[list[object], ...]", values) for item in value]
        return {"type": "array", "items": _shape(*items) if items else {}}
    return {"type": "integer" if isinstance(first, int) else "string"}


def _declare_codes(
    schema: dict[str, Any], path: str, errors: Sequence[ApiError], codes: Codes
) -> None:
    """Declare the codes in the schema of the member of a body that has the path of the code."""
    holder = schema
    for name in path.split("."):
        holder = holder["items"] if holder["type"] == "array" else holder["properties"][name]
    names: dict[object, Definition] = {}
    for error in errors:
        assert error.definition is not None
        value = getattr(error.code, "value", error.code)
        names.setdefault(value if holder["type"] == "integer" else str(value), error.definition)
    # A title of the whole body would replace the status in the names of a generated client's
    # classes, and two statuses would share one class.
    holder["title"] = type(errors[0].code).__name__
    holder["enum" if codes == "closed" else "x-extensible-enum"] = [*names]
    holder["x-enum-varnames"] = [definition.code.name for definition in names.values()]
