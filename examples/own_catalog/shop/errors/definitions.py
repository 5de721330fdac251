# Generated from shop_codes.tsv by
# emma-errors generate shop_codes.tsv --package shop.errors --reference errors.md: do not edit.
# fmt: off
"""The rows of the table of the Shop API."""

from collections.abc import Mapping

from emma_errors.model import Advice, Definition, Label, link

from .codes import ShopCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .errors import ShopError

__all__: tuple[str, ...] = (
    "DEFINITIONS",
    "FALLBACKS",
    "TITLE",
    "Category",
    "ShopDefinition",
)

TITLE = "the Shop API"


class Category(Label):
    """A category of the Shop API; the value is the table's label."""

    NOT_FOUND = "Not found", "Not found", "Not found"
    """Not found."""

    INPUT = "Input", "Input", "Input"
    """Input."""

    PAYMENT = "Payment", "Payment", "Payment"
    """Payment."""


class ShopDefinition(Definition):
    """A row of the table of the Shop API."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def code(self) -> ShopCode:
            """The code, a member of `ShopCode`."""
            ...

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


DEFINITIONS: tuple[ShopDefinition, ...] = (
    ShopDefinition(
        ShopCode.ITEM_NOT_FOUND,
        name="ITEM_NOT_FOUND",
        http_status=404,
        category=Category.NOT_FOUND,
        message="No item %s",
        en="No item %s",
        zh="沒有商品 %s",
        params=("item",),
    ),
    ShopDefinition(
        ShopCode.ORDER_NOT_FOUND,
        name="ORDER_NOT_FOUND",
        http_status=404,
        category=Category.NOT_FOUND,
        message="No such order",
        en="No such order",
        zh="沒有這張訂單",
    ),
    ShopDefinition(
        ShopCode.QUANTITY_OUT_OF_RANGE,
        name="QUANTITY_OUT_OF_RANGE",
        http_status=422,
        category=Category.INPUT,
        message="%s must be between %s and %s",
        en="%s must be between %s and %s",
        zh="%s 必須介於 %s 和 %s 之間",
        params=("field", "low", "high"),
    ),
    ShopDefinition(
        ShopCode.PAYMENT_DECLINED,
        name="PAYMENT_DECLINED",
        http_status=402,
        category=Category.PAYMENT,
        message="The payment was declined",
        en="The payment was declined",
        zh="付款遭拒",
    ),
    ShopDefinition(
        ShopCode.PAYMENT_SERVICE_BUSY,
        name="PAYMENT_SERVICE_BUSY",
        http_status=503,
        category=Category.PAYMENT,
        message="The payment service is busy",
        en="The payment service is busy",
        zh="付款服務忙碌中",
        advice=Advice.BACK_OFF,
    ),
)
link("shop", DEFINITIONS)

FALLBACKS: Mapping[int | str, Definition] = {}
"""The definitions that answer a framework's own errors, by HTTP status or kind of error."""
