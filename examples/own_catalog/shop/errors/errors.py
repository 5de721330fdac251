# Generated from shop_codes.tsv by
# emma-errors generate shop_codes.tsv --package shop.errors --reference errors.md: do not edit.
# fmt: off
# The attributes of a class have narrower types than those of its base; they are never set.
# pyright: reportIncompatibleVariableOverride=false
# pyrefly: ignore-errors[bad-override-mutable-attribute]
# ty: ignore[incompatible-mutable-override]
"""The exceptions of the Shop API: each category has a class, each definition a subclass.

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

from collections.abc import Mapping

from emma_errors.errors import ApiError, classes, exception_of
from emma_errors.model import Advice, Definition

from .codes import ShopCode
from .definitions import DEFINITIONS

__all__: tuple[str, ...] = (
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
    """Base class of the errors of the Shop API."""

    catalog: str = "shop"
    rows: tuple[Definition, ...] = DEFINITIONS
    envelope: tuple[str, ...] | None = ("code", "message")


class NotFoundError(ShopError):
    """Not found, codes 1001 to 1002."""


class ItemNotFound(NotFoundError):
    """1001, HTTP 404: No item {item}. 沒有商品 {item}。"""

    code: ShopCode = ShopCode.ITEM_NOT_FOUND
    definition: Definition = ShopCode.ITEM_NOT_FOUND.definition
    http_status: int = 404

    def __init__(self, item: str) -> None:
        self.args: tuple[str, ...] = (item,)


class OrderNotFound(NotFoundError):
    """1002, HTTP 404: No such order. 沒有這張訂單。"""

    code: ShopCode = ShopCode.ORDER_NOT_FOUND
    definition: Definition = ShopCode.ORDER_NOT_FOUND.definition
    http_status: int = 404


class InputError(ShopError):
    """Input, codes 2001 to 2001."""


class QuantityOutOfRange(InputError):
    """2001, HTTP 422: {field} must be between {low} and {high}.

    {field} 必須介於 {low} 和 {high} 之間。
    """

    code: ShopCode = ShopCode.QUANTITY_OUT_OF_RANGE
    definition: Definition = ShopCode.QUANTITY_OUT_OF_RANGE.definition
    http_status: int = 422

    def __init__(self, field: str, low: str, high: str) -> None:
        self.args: tuple[str, ...] = (field, low, high)


class PaymentError(ShopError):
    """Payment, codes 3001 to 3002."""


class PaymentDeclined(PaymentError):
    """3001, HTTP 402: The payment was declined. 付款遭拒。"""

    code: ShopCode = ShopCode.PAYMENT_DECLINED
    definition: Definition = ShopCode.PAYMENT_DECLINED.definition
    http_status: int = 402


class PaymentServiceBusy(PaymentError):
    """3002, HTTP 503: The payment service is busy.

    付款服務忙碌中。

    Advice: back_off.
    """

    code: ShopCode = ShopCode.PAYMENT_SERVICE_BUSY
    definition: Definition = ShopCode.PAYMENT_SERVICE_BUSY.definition
    http_status: int = 503
    advice: Advice | None = Advice.BACK_OFF
    retryable = True


_CLASSES = classes(ShopError, DEFINITIONS)


def error(code: ShopCode | Definition, *args: str) -> ShopError:
    """Return the exception of a code that is known only at run time.

    Args:
        code: A member of `ShopCode`, or a `Definition` of one. At run time, every key that
            `lookup.find` takes is accepted. Type checkers reject other keys, because a code of
            another API is also an int.
        args: One argument for each parameter of the definition.

    Raises:
        UnknownCodeError: There is no such code.
        TypeError: The code belongs to another API, or takes other arguments.
        ValueError: The code means success.
    """
    try:
        exception = _CLASSES[type(code)][code]
    except (KeyError, TypeError):  # another form of a key, or not a code of this catalog
        exception = exception_of(ShopError, ShopCode, code)
    return exception(*args)


def parse(
    body: object, *, http_status: int | None = None, headers: Mapping[str, str] | None = None
) -> ShopError | None:
    """Return the error in a response of the Shop API, or None for success.

    It never raises; see `emma_errors.parse_error`.

    Args:
        body: The body as text, bytes or a decoded mapping, or any other object.
        http_status: The HTTP status code of the response, if known.
        headers: The header fields of the response, if known.
    """
    from emma_errors.wire import parse_catalog

    return parse_catalog(ShopError, body, http_status, headers)
