-- What one expectation found in one edition.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS quality_results_h (
    result_id VARCHAR NOT NULL,
    edition DATE NOT NULL,
    table_name VARCHAR NOT NULL,
    expectation VARCHAR NOT NULL,
    protects_from VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    passed BOOLEAN NOT NULL,
    evaluated BIGINT NOT NULL,
    unexpected BIGINT NOT NULL,
    sample_keys VARCHAR[],
    error VARCHAR,
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE quality_results_h IS 'Every row that quality_results ever had. What one expectation found in one edition.';
COMMENT ON COLUMN quality_results_h.result_id IS '32 hex characters from edition, table and expectation. Key.';
COMMENT ON COLUMN quality_results_h.edition IS 'The batch that was checked.';
COMMENT ON COLUMN quality_results_h.table_name IS 'The table that was checked.';
COMMENT ON COLUMN quality_results_h.expectation IS 'Id of the expectation, as in expectations/.';
COMMENT ON COLUMN quality_results_h.protects_from IS 'What it protects from.';
COMMENT ON COLUMN quality_results_h.severity IS 'critical or warning.';
COMMENT ON COLUMN quality_results_h.action IS 'What a failure does: abort, quarantine or keep.';
COMMENT ON COLUMN quality_results_h.passed IS 'Whether it held.';
COMMENT ON COLUMN quality_results_h.evaluated IS 'Rows it looked at. Unit: rows.';
COMMENT ON COLUMN quality_results_h.unexpected IS 'Rows that broke it. Unit: rows.';
COMMENT ON COLUMN quality_results_h.sample_keys IS 'Keys of up to 20 of them.';
COMMENT ON COLUMN quality_results_h.error IS 'Why it could not be run.';
COMMENT ON COLUMN quality_results_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN quality_results_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN quality_results_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW quality_results AS
SELECT result_id, edition, table_name, expectation, protects_from, severity, action, passed, evaluated, unexpected, sample_keys, error
FROM quality_results_h
WHERE version_to = 2147483647;
COMMENT ON VIEW quality_results IS 'What one expectation found in one edition.';
COMMENT ON COLUMN quality_results.result_id IS '32 hex characters from edition, table and expectation. Key.';
COMMENT ON COLUMN quality_results.edition IS 'The batch that was checked.';
COMMENT ON COLUMN quality_results.table_name IS 'The table that was checked.';
COMMENT ON COLUMN quality_results.expectation IS 'Id of the expectation, as in expectations/.';
COMMENT ON COLUMN quality_results.protects_from IS 'What it protects from.';
COMMENT ON COLUMN quality_results.severity IS 'critical or warning.';
COMMENT ON COLUMN quality_results.action IS 'What a failure does: abort, quarantine or keep.';
COMMENT ON COLUMN quality_results.passed IS 'Whether it held.';
COMMENT ON COLUMN quality_results.evaluated IS 'Rows it looked at. Unit: rows.';
COMMENT ON COLUMN quality_results.unexpected IS 'Rows that broke it. Unit: rows.';
COMMENT ON COLUMN quality_results.sample_keys IS 'Keys of up to 20 of them.';
COMMENT ON COLUMN quality_results.error IS 'Why it could not be run.';

CREATE OR REPLACE MACRO quality_results_as_of(v) AS TABLE
SELECT result_id, edition, table_name, expectation, protects_from, severity, action, passed, evaluated, unexpected, sample_keys, error
FROM quality_results_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE quality_results_as_of IS 'quality_results as version v had it. What one expectation found in one edition.';

CREATE OR REPLACE MACRO quality_results_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT result_id,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM quality_results_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY result_id
)
SELECT result_id,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE quality_results_diff IS 'What version v2 has otherwise than version v1 in quality_results: the key, and added, removed or changed.';
