-- What one version changed in one table.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS version_tables (
    version BIGINT NOT NULL,
    table_name VARCHAR NOT NULL,
    opened BIGINT NOT NULL,
    closed BIGINT NOT NULL,
    total BIGINT NOT NULL,
    checksum VARCHAR NOT NULL,
    PRIMARY KEY (version, table_name)
);
COMMENT ON TABLE version_tables IS 'What one version changed in one table.';
COMMENT ON COLUMN version_tables.version IS 'The version. Key. References versions.version.';
COMMENT ON COLUMN version_tables.table_name IS 'The table. Key.';
COMMENT ON COLUMN version_tables.opened IS 'Rows that it brought. Unit: rows.';
COMMENT ON COLUMN version_tables.closed IS 'Rows that it ended. Unit: rows.';
COMMENT ON COLUMN version_tables.total IS 'Rows that it holds. Unit: rows.';
COMMENT ON COLUMN version_tables.checksum IS 'Count and xor of the row hashes that it holds.';
