# Generated from shop_codes.tsv by
# emma-errors generate shop_codes.tsv --package shop.errors --reference errors.md: do not edit.
"""The table of the Shop API, row by row."""

from emma_errors.model import Advice, Definition, Label

from .codes import ShopCode

__all__ = ("DEFINITIONS", "TITLE", "Category")

TITLE = "the Shop API"


class Category(Label):
    """A category of the Shop API; the value is the table's own label."""

    __module__ = "shop.errors"

    NOT_FOUND = "Not found", "Not found", "Not found"
    INPUT = "Input", "Input", "Input"
    PAYMENT = "Payment", "Payment", "Payment"


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        ShopCode.ITEM_NOT_FOUND,
        name="ITEM_NOT_FOUND",
        http_status=404,
        category=Category.NOT_FOUND,
        message="No item %s",
        en="No item %s",
        zh="沒有商品 %s",
        params=("item",),
    ),
    Definition(
        ShopCode.ORDER_NOT_FOUND,
        name="ORDER_NOT_FOUND",
        http_status=404,
        category=Category.NOT_FOUND,
        message="No such order",
        en="No such order",
        zh="沒有這張訂單",
    ),
    Definition(
        ShopCode.QUANTITY_OUT_OF_RANGE,
        name="QUANTITY_OUT_OF_RANGE",
        http_status=422,
        category=Category.INPUT,
        message="%s must be between %s and %s",
        en="%s must be between %s and %s",
        zh="%s 必須介於 %s 和 %s 之間",
        params=("field", "low", "high"),
    ),
    Definition(
        ShopCode.PAYMENT_DECLINED,
        name="PAYMENT_DECLINED",
        http_status=402,
        category=Category.PAYMENT,
        message="The payment was declined",
        en="The payment was declined",
        zh="付款遭拒",
    ),
    Definition(
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
