-- One consistent, immutable state of all tables.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS versions (
    version BIGINT NOT NULL,
    parent BIGINT,
    built_at TIMESTAMPTZ NOT NULL,
    editions VARCHAR[] NOT NULL,
    code_version VARCHAR NOT NULL,
    config_hash VARCHAR NOT NULL,
    lexicon_hash VARCHAR NOT NULL,
    input_hash VARCHAR NOT NULL,
    dependency_hash VARCHAR NOT NULL,
    quality VARCHAR,
    note VARCHAR,
    PRIMARY KEY (version)
);
COMMENT ON TABLE versions IS 'One consistent, immutable state of all tables.';
COMMENT ON COLUMN versions.version IS 'Its number, from 1. Key.';
COMMENT ON COLUMN versions.parent IS 'The version it was made from; null for the first.';
COMMENT ON COLUMN versions.built_at IS 'When it was published. Unit: UTC.';
COMMENT ON COLUMN versions.editions IS 'The editions that were run; empty for a rollback. Rows of later ones may be among those that it changed, where a copy turned out to be one.';
COMMENT ON COLUMN versions.code_version IS 'Version of Newsledger.';
COMMENT ON COLUMN versions.config_hash IS 'Hash of the sources.';
COMMENT ON COLUMN versions.lexicon_hash IS 'Hash of the lexicons.';
COMMENT ON COLUMN versions.input_hash IS 'Hash of the documents'' contents.';
COMMENT ON COLUMN versions.dependency_hash IS 'Hash of the installed libraries'' versions.';
COMMENT ON COLUMN versions.quality IS 'Expectations passed and failed, in words.';
COMMENT ON COLUMN versions.note IS 'Why it was made, where that is not a nightly run.';
