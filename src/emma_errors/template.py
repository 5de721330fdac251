"""Texts of a table without a parameter: a text is a template only if it contains `%s`."""

from collections.abc import Callable

__all__ = ("folded", "plain", "shown")


def plain(text: str) -> str:
    """Return a text as it is displayed: with `%` for `%%`, unless it is a template."""
    if "%" not in text or "%s" in text.replace("%%", ""):
        return text
    return text.replace("%%", "%")


def folded(text: str) -> str:
    """Return `text` in NFKC, without case and without a final full stop, for comparison."""
    from unicodedata import normalize

    return normalize("NFKC", text).casefold().strip().removesuffix(".").removesuffix("。")


def shown(arg: object, text: Callable[[object], str] = str) -> str:
    """Return the text of an argument, or `…` if its `__str__` fails."""
    try:
        return text(arg)
    except Exception:
        return "…"
