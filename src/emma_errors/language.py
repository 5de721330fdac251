"""From `Accept-Language` to one of the two languages that every text is in."""

import re

from .model import Language

__all__ = ("CONTENT_LANGUAGE", "negotiate", "weighted")

# By catalog: how BCP 47 calls the Chinese that its texts are written in.
CONTENT_LANGUAGE = {"emma": "zh-Hant", "baidu": "zh-Hans"}

# Mandarin and Cantonese readers read written Chinese.
_LANGUAGES: "dict[str, Language]" = {"en": "en", "zh": "zh", "cmn": "zh", "yue": "zh"}

_LIMIT = 1000  # characters read of a header
_WEIGHT = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")


def negotiate(accept_language: str | None) -> Language | None:
    """Return the language that a reader prefers, or None without a preference for either.

    Languages are matched by their primary subtag (RFC 4647 lookup): `zh-TW`, `zh-Hant`, `zh_CN`,
    `cmn` and `yue` are all `"zh"`.

    Args:
        accept_language: The header's value (RFC 9110, section 12.5.4); anything that is not one is
            passed over, and of a long one only the first 1,000 characters are read.
    """
    weights: dict[Language, float] = {}
    rest = 0.0
    for tag, weight in weighted(accept_language):
        primary = tag.replace("_", "-").partition("-")[0]
        if primary == "*":
            rest = weight
        elif language := _LANGUAGES.get(primary):
            weights[language] = max(weight, weights.get(language, 0.0))
    en, zh = weights.get("en", rest), weights.get("zh", rest)
    if en == zh:
        return next(iter(weights), None) if en else None
    return "en" if en > zh else "zh"


def weighted(header: str | None) -> list[tuple[str, float]]:
    """Return each value of a list with weights, in lower case, and its weight from 0 to 1.

    Args:
        header: The value of `Accept`, `Accept-Language` or the like (RFC 9110, section 12.4.2).
    """
    values: list[tuple[str, float]] = []
    for item in (header or "")[:_LIMIT].lower().split(","):
        value, *parameters = [part.strip() for part in item.split(";")]
        weight = 1.0
        for parameter in parameters:
            name, _, number = parameter.partition("=")
            if name.strip() == "q":
                weight = float(number) if _WEIGHT.fullmatch(number.strip()) else 0.0
        values.append((value, weight))
    return values
