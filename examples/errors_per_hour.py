"""Count the errors in JSON logs per hour, with their fault and advice, by a join with the codes.

Run `.venv/bin/python examples/errors_per_hour.py`. It generates a day of logs with three million
lines, like those of a server that logs `ApiError.log_fields()`, exports the catalogs as CSV and
runs a query in DuckDB, which the extra `dev` installs. With `--engine spark` the same query runs in
Spark, for logs that are too large for one machine. That needs `pip install pyspark` and Java 17.
"""

import argparse
import json
import random
import time
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from emma_errors import ApiError, baidu, emma, lookup, parse_error
from emma_errors.export import export

QUERY = """\
SELECT
    CAST(date_trunc('hour', logs.time) AS STRING) AS hour,
    logs.error_type,
    coalesce(errors.name, 'unknown') AS name,
    coalesce(errors.fault, 'unknown') AS fault,
    coalesce(errors.advice, '') AS advice,
    count(*) AS times
FROM logs
LEFT JOIN errors ON errors.error_type = logs.error_type AND errors.is_primary
WHERE logs.error_type IS NOT NULL
GROUP BY ALL
ORDER BY hour, times DESC, logs.error_type
"""

Rows = list[tuple[str, str, str, str, str, int]]


def write_table(file: Path) -> None:
    """Export every catalog, as `emma-errors export --format csv` does."""
    definitions = [d for catalog in lookup.catalogs().values() for d in catalog.DEFINITIONS]
    file.write_text(export(definitions, "csv"), encoding="utf-8", newline="")


def errors_of_a_day() -> list[ApiError]:
    """Return an error of each definition, and two errors that no table has."""
    errors: list[ApiError] = [emma.error(d, *d.params) for d in emma.DEFINITIONS]
    errors += [baidu.error(d, *d.params) for d in baidu.DEFINITIONS if d.http_status >= 400]
    for body, status in (('{"error": 1, "code": "2999"}', 404), ("<html>Bad gateway</html>", 502)):
        error = parse_error(body, http_status=status)
        assert error is not None
        errors.append(error)
    return errors


def write_log(file: Path, lines: int) -> None:
    """Write the log of a day, the same in each run; nine of ten lines are successful requests."""
    chance = random.Random(lines)
    fields = [error.log_fields() for error in errors_of_a_day()]
    chance.shuffle(fields)
    weights = [
        1 / place for place in range(1, len(fields) + 1)
    ]  # a few errors are frequent, most are rare
    fields.append({"http.response.status_code": 200})
    weights.append(9 * sum(weights))
    services = ("blog", "album", "billing")
    tails = [json.dumps({"service": s} | each)[1:] + "\n" for each in fields for s in services]
    weights = [weight for weight in weights for _ in services]
    with file.open("w", encoding="utf-8") as log:
        for minute in range(24 * 60):
            count = lines * (minute + 1) // (24 * 60) - lines * minute // (24 * 60)
            clock = f"{minute // 60:02}:{minute % 60:02}"
            heads = [f'{{"timestamp": "2026-03-01T{clock}:{s:02}Z", ' for s in range(60)]
            when = sorted(chance.choices(heads, k=count))
            what = chance.choices(tails, weights, k=count)
            log.writelines([head + tail for head, tail in zip(when, what, strict=True)])


def query_duckdb(log: Path, table: Path) -> Rows:
    """Run the query in DuckDB."""
    import duckdb

    columns = {"timestamp": "TIMESTAMP", "error.type": "VARCHAR"}
    with duckdb.connect() as connection:
        connection.read_csv(str(table)).create_view("errors")
        lines = connection.read_json(str(log), columns=columns, format="newline_delimited")
        lines.project('"timestamp" AS time, "error.type" AS error_type').create_view("logs")
        return connection.sql(QUERY).fetchall()


def query_spark(log: Path, table: Path) -> Rows:
    """Run the query in Spark."""
    sql: Any = import_module("pyspark.sql")  # Any: pyspark is not installed for type checks
    builder = sql.SparkSession.builder.config("spark.sql.session.timeZone", "UTC")
    spark = builder.config("spark.ui.enabled", "false").getOrCreate()
    try:
        errors = spark.read.csv(str(table), header=True, inferSchema=True, escape='"')
        errors.createOrReplaceTempView("errors")
        lines = spark.read.json(str(log), schema="timestamp TIMESTAMP, `error.type` STRING")
        lines = lines.selectExpr("timestamp AS time", "`error.type` AS error_type")
        lines.createOrReplaceTempView("logs")
        return [tuple(row) for row in spark.sql(QUERY).collect()]
    finally:
        spark.stop()


def main() -> None:
    """Write a log and the table, run the query, and print the first rows."""
    parser = argparse.ArgumentParser(description="Count the errors in a log per hour.")
    parser.add_argument(
        "--lines", type=int, default=3_000_000, help="number of log lines to generate"
    )
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    options = parser.parse_args()
    query = query_spark if options.engine == "spark" else query_duckdb
    with TemporaryDirectory() as folder:
        log, table = Path(folder, "log.jsonl"), Path(folder, "errors.csv")
        write_table(table)
        write_log(log, options.lines)
        start = time.perf_counter()
        rows = query(log, table)
        seconds = time.perf_counter() - start
    for hour, error_type, name, fault, advice, times in rows[:12]:
        print(f"{hour}  {times:>6,}  {error_type:<12}  {fault:<7}  {name}  {advice}".rstrip())
    print(f"{len(rows):,} rows of {options.lines:,} lines in {seconds:.1f} s ({options.engine})")


if __name__ == "__main__":
    main()
