"""The first use by many threads at once: whatever comes first is whole, or waited for."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import emma_errors

FIRST_USES = """\
import sys, threading
sys.setswitchinterval(1e-6)
sys.path.insert(0, sys.argv[1])

def raising():
    from emma_errors import emma
    assert str(emma.UserExists("bob")) == "[4200] User bob exists"

def category():
    from emma_errors import emma
    assert emma.Category.INPUT is emma.EmmaCode.USER_EXISTS.category

def parsing():
    from emma_errors import parse_error
    names = {4200: "UserExists", 8501: "MibBusy", 2101: "ArticleNotFound", 1000: "TokenInvalid"}
    for code, name in names.items():
        error = parse_error({"error": 1, "code": str(code), "message": "x"}, http_status=400)
        assert type(error).__name__ == name, error

def other_parsing():
    from emma_errors import baidu
    assert type(baidu.parse({"error_code": 110, "error_msg": "x"})) is baidu.AccessTokenInvalid

def lookups():
    from emma_errors import EmmaCode, lookup
    assert lookup.find(4109).code is EmmaCode(4109)
    assert [d.code for d in lookup.duplicates()[0].definitions] == [4109, 4109]
    assert EmmaCode.USER_EXISTS.http_status == 400

def registering():
    import emma_errors
    from shop import errors
    emma_errors.register(errors)
    assert emma_errors.lookup.find("ITEM_NOT_FOUND").exception is errors.ItemNotFound
    assert emma_errors.lookup.catalogs()["shop"] is errors

def top_level():
    import emma_errors
    assert emma_errors.BaiduCode.IP_INVALID.definition.exception is emma_errors.baidu.IpInvalid
    emma_errors.EmmaError, emma_errors.ApiError, emma_errors.Definition

uses = (raising, category, parsing, other_parsing, lookups, registering, top_level, registering)
first = int(sys.argv[2])
barrier = threading.Barrier(len(uses))
failures = []

def run(use):
    barrier.wait()
    try:
        use()
    except BaseException as error:
        failures.append(f"{use.__name__}: {error!r}")

threads = [threading.Thread(target=run, args=(use,)) for use in uses[first:] + uses[:first]]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*failures, sep="\\n")
"""


@pytest.mark.parametrize("first", range(8))
def test_eight_threads_may_use_the_library_for_the_first_time_at_once(
    first: int, root: Path
) -> None:
    command = [sys.executable, "-c", FIRST_USES, str(root / "examples/own_catalog"), str(first)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (ran.stdout, ran.stderr) == ("\n", "")


@pytest.mark.skipif(sys.version_info[:2] != (3, 13), reason="a fault of Python 3.13")
def test_collections_abc_is_imported_before_a_thread_can_need_it() -> None:
    code = "import sys; sys.path.append(sys.argv[1]); import emma_errors; print(*sys.modules)"
    command = [sys.executable, "-I", "-S", "-c", code, str(Path(emma_errors.__file__).parents[1])]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert "collections.abc" in ran.stdout.split()


STOPPED_IMPORT = """\
import sys, threading
from importlib.abc import MetaPathFinder

stopped, resumed = threading.Event(), threading.Event()

class Stop(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1] and not stopped.is_set():
            stopped.set()
            assert resumed.wait(60)

sys.meta_path.insert(0, Stop())

def raising():
    from emma_errors import emma
    emma.UserExists("bob")
    emma.parse("")

def use():
    from emma_errors import emma
    assert emma.Category.INPUT.en
    from emma_errors import parse_error
    body = {"error": 1, "code": "8501", "message": "x"}
    return type(parse_error(body)).__name__, emma.UserExists("bob").code

first = threading.Thread(target=raising)
first.start()
assert stopped.wait(60)
results = []
second = threading.Thread(target=lambda: results.append(use()))
second.start()
second.join(0.5)  # as long as it takes to read what is not whole yet
early = list(results)
resumed.set()
first.join()
second.join()
print(early, results)
"""


def stopped(module: str) -> tuple[str, str]:
    """What a program prints whose import of a module is stopped."""
    command = [sys.executable, "-c", STOPPED_IMPORT, f"emma_errors.{module}"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return ran.stdout, ran.stderr


def test_module_that_another_thread_imports_is_waited_for() -> None:
    names = ("wire", "emma", "emma.codes", "emma.definitions", "emma.errors", "errors", "lookup")
    with ThreadPoolExecutor(len(names)) as pool:  # all at once: each waits most of its time
        printed = dict(zip(names, pool.map(stopped, names), strict=True))
    expected = "[] [('MibBusy', <EmmaCode.USER_EXISTS: 4200>)]\n", ""
    assert printed == dict.fromkeys(names, expected)


FIRST_REQUESTS = """\
import http.client, sys, threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from emma_errors import emma, wsgi

sys.setswitchinterval(1e-6)

class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 16

class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass

def app(environ, start_response):
    if environ["PATH_INFO"] == "/busy":
        raise emma.MibBusy
    raise emma.UserExists("bob")

server = make_server("127.0.0.1", 0, wsgi.ApiErrorMiddleware(app), Server, Quiet)
threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
paths = ("/", "/busy") * 4
barrier, answers = threading.Barrier(len(paths)), []

def ask(path):
    connection = http.client.HTTPConnection(*server.server_address, timeout=60)
    barrier.wait()
    connection.request("GET", path, headers={"Accept-Language": "zh-TW"})
    answer = connection.getresponse()
    answers.append((path, answer.status, answer.read().decode()))

threads = [threading.Thread(target=ask, args=(path,)) for path in paths]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
server.shutdown()
server.server_close()
print(*sorted({f"{path} {status} {body}" for path, status, body in answers}), sep="\\n")
print(len(answers))
"""


@pytest.mark.parametrize("turn", range(3))
def test_first_requests_of_a_threaded_server_are_answered(turn: int) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FIRST_REQUESTS],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.stdout.splitlines() == [
        '/ 400 {"error":1,"code":"4200","message":"User bob exists"}',
        '/busy 500 {"error":1,"code":"8501","message":"MIB system is busy"}',
        "8",
    ], ran.stderr
