-- One measure of one source in one edition, and whether it is what is usual for that source.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS source_nights_h (
    source_night_id VARCHAR NOT NULL,
    edition DATE NOT NULL,
    source VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    value DOUBLE,
    usual DOUBLE,
    low DOUBLE,
    high DOUBLE,
    z DOUBLE,
    nights BIGINT NOT NULL,
    verdict VARCHAR NOT NULL,
    in_words VARCHAR NOT NULL,
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE source_nights_h IS 'Every row that source_nights ever had. One measure of one source in one edition, and whether it is what is usual for that source.';
COMMENT ON COLUMN source_nights_h.source_night_id IS 'Edition, source and measure. Key.';
COMMENT ON COLUMN source_nights_h.edition IS 'The batch that was measured.';
COMMENT ON COLUMN source_nights_h.source IS 'Name of the source, as in sources.yaml.';
COMMENT ON COLUMN source_nights_h.measure IS 'documents and articles (new or changed), claims_per_article, quoted_share (of claims), quarantined_share (of rows), undated_share (of articles).';
COMMENT ON COLUMN source_nights_h.value IS 'What was measured; null of nothing. Unit: counts, or 0 to 1.';
COMMENT ON COLUMN source_nights_h.usual IS 'Median of the source''s last 28 editions; null if fewer than three are known.';
COMMENT ON COLUMN source_nights_h.low IS 'Below it a value is low.';
COMMENT ON COLUMN source_nights_h.high IS 'Above it a value is high.';
COMMENT ON COLUMN source_nights_h.z IS 'How many spreads the value is above the usual, or below it.';
COMMENT ON COLUMN source_nights_h.nights IS 'Earlier editions that it was compared with. Unit: editions.';
COMMENT ON COLUMN source_nights_h.verdict IS 'usual, low, high, tripled, silent, never_worked (in three nights or more), or unknown.';
COMMENT ON COLUMN source_nights_h.in_words IS 'The source with its numbers, for a reader.';
COMMENT ON COLUMN source_nights_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN source_nights_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN source_nights_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW source_nights AS
SELECT source_night_id, edition, source, measure, value, usual, low, high, z, nights, verdict, in_words
FROM source_nights_h
WHERE version_to = 2147483647;
COMMENT ON VIEW source_nights IS 'One measure of one source in one edition, and whether it is what is usual for that source.';
COMMENT ON COLUMN source_nights.source_night_id IS 'Edition, source and measure. Key.';
COMMENT ON COLUMN source_nights.edition IS 'The batch that was measured.';
COMMENT ON COLUMN source_nights.source IS 'Name of the source, as in sources.yaml.';
COMMENT ON COLUMN source_nights.measure IS 'documents and articles (new or changed), claims_per_article, quoted_share (of claims), quarantined_share (of rows), undated_share (of articles).';
COMMENT ON COLUMN source_nights.value IS 'What was measured; null of nothing. Unit: counts, or 0 to 1.';
COMMENT ON COLUMN source_nights.usual IS 'Median of the source''s last 28 editions; null if fewer than three are known.';
COMMENT ON COLUMN source_nights.low IS 'Below it a value is low.';
COMMENT ON COLUMN source_nights.high IS 'Above it a value is high.';
COMMENT ON COLUMN source_nights.z IS 'How many spreads the value is above the usual, or below it.';
COMMENT ON COLUMN source_nights.nights IS 'Earlier editions that it was compared with. Unit: editions.';
COMMENT ON COLUMN source_nights.verdict IS 'usual, low, high, tripled, silent, never_worked (in three nights or more), or unknown.';
COMMENT ON COLUMN source_nights.in_words IS 'The source with its numbers, for a reader.';

CREATE OR REPLACE MACRO source_nights_as_of(v) AS TABLE
SELECT source_night_id, edition, source, measure, value, usual, low, high, z, nights, verdict, in_words
FROM source_nights_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE source_nights_as_of IS 'source_nights as version v had it. One measure of one source in one edition, and whether it is what is usual for that source.';

CREATE OR REPLACE MACRO source_nights_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT source_night_id,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM source_nights_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY source_night_id
)
SELECT source_night_id,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE source_nights_diff IS 'What version v2 has otherwise than version v1 in source_nights: the key, and added, removed or changed.';
