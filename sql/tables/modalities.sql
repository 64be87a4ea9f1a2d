-- Whether a thing happened, may or should.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS modalities_h (
    modality VARCHAR NOT NULL,
    meaning VARCHAR NOT NULL,
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE modalities_h IS 'Every row that modalities ever had. Whether a thing happened, may or should.';
COMMENT ON COLUMN modalities_h.modality IS 'The modality of a claim. Key.';
COMMENT ON COLUMN modalities_h.meaning IS 'What it covers.';
COMMENT ON COLUMN modalities_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN modalities_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN modalities_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW modalities AS
SELECT modality, meaning
FROM modalities_h
WHERE version_to = 2147483647;
COMMENT ON VIEW modalities IS 'Whether a thing happened, may or should.';
COMMENT ON COLUMN modalities.modality IS 'The modality of a claim. Key.';
COMMENT ON COLUMN modalities.meaning IS 'What it covers.';

CREATE OR REPLACE MACRO modalities_as_of(v) AS TABLE
SELECT modality, meaning
FROM modalities_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE modalities_as_of IS 'modalities as version v had it. Whether a thing happened, may or should.';

CREATE OR REPLACE MACRO modalities_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT modality,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM modalities_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY modality
)
SELECT modality,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE modalities_diff IS 'What version v2 has otherwise than version v1 in modalities: the key, and added, removed or changed.';
