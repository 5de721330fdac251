"""The shop, over loopback. Run in this folder: `../../.venv/bin/python -m pytest`."""

from collections.abc import Iterator
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from shop import client, errors, server

from emma_errors import lookup, parse_error, register


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def url() -> Iterator[str]:
    with make_server("127.0.0.1", 0, server.app, handler_class=QuietHandler) as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


def test_client_catches_what_the_server_raises(url: str) -> None:
    assert client.order(url, "tea", 2) == "ordered"
    assert client.order(url, "tea", 9) == "at most 3"
    assert client.order(url, "milk", 1) == "沒有商品 milk"


def test_registered_catalog_is_part_of_lookup_and_parse_error() -> None:
    body = errors.PaymentServiceBusy().to_wire()
    assert body == {"code": 3002, "message": "The payment service is busy"}
    register(errors)
    error = parse_error(body, http_status=503)
    assert isinstance(error, errors.PaymentServiceBusy)
    assert error.retryable
    assert lookup.find("PAYMENT_DECLINED").code is errors.ShopCode.PAYMENT_DECLINED
