"""What a text of a table is to a reader: a template where it has a `%s`, else plain."""

__all__ = ("plain",)


def plain(text: str) -> str:
    """Return a text as it is shown: without a `%s` it is no template, and `%%` is one sign."""
    return text if "%s" in text.replace("%%", "") else text.replace("%%", "%")
