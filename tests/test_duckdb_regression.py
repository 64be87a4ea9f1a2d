"""The case that keeps us from DuckDB 2.0.0, which answers with zero rows."""

import duckdb


def test_a_table_made_empty_keeps_the_rows_inserted_in_the_same_transaction():
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("BEGIN")
    connection.execute("CREATE TEMP TABLE s AS SELECT i FROM range(200000) r(i)")
    connection.execute("CREATE TABLE t AS SELECT i, 0::INTEGER AS version FROM s LIMIT 0")
    connection.execute("INSERT INTO t SELECT i, 1 FROM s")
    assert connection.execute("SELECT min(i), max(i), count(i), count(*) FROM t").fetchall() == [
        (0, 199_999, 200_000, 200_000)
    ]
    connection.execute("COMMIT")
    connection.execute("CREATE TABLE u AS SELECT i FROM t")
    assert connection.execute("SELECT count(*) FROM u").fetchall() == [(200_000,)]
