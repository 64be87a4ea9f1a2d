-- What one revision of an article changed: the sentences that the one before it did not have, or had.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS edits_h (
    revision_id VARCHAR NOT NULL,
    previous_revision_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    edition DATE NOT NULL,
    sentences_added VARCHAR[] NOT NULL,
    sentences_removed VARCHAR[] NOT NULL,
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE edits_h IS 'Every row that edits ever had. What one revision of an article changed: the sentences that the one before it did not have, or had.';
COMMENT ON COLUMN edits_h.revision_id IS 'The revision. Key. References articles.revision_id.';
COMMENT ON COLUMN edits_h.previous_revision_id IS 'The revision before it; in articles_h alone where the page changed within an edition.';
COMMENT ON COLUMN edits_h.article_id IS 'The article.';
COMMENT ON COLUMN edits_h.edition IS 'The batch, one UTC day, that first brought this row; a later batch that brings it again changes nothing.';
COMMENT ON COLUMN edits_h.sentences_added IS 'Its sentences that the revision before did not have.';
COMMENT ON COLUMN edits_h.sentences_removed IS 'Sentences of the revision before that it has not.';
COMMENT ON COLUMN edits_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN edits_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN edits_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW edits AS
SELECT revision_id, previous_revision_id, article_id, edition, sentences_added, sentences_removed
FROM edits_h
WHERE version_to = 2147483647;
COMMENT ON VIEW edits IS 'What one revision of an article changed: the sentences that the one before it did not have, or had.';
COMMENT ON COLUMN edits.revision_id IS 'The revision. Key. References articles.revision_id.';
COMMENT ON COLUMN edits.previous_revision_id IS 'The revision before it; in articles_h alone where the page changed within an edition.';
COMMENT ON COLUMN edits.article_id IS 'The article.';
COMMENT ON COLUMN edits.edition IS 'The batch, one UTC day, that first brought this row; a later batch that brings it again changes nothing.';
COMMENT ON COLUMN edits.sentences_added IS 'Its sentences that the revision before did not have.';
COMMENT ON COLUMN edits.sentences_removed IS 'Sentences of the revision before that it has not.';

CREATE OR REPLACE MACRO edits_as_of(v) AS TABLE
SELECT revision_id, previous_revision_id, article_id, edition, sentences_added, sentences_removed
FROM edits_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE edits_as_of IS 'edits as version v had it. What one revision of an article changed: the sentences that the one before it did not have, or had.';

CREATE OR REPLACE MACRO edits_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT revision_id,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM edits_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY revision_id
)
SELECT revision_id,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE edits_diff IS 'What version v2 has otherwise than version v1 in edits: the key, and added, removed or changed.';
