"""What a route that raises declares of it in OpenAPI 3.1, as FastAPI's `responses=` takes it."""

from itertools import groupby
from typing import Any

from .errors import ApiError
from .model import Definition, ErrorCode, Language
from .reply import PROBLEM, Format

__all__ = ("responses",)


def responses(
    *codes: ErrorCode, lang: Language = "en", format: Format = "wire", type_base: str | None = None
) -> dict[int | str, dict[str, Any]]:
    """Return the response objects of codes, one for each HTTP status, with an example for each.

    Args:
        codes: The codes that a route raises, of either API. One that its table defines twice has an
            example for each definition.
        lang: The language of descriptions, summaries and problems.
        format: `"wire"` for the API's own envelope, `"problem"` for RFC 9457.
        type_base: The address below which each code has a page; see `ApiError.to_problem`.

    Raises:
        AttributeError: one of the codes stands for success.
    """
    definitions = [d for code in dict.fromkeys(codes) for d in code.definitions]
    definitions.sort(key=lambda d: (d.http_status, d.catalog, d.code))
    media_type = PROBLEM if format == "problem" else "application/json"
    found: dict[int | str, dict[str, Any]] = {}
    for status, group in groupby(definitions, key=lambda d: d.http_status):
        errors = {d: _example(d) for d in group}
        schemas = [
            _problem_schema(list(same)) if format == "problem" else _schema(catalog, list(same))
            for catalog, same in groupby(errors, key=lambda d: d.catalog)
        ]
        examples = {
            d.name: {
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
                    "schema": schemas[0] if len(schemas) == 1 else {"oneOf": schemas},
                    "examples": examples,
                }
            },
        }
    return found


def _example(definition: Definition) -> ApiError:
    """Return an error of a definition, each parameter filled with its own name."""
    exception: Any = definition.exception
    error: ApiError = exception(*definition.params)
    return error


def _schema(catalog: str, definitions: list[Definition]) -> dict[str, Any]:
    """Return the schema of an API's envelope."""
    numbers = list(dict.fromkeys([int(d.code) for d in definitions]))
    text = {"type": "string"}
    if catalog == "baidu":
        return {
            "type": "object",
            "required": ["error_code", "error_msg"],
            "properties": {
                "error_code": {"type": "integer", "enum": numbers},
                "error_msg": text,
                "request_id": {"type": ["integer", "string"]},
            },
        }
    return {
        "type": "object",
        "required": ["error", "code", "message"],
        "properties": {
            "error": {"type": "integer", "enum": [1]},
            "code": {"type": "string", "enum": [str(number) for number in numbers]},
            "message": text,
        },
    }


def _problem_schema(definitions: list[Definition]) -> dict[str, Any]:
    """Return the schema of problem details."""
    numbers = list(dict.fromkeys([int(d.code) for d in definitions]))
    text = {"type": "string"}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": text,
            "status": {"type": "integer", "enum": [definitions[0].http_status]},
            "detail": text,
            "code": {"type": "integer", "enum": numbers},
            "params": {"type": "object", "additionalProperties": text},
        },
    }
