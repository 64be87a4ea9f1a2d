-- One takedown: words that were blanked in every version and in the archive, and why.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS redactions (
    redaction_id VARCHAR NOT NULL,
    redacted_at TIMESTAMPTZ NOT NULL,
    kind VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    version BIGINT NOT NULL,
    addresses VARCHAR[] NOT NULL,
    article_ids VARCHAR[] NOT NULL,
    claim_ids VARCHAR[] NOT NULL,
    rows_blanked BIGINT NOT NULL,
    records_blanked BIGINT NOT NULL,
    code_version VARCHAR NOT NULL,
    PRIMARY KEY (redaction_id)
);
COMMENT ON TABLE redactions IS 'One takedown: words that were blanked in every version and in the archive, and why.';
COMMENT ON COLUMN redactions.redaction_id IS '32 hex characters from kind, target and time. Key.';
COMMENT ON COLUMN redactions.redacted_at IS 'When it was carried out. Unit: UTC.';
COMMENT ON COLUMN redactions.kind IS 'url: all words of a page; claim: the sentence of a claim.';
COMMENT ON COLUMN redactions.target IS 'The address or claim_id that was asked for.';
COMMENT ON COLUMN redactions.reason IS 'Why.';
COMMENT ON COLUMN redactions.version IS 'The last version there was. References versions.version.';
COMMENT ON COLUMN redactions.addresses IS 'Canonical addresses that are neither fetched nor kept any more.';
COMMENT ON COLUMN redactions.article_ids IS 'The articles, whose rows stay as they are from then on.';
COMMENT ON COLUMN redactions.claim_ids IS 'The claims whose words were blanked.';
COMMENT ON COLUMN redactions.rows_blanked IS 'Rows of all versions. Unit: rows.';
COMMENT ON COLUMN redactions.records_blanked IS 'Records of the archive. Unit: records.';
COMMENT ON COLUMN redactions.code_version IS 'Version of Newsledger.';
