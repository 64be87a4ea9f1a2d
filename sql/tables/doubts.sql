-- What can make the content of a claim doubtful.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS doubts_h (
    doubt VARCHAR NOT NULL,
    meaning VARCHAR NOT NULL,
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE doubts_h IS 'Every row that doubts ever had. What can make the content of a claim doubtful.';
COMMENT ON COLUMN doubts_h.doubt IS 'The code of a doubt. Key.';
COMMENT ON COLUMN doubts_h.meaning IS 'What it covers.';
COMMENT ON COLUMN doubts_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN doubts_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN doubts_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW doubts AS
SELECT doubt, meaning
FROM doubts_h
WHERE version_to = 2147483647;
COMMENT ON VIEW doubts IS 'What can make the content of a claim doubtful.';
COMMENT ON COLUMN doubts.doubt IS 'The code of a doubt. Key.';
COMMENT ON COLUMN doubts.meaning IS 'What it covers.';

CREATE OR REPLACE MACRO doubts_as_of(v) AS TABLE
SELECT doubt, meaning
FROM doubts_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE doubts_as_of IS 'doubts as version v had it. What can make the content of a claim doubtful.';

CREATE OR REPLACE MACRO doubts_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT doubt,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM doubts_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY doubt
)
SELECT doubt,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE doubts_diff IS 'What version v2 has otherwise than version v1 in doubts: the key, and added, removed or changed.';
