# Generated from shop_codes.tsv by
# emma-errors generate shop_codes.tsv --package shop.errors --reference errors.md: do not edit.
# fmt: off
"""The codes of the Shop API."""

from emma_errors.model import ErrorCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .definitions import Category
    from .errors import ShopError

__all__: tuple[str, ...] = ("ShopCode",)


class ShopCode(ErrorCode):
    """A code of the Shop API: an int with the attributes of its row."""

    if TYPE_CHECKING:

        @property
        def http_status(self) -> int:
            """The HTTP status code, such as 404."""
            ...

        @property
        def category(self) -> Category:
            """The category, a member of `Category`."""
            ...

        @property
        def exception(self) -> type[ShopError]:
            """The exception class; a code that means success has none."""
            ...

    ITEM_NOT_FOUND = 1001
    """1001, HTTP 404: No item {item}.

    沒有商品 {item}。
    """

    ORDER_NOT_FOUND = 1002
    """1002, HTTP 404: No such order.

    沒有這張訂單。
    """

    QUANTITY_OUT_OF_RANGE = 2001
    """2001, HTTP 422: {field} must be between {low} and {high}.

    {field} 必須介於 {low} 和 {high} 之間。
    """

    PAYMENT_DECLINED = 3001
    """3001, HTTP 402: The payment was declined.

    付款遭拒。
    """

    PAYMENT_SERVICE_BUSY = 3002
    """3002, HTTP 503: The payment service is busy.

    付款服務忙碌中。

    Advice: back_off.
    """
