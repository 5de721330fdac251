"""Choose between the two languages of the texts by a request's `Accept-Language`."""

import re

from .model import Language

__all__ = ("CONTENT_LANGUAGE", "negotiate", "weighted")

# The language tag (BCP 47) of the Chinese texts of each catalog.
CONTENT_LANGUAGE = {"emma": "zh-Hant", "baidu": "zh-Hans"}

# Mandarin (cmn) and Cantonese (yue) have the same written language.
_LANGUAGES: "dict[str, Language]" = {"en": "en", "zh": "zh", "cmn": "zh", "yue": "zh"}

_LIMIT = 1000  # characters of a header that are read
_WEIGHT = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")


def negotiate(accept_language: str | None) -> Language | None:
    """Return the language that a client prefers, or None if it prefers neither.

    Only the primary subtag of a language tag is compared: `zh-TW`, `zh-Hant`, `zh_CN`, `cmn` and
    `yue` all mean `"zh"`.

    Args:
        accept_language: The value of the header (RFC 9110, section 12.5.4). Invalid parts are
            ignored, and only the first 1,000 characters are read.
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
    """Return the values of a weighted list, in lower case, each with its weight from 0 to 1.

    Args:
        header: The value of `Accept`, `Accept-Language` or a similar header (RFC 9110, section
            12.4.2).
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
