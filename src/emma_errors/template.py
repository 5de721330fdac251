"""What a text of a table is to a reader: a template where it has a `%s`, else plain."""

__all__ = ("plain",)


def plain(text: str) -> str:
    """Return a text as it is shown: without a `%s` it is no template, and `%%` is one sign."""
    if "%" not in text or "%s" in text.replace("%%", ""):
        return text
    return text.replace("%%", "%")
