"""A client of the shop's API."""

import urllib.request
from urllib.error import HTTPError

from shop import errors


def order(url: str, item: str, quantity: int) -> str:
    """Order a quantity of an item, and return the outcome."""
    try:
        with urllib.request.urlopen(f"{url}/{item}/{quantity}") as response:
            body, status = response.read(), response.status
    except HTTPError as answer:
        with answer:
            body, status = answer.read(), answer.code
    error = errors.parse(body, http_status=status)
    if isinstance(error, errors.QuantityOutOfRange):
        return f"at most {error.params['high']}"
    if isinstance(error, errors.NotFoundError):
        return error.text("zh")
    if error is not None:
        raise error
    return "ordered"
