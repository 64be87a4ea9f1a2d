-- One row that failed a critical expectation and was set aside, whole.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS quarantine_h (
    quarantine_id VARCHAR NOT NULL,
    edition DATE NOT NULL,
    table_name VARCHAR NOT NULL,
    row_key VARCHAR NOT NULL,
    expectations VARCHAR[] NOT NULL,
    reason VARCHAR NOT NULL,
    row_json VARCHAR NOT NULL,
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE quarantine_h IS 'Every row that quarantine ever had. One row that failed a critical expectation and was set aside, whole.';
COMMENT ON COLUMN quarantine_h.quarantine_id IS '32 hex characters from edition, table and row key. Key.';
COMMENT ON COLUMN quarantine_h.edition IS 'The batch it came in.';
COMMENT ON COLUMN quarantine_h.table_name IS 'The table it was meant for.';
COMMENT ON COLUMN quarantine_h.row_key IS 'Its key there.';
COMMENT ON COLUMN quarantine_h.expectations IS 'Ids of the expectations that it failed.';
COMMENT ON COLUMN quarantine_h.reason IS 'What they protect from, in words.';
COMMENT ON COLUMN quarantine_h.row_json IS 'The whole row, as JSON.';
COMMENT ON COLUMN quarantine_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN quarantine_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN quarantine_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW quarantine AS
SELECT quarantine_id, edition, table_name, row_key, expectations, reason, row_json
FROM quarantine_h
WHERE version_to = 2147483647;
COMMENT ON VIEW quarantine IS 'One row that failed a critical expectation and was set aside, whole.';
COMMENT ON COLUMN quarantine.quarantine_id IS '32 hex characters from edition, table and row key. Key.';
COMMENT ON COLUMN quarantine.edition IS 'The batch it came in.';
COMMENT ON COLUMN quarantine.table_name IS 'The table it was meant for.';
COMMENT ON COLUMN quarantine.row_key IS 'Its key there.';
COMMENT ON COLUMN quarantine.expectations IS 'Ids of the expectations that it failed.';
COMMENT ON COLUMN quarantine.reason IS 'What they protect from, in words.';
COMMENT ON COLUMN quarantine.row_json IS 'The whole row, as JSON.';

CREATE OR REPLACE MACRO quarantine_as_of(v) AS TABLE
SELECT quarantine_id, edition, table_name, row_key, expectations, reason, row_json
FROM quarantine_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE quarantine_as_of IS 'quarantine as version v had it. One row that failed a critical expectation and was set aside, whole.';

CREATE OR REPLACE MACRO quarantine_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT quarantine_id,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM quarantine_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY quarantine_id
)
SELECT quarantine_id,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE quarantine_diff IS 'What version v2 has otherwise than version v1 in quarantine: the key, and added, removed or changed.';
