-- How exact a number is.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS qualifiers_h (
    qualifier VARCHAR NOT NULL,
    meaning VARCHAR NOT NULL,
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE qualifiers_h IS 'Every row that qualifiers ever had. How exact a number is.';
COMMENT ON COLUMN qualifiers_h.qualifier IS 'The qualifier of a number. Key.';
COMMENT ON COLUMN qualifiers_h.meaning IS 'What it covers.';
COMMENT ON COLUMN qualifiers_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN qualifiers_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN qualifiers_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW qualifiers AS
SELECT qualifier, meaning
FROM qualifiers_h
WHERE version_to = 2147483647;
COMMENT ON VIEW qualifiers IS 'How exact a number is.';
COMMENT ON COLUMN qualifiers.qualifier IS 'The qualifier of a number. Key.';
COMMENT ON COLUMN qualifiers.meaning IS 'What it covers.';

CREATE OR REPLACE MACRO qualifiers_as_of(v) AS TABLE
SELECT qualifier, meaning
FROM qualifiers_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE qualifiers_as_of IS 'qualifiers as version v had it. How exact a number is.';

CREATE OR REPLACE MACRO qualifiers_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT qualifier,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM qualifiers_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY qualifier
)
SELECT qualifier,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE qualifiers_diff IS 'What version v2 has otherwise than version v1 in qualifiers: the key, and added, removed or changed.';
