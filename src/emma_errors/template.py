"""Texts of a table without a parameter: a text is a template only if it contains `%s`."""

__all__ = ("plain",)


def plain(text: str) -> str:
    """Return a text as it is displayed: with `%` for `%%`, unless it is a template."""
    if "%" not in text or "%s" in text.replace("%%", ""):
        return text
    return text.replace("%%", "%")
