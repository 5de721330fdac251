# Generated from shop_codes.tsv by
# emma-errors generate shop_codes.tsv --package shop.errors --reference errors.md: do not edit.
"""The exceptions of the Shop API: a class a category, under it one a definition.

ShopError
  NotFoundError
    ItemNotFound 1001
    OrderNotFound 1002
  InputError
    QuantityOutOfRange 2001
  PaymentError
    PaymentDeclined 3001
    PaymentServiceBusy 3002
"""

from emma_errors.errors import ApiError
from emma_errors.errors import error as _error
from emma_errors.model import Definition

from .codes import ShopCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from emma_errors.wire import Body
else:
    Body = object

__all__ = (
    "InputError",
    "ItemNotFound",
    "NotFoundError",
    "OrderNotFound",
    "PaymentDeclined",
    "PaymentError",
    "PaymentServiceBusy",
    "QuantityOutOfRange",
    "ShopError",
    "error",
    "parse",
)


class ShopError(ApiError):
    """Base of every error of the Shop API."""

    catalog = "shop"
    envelope = ("code", "message")


class NotFoundError(ShopError):
    """Not found, codes 1001 to 1002."""


class ItemNotFound(NotFoundError):
    """1001, HTTP 404: No item {item}. 沒有商品 {item}。"""

    code = ShopCode.ITEM_NOT_FOUND

    def __init__(self, item: str) -> None:
        self.args = (item,)


class OrderNotFound(NotFoundError):
    """1002, HTTP 404: No such order. 沒有這張訂單。"""

    code = ShopCode.ORDER_NOT_FOUND


class InputError(ShopError):
    """Input, codes 2001 to 2001."""


class QuantityOutOfRange(InputError):
    """2001, HTTP 422: {field} must be between {low} and {high}.

    {field} 必須介於 {low} 和 {high} 之間。
    """

    code = ShopCode.QUANTITY_OUT_OF_RANGE

    def __init__(self, field: str, low: str, high: str) -> None:
        self.args = (field, low, high)


class PaymentError(ShopError):
    """Payment, codes 3001 to 3002."""


class PaymentDeclined(PaymentError):
    """3001, HTTP 402: The payment was declined. 付款遭拒。"""

    code = ShopCode.PAYMENT_DECLINED


class PaymentServiceBusy(PaymentError):
    """3002, HTTP 503: The payment service is busy. 付款服務忙碌中。"""

    code = ShopCode.PAYMENT_SERVICE_BUSY


def error(code: ShopCode | Definition, *args: str) -> ShopError:
    """Make the exception of a code known only at run time.

    Args:
        code: A member of `ShopCode`, or a `Definition` of one; at run time also its number or
            name, which a checker refuses, for a code of another API is an int too.
        args: One argument for each of the definition's parameters.

    Raises:
        UnknownCodeError: there is no such code.
        TypeError: the code is of another API, or takes other arguments.
        ValueError: the code stands for success.
    """
    return _error(ShopError, ShopCode, code, args)


def parse(body: Body, *, http_status: int | None = None) -> ShopError | None:
    """Return the error that a response of the Shop API stands for, or None for success.

    It never fails; `emma_errors.parse_error` tells what becomes of each body.

    Args:
        body: The body as text, bytes or the decoded mapping.
        http_status: The HTTP status code of the response, if known.
    """
    from emma_errors.wire import parse_catalog

    return parse_catalog(ShopError, body, http_status)


for _name in __all__:  # tracebacks and pickles name the place the classes are imported from
    globals()[_name].__module__ = "shop.errors"
