-- The kinds of things and people that claims count.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS object_classes_h (
    object_class VARCHAR NOT NULL,
    meaning VARCHAR NOT NULL,
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE object_classes_h IS 'Every row that object_classes ever had. The kinds of things and people that claims count.';
COMMENT ON COLUMN object_classes_h.object_class IS 'The kind of object. Key.';
COMMENT ON COLUMN object_classes_h.meaning IS 'What it covers.';
COMMENT ON COLUMN object_classes_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN object_classes_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN object_classes_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW object_classes AS
SELECT object_class, meaning
FROM object_classes_h
WHERE version_to = 2147483647;
COMMENT ON VIEW object_classes IS 'The kinds of things and people that claims count.';
COMMENT ON COLUMN object_classes.object_class IS 'The kind of object. Key.';
COMMENT ON COLUMN object_classes.meaning IS 'What it covers.';

CREATE OR REPLACE MACRO object_classes_as_of(v) AS TABLE
SELECT object_class, meaning
FROM object_classes_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE object_classes_as_of IS 'object_classes as version v had it. The kinds of things and people that claims count.';

CREATE OR REPLACE MACRO object_classes_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT object_class,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM object_classes_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY object_class
)
SELECT object_class,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE object_classes_diff IS 'What version v2 has otherwise than version v1 in object_classes: the key, and added, removed or changed.';
