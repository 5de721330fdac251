"""The shop's API, a WSGI app.

Run it in `examples/own_catalog`: `../../.venv/bin/python -m shop.server`. Then order tea:

    curl http://127.0.0.1:8000/tea/2
    curl http://127.0.0.1:8000/tea/9
    curl http://127.0.0.1:8000/milk/1

Pass another port as the argument.
"""

import json
import sys
from collections.abc import Iterable
from wsgiref.simple_server import make_server
from wsgiref.types import StartResponse, WSGIEnvironment

from emma_errors.wsgi import ApiErrorMiddleware
from shop import errors

STOCK = {"tea": 3}


def order(item: str, quantity: int) -> dict[str, object]:
    """Order a quantity of an item."""
    if item not in STOCK:
        raise errors.ItemNotFound(item)
    if not 1 <= quantity <= STOCK[item]:
        raise errors.QuantityOutOfRange("quantity", "1", str(STOCK[item]))
    return {"item": item, "quantity": quantity}


def shop(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Place an order: `/tea/2` orders two units of tea."""
    item, _, quantity = str(environ["PATH_INFO"]).strip("/").partition("/")
    placed = order(item, int(quantity))
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(placed).encode()]


app = ApiErrorMiddleware(shop, localize=True)

if __name__ == "__main__":
    with make_server("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8000, app) as server:
        server.serve_forever()
