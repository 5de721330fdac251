"""Compare `parse_error` with `json.loads` of the same body.

Usage: python benchmarks/parse.py [--rounds N]
"""

import argparse
import json
import sys

from speed import Group, Subject, nanoseconds

ERROR, SUCCESS = 3, 1.6  # the most that a parse may cost, in reads of the same body

ARTICLE = {
    "id": "4313568",
    "title": "在台北的一天",
    "public_at": "1313568000",
    "link": "http://emma.pixnet.net/blog/post/4313568",
    "hits": {"daily": 12, "weekly": 80, "total": 12345},
    "tags": [{"tag": "台北", "locked": False}, {"tag": "travel", "locked": True}],
    "user": {"name": "emma", "display_name": "艾瑪", "is_vip": False},
    "body": "<p>今天天氣很好。It was a fine day.</p>\n" * 8,
}
RESULT = {"fs_id": 1084110, "path": "/apps/album/0001.jpg", "size": 372121, "isdir": 0}

BODIES: dict[str, tuple[dict[str, object], float]] = {
    "Emma error": ({"error": 1, "code": "2101", "message": "Article is not found"}, ERROR),
    "Emma error with an argument": (
        {"error": 1, "code": "4200", "message": "User bob exists"},
        ERROR,
    ),
    "Baidu error": (
        {"error_code": 111, "error_msg": "Access token expired", "request_id": 7285143021},
        ERROR,
    ),
    "Baidu error with an argument": (
        {"error_code": 5, "error_msg": "Unauthorized client IP address:192.0.2.7"},
        ERROR,
    ),
    "Emma success, no data": ({"error": 0}, SUCCESS),
    "Emma success, twenty articles": (
        {"error": 0, "articles": [ARTICLE] * 20, "total": 20, "page": 1},
        SUCCESS,
    ),
    "Baidu success, a file": (
        {"error_code": 0, "error_msg": "", "request_id": 7285143021, **RESULT},
        SUCCESS,
    ),
    "Baidu success, a hundred files": ({"list": [RESULT] * 100, "request_id": 728514}, SUCCESS),
}


def group(title: str, body: dict[str, object], limit: float, kind: str) -> Group:
    """Return the group that parses a body that is a text or bytes."""
    sent = json.dumps(body, ensure_ascii=False)
    given = repr(sent) if kind == "text" else repr(sent.encode())
    setup = f"import json; from emma_errors import parse_error; body = {given}"
    subjects = (Subject("json.loads(body)", setup), Subject("parse_error(body)", setup, limit))
    return Group(f"{title}: {kind} of {len(sent.encode())} B", subjects)


GROUPS = tuple(
    group(title, body, limit, kind)
    for title, (body, limit) in BODIES.items()
    for kind in ("text", "bytes")
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=160, help="number of measurements of each row"
    )
    options = parser.parse_args()

    over = False
    print("| Body | `json.loads`, ns | `parse_error`, ns | ratio | limit |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for title, subjects in GROUPS:
        read, parsed = nanoseconds(subjects, options.rounds)
        limit = subjects[-1].limit
        assert limit is not None
        over |= parsed / read > limit
        print(f"| {title} | {read:.0f} | {parsed:.0f} | {parsed / read:.2f} | {limit:g} |")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
