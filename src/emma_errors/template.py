"""Format, fold and display the texts of a table."""

from collections.abc import Callable

__all__ = ("folded", "pieces", "plain", "shown")


def plain(text: str) -> str:
    """Return a text as it is displayed: with `%` for `%%`, unless it is a template with `%s`."""
    if "%" not in text or "%s" in text.replace("%%", ""):
        return text
    return text.replace("%%", "%")


def pieces(template: str) -> list[str]:
    """Return the text before, between and after the `%s` of a template, with `%` for `%%`."""
    return [piece.replace("\0", "%") for piece in template.replace("%%", "\0").split("%s")]


def folded(text: str) -> str:
    """Return a text for comparison: NFKC-normalized, without case and a final full stop."""
    from unicodedata import normalize

    return normalize("NFKC", text).casefold().strip().removesuffix(".").removesuffix("。")


def shown(arg: object, text: Callable[[object], str] = str) -> str:
    """Return the text of an argument, or `…` if its `__str__` fails."""
    try:
        return text(arg)
    except Exception:
        return "…"
