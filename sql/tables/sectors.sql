-- The sectors of parties.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS sectors_h (
    sector VARCHAR NOT NULL,
    meaning VARCHAR NOT NULL,
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE sectors_h IS 'Every row that sectors ever had. The sectors of parties.';
COMMENT ON COLUMN sectors_h.sector IS 'The sector. Key.';
COMMENT ON COLUMN sectors_h.meaning IS 'What it covers.';
COMMENT ON COLUMN sectors_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN sectors_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN sectors_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW sectors AS
SELECT sector, meaning
FROM sectors_h
WHERE version_to = 2147483647;
COMMENT ON VIEW sectors IS 'The sectors of parties.';
COMMENT ON COLUMN sectors.sector IS 'The sector. Key.';
COMMENT ON COLUMN sectors.meaning IS 'What it covers.';

CREATE OR REPLACE MACRO sectors_as_of(v) AS TABLE
SELECT sector, meaning
FROM sectors_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE sectors_as_of IS 'sectors as version v had it. The sectors of parties.';

CREATE OR REPLACE MACRO sectors_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT sector,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM sectors_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY sector
)
SELECT sector,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE sectors_diff IS 'What version v2 has otherwise than version v1 in sectors: the key, and added, removed or changed.';
