-- The actions that claims are coded as, with the codes of other systems.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS actions_h (
    action VARCHAR NOT NULL,
    meaning VARCHAR NOT NULL,
    plover_type VARCHAR,
    plover_mode VARCHAR,
    cameo_code VARCHAR,
    acled_sub_event_type VARCHAR,
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE actions_h IS 'Every row that actions ever had. The actions that claims are coded as, with the codes of other systems.';
COMMENT ON COLUMN actions_h.action IS 'The action. Key.';
COMMENT ON COLUMN actions_h.meaning IS 'What it covers.';
COMMENT ON COLUMN actions_h.plover_type IS 'PLOVER event type; null where PLOVER has none.';
COMMENT ON COLUMN actions_h.plover_mode IS 'PLOVER mode.';
COMMENT ON COLUMN actions_h.cameo_code IS 'CAMEO code.';
COMMENT ON COLUMN actions_h.acled_sub_event_type IS 'ACLED sub-event type.';
COMMENT ON COLUMN actions_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN actions_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN actions_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW actions AS
SELECT action, meaning, plover_type, plover_mode, cameo_code, acled_sub_event_type
FROM actions_h
WHERE version_to = 2147483647;
COMMENT ON VIEW actions IS 'The actions that claims are coded as, with the codes of other systems.';
COMMENT ON COLUMN actions.action IS 'The action. Key.';
COMMENT ON COLUMN actions.meaning IS 'What it covers.';
COMMENT ON COLUMN actions.plover_type IS 'PLOVER event type; null where PLOVER has none.';
COMMENT ON COLUMN actions.plover_mode IS 'PLOVER mode.';
COMMENT ON COLUMN actions.cameo_code IS 'CAMEO code.';
COMMENT ON COLUMN actions.acled_sub_event_type IS 'ACLED sub-event type.';

CREATE OR REPLACE MACRO actions_as_of(v) AS TABLE
SELECT action, meaning, plover_type, plover_mode, cameo_code, acled_sub_event_type
FROM actions_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE actions_as_of IS 'actions as version v had it. The actions that claims are coded as, with the codes of other systems.';

CREATE OR REPLACE MACRO actions_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT action,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM actions_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY action
)
SELECT action,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE actions_diff IS 'What version v2 has otherwise than version v1 in actions: the key, and added, removed or changed.';
