"""Compare how long statements take in a warm process."""

from timeit import Timer
from typing import NamedTuple

# How often a statement stands in one turn of the loop, so that the loop costs next to nothing.
REPEATS = 10


class Subject(NamedTuple):
    """A statement to measure, its setup, and the highest ratio allowed."""

    statement: str
    setup: str = "pass"
    limit: float | None = None


class Group(NamedTuple):
    """Statements that do the same thing; ratios are to the first."""

    title: str
    subjects: tuple[Subject, ...]


def raising(what: str, setup: str = "pass", limit: float | None = None) -> Subject:
    """Return the subject that raises `what` and catches it."""
    return Subject(f"try: raise {what}\nexcept Exception: pass", setup, limit)


EMMA = "from emma_errors import emma; str(emma.ArticleNotFound()), emma.EmmaCode"
BAIDU = "from emma_errors import baidu; str(baidu.AccessTokenExpired()), baidu.BaiduCode"
MEMBER = "from emma_errors import EmmaCode; member = EmmaCode.ARTICLE_NOT_FOUND"
ERROR = "from emma_errors import emma; error = emma.ArticleNotFound()"
FIND = f"from emma_errors import lookup; {MEMBER}"
TABLE = "from emma_errors import emma; table = {d.code.value: d for d in emma.DEFINITIONS}"
PLAIN_ERRORS = """\
class Plain(Exception):
    pass
class Empty(Exception):
    def __init__(self):
        pass
class Named(Exception):
    def __init__(self, user):
        self.args = (user,)
"""
PLAIN_OBJECT = """\
class Plain:
    def __init__(self):
        self.http_status = 404
plain = Plain()
"""

GROUPS = (
    Group(
        "Raise and catch",
        (
            raising("ValueError"),
            raising("Plain()", PLAIN_ERRORS),
            raising("Empty()", PLAIN_ERRORS),
            raising("emma.ArticleNotFound()", EMMA, limit=1.6),
            raising("baidu.AccessTokenExpired()", BAIDU, limit=1.6),
            raising('ValueError("bob")'),
            raising('Named("bob")', PLAIN_ERRORS),
            raising('emma.UserExists("bob")', EMMA, limit=2.1),
            raising("emma.error(2101)", EMMA, limit=3),
            raising("emma.error(member)", f"{EMMA}; {MEMBER}", limit=3),
            raising(
                "emma.error(definition)",
                f"{EMMA}; {MEMBER}; definition = member.definition",
                limit=3,
            ),
            raising("psycopg.errors.UniqueViolation()", "import psycopg.errors"),
            raising('asyncpg.UniqueViolationError("x")', "import asyncpg"),
            raising(
                'google.api_core.exceptions.NotFound("x")', "import google.api_core.exceptions"
            ),
            raising(
                'botocore.exceptions.ClientError({"Error": {"Code": "404"}}, "GetObject")',
                "import botocore.exceptions",
            ),
            raising('stripe.InvalidRequestError("x", "id")', "import stripe"),
            raising("werkzeug.exceptions.NotFound()", "import werkzeug.exceptions"),
        ),
    ),
    Group(
        "Look up a code",
        (
            Subject("table[2101]", TABLE),
            Subject("lookup.find(2101)", FIND, limit=5),
            Subject("lookup.find(member)", FIND, limit=5),
            Subject('lookup.find("ARTICLE_NOT_FOUND")', FIND, limit=5),
            Subject("EmmaCode(2101)", MEMBER),
            Subject("HTTPStatus(404)", "from http import HTTPStatus"),
            Subject('psycopg.errors.lookup("23505")', "import psycopg.errors"),
            Subject('asyncpg.PostgresError.new({"C": "23505"})', "import asyncpg"),
            Subject('pycountry.countries.get(alpha_2="TW")', "import pycountry"),
        ),
    ),
    Group(
        "An attribute of a code",
        (
            Subject("plain.http_status", PLAIN_OBJECT),
            Subject("member.http_status", MEMBER, limit=7),
            Subject("member.zh", MEMBER, limit=7),
            Subject("member.exception", MEMBER, limit=7),
            Subject("member.definition.http_status", MEMBER),
            Subject("status.phrase", "from http import HTTPStatus; status = HTTPStatus.OK"),
            Subject("error.http_status", ERROR, limit=7),
            Subject("error.code", ERROR, limit=7),
            Subject("error.advice", ERROR, limit=7),
            Subject("error.retryable", ERROR, limit=7),
        ),
    ),
    Group(
        "The text of an error",
        (
            Subject("str(error)", 'error = ValueError("Article is not found")'),
            Subject("str(error)  # emma.ArticleNotFound()", ERROR, limit=20),
            Subject(
                'str(error)  # emma.UserExists("bob")', f'{EMMA}; error = emma.UserExists("bob")'
            ),
            Subject('error.text("zh")', ERROR, limit=15),
            Subject(
                "str(error)  # google.api_core.exceptions.NotFound",
                'import google.api_core.exceptions as g; error = g.NotFound("x")',
            ),
            Subject(
                "str(error)  # werkzeug.exceptions.NotFound",
                "import werkzeug.exceptions; error = werkzeug.exceptions.NotFound()",
            ),
        ),
    ),
)


def nanoseconds(subjects: tuple[Subject, ...], rounds: int) -> list[float]:
    """Return the shortest time of each statement, measured in turns of a few milliseconds."""
    timers = [Timer("\n".join([s.statement] * REPEATS), s.setup) for s in subjects]
    turns = [max(1, round(0.003 / (timer.timeit(50) / 50))) for timer in timers]
    least = [float("inf")] * len(subjects)
    for _ in range(rounds):
        for index, (timer, number) in enumerate(zip(timers, turns, strict=True)):
            least[index] = min(least[index], timer.timeit(number) / number)
    return [seconds / REPEATS * 1e9 for seconds in least]
