-- The checksum of one table in one version before and after a redaction.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS redaction_checksums (
    redaction_id VARCHAR NOT NULL,
    version BIGINT NOT NULL,
    table_name VARCHAR NOT NULL,
    before VARCHAR NOT NULL,
    after VARCHAR NOT NULL,
    PRIMARY KEY (redaction_id, version, table_name)
);
COMMENT ON TABLE redaction_checksums IS 'The checksum of one table in one version before and after a redaction.';
COMMENT ON COLUMN redaction_checksums.redaction_id IS 'The redaction. Key. References redactions.redaction_id.';
COMMENT ON COLUMN redaction_checksums.version IS 'The version. Key. References versions.version.';
COMMENT ON COLUMN redaction_checksums.table_name IS 'The table. Key.';
COMMENT ON COLUMN redaction_checksums.before IS 'What version_tables.checksum was.';
COMMENT ON COLUMN redaction_checksums.after IS 'What it was from then on.';
