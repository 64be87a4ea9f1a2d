-- How many rows were set aside in each edition, and by which expectation?
--
-- A row that failed two expectations counts under both.
--
-- Columns
-- edition: The batch.
-- table_name: The table that the rows were meant for.
-- expectation: Id of the expectation that they failed.
-- protects_from: What it protects from; null if its result is not kept.
-- rows: Rows that failed it. Unit: rows.
-- row_keys: Their keys.
CREATE OR REPLACE VIEW quarantined AS
WITH failed AS (
    SELECT edition, table_name, unnest(expectations) AS expectation, row_key FROM quarantine
)
SELECT
    f.edition, f.table_name, f.expectation,
    any_value(q.protects_from) AS protects_from,
    count(*) AS rows,
    list_sort(list(f.row_key)) AS row_keys
FROM failed f LEFT JOIN quality_results q USING (edition, table_name, expectation)
GROUP BY ALL;
