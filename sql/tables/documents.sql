-- One URL looked at in one edition: what came back, byte for byte in the WARC archive, or why nothing did.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS documents_h (
    document_id VARCHAR NOT NULL,
    edition DATE NOT NULL,
    source VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    canonical_url VARCHAR NOT NULL,
    final_url VARCHAR,
    outcome VARCHAR NOT NULL,
    status BIGINT,
    reason VARCHAR,
    tries BIGINT NOT NULL,
    hops BIGINT NOT NULL,
    bytes BIGINT,
    bytes_sent BIGINT,
    fetched_at TIMESTAMPTZ NOT NULL,
    seconds DOUBLE,
    retry_at TIMESTAMPTZ,
    etag VARCHAR,
    last_modified VARCHAR,
    content_type VARCHAR,
    charset VARCHAR,
    charset_source VARCHAR,
    replaced BIGINT,
    sha256 VARCHAR,
    title_hint VARCHAR,
    published_hint VARCHAR,
    language_hint VARCHAR,
    country_hint VARCHAR,
    warc_file VARCHAR,
    warc_offset BIGINT,
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE documents_h IS 'Every row that documents ever had. One URL looked at in one edition: what came back, byte for byte in the WARC archive, or why nothing did.';
COMMENT ON COLUMN documents_h.document_id IS '32 hex characters from edition, source and URL. Key.';
COMMENT ON COLUMN documents_h.edition IS 'The batch, one UTC day, in which it was fetched.';
COMMENT ON COLUMN documents_h.source IS 'Name of the source that led to it, as in sources.yaml.';
COMMENT ON COLUMN documents_h.role IS 'page, or listing: a feed, sitemap, list, folder or WARC file that was read for the pages it names.';
COMMENT ON COLUMN documents_h.url IS 'The address that was asked for.';
COMMENT ON COLUMN documents_h.canonical_url IS 'The address without tracking parameters: the article''s identity.';
COMMENT ON COLUMN documents_h.final_url IS 'The address that answered, after redirects.';
COMMENT ON COLUMN documents_h.outcome IS 'How it ended, from a closed vocabulary: fetched, not_found, deadline …';
COMMENT ON COLUMN documents_h.status IS 'HTTP status of the last answer.';
COMMENT ON COLUMN documents_h.reason IS 'The outcome in words, for a reader.';
COMMENT ON COLUMN documents_h.tries IS 'Requests made for it. Unit: requests.';
COMMENT ON COLUMN documents_h.hops IS 'Redirects followed. Unit: redirects.';
COMMENT ON COLUMN documents_h.bytes IS 'Size of the body, unpacked. Unit: bytes.';
COMMENT ON COLUMN documents_h.bytes_sent IS 'Size of the body as it was sent, perhaps packed. Unit: bytes.';
COMMENT ON COLUMN documents_h.fetched_at IS 'When the answer had arrived. Unit: UTC.';
COMMENT ON COLUMN documents_h.seconds IS 'Time that its requests took, without waits between them. Unit: s.';
COMMENT ON COLUMN documents_h.retry_at IS 'Until when its host asked, or is given, to rest. Unit: UTC.';
COMMENT ON COLUMN documents_h.etag IS 'Its ETag header.';
COMMENT ON COLUMN documents_h.last_modified IS 'Its Last-Modified header.';
COMMENT ON COLUMN documents_h.content_type IS 'Its media type, as sniffed or as the server says.';
COMMENT ON COLUMN documents_h.charset IS 'What its bytes are read as.';
COMMENT ON COLUMN documents_h.charset_source IS 'How that was found: bom, utf8, utf8_damaged, header, declared, detected or fallback.';
COMMENT ON COLUMN documents_h.replaced IS 'What could not be read and stands as � in its text. Unit: characters.';
COMMENT ON COLUMN documents_h.sha256 IS 'SHA-256 of the body.';
COMMENT ON COLUMN documents_h.title_hint IS 'Title that the feed, sitemap or sidecar gives.';
COMMENT ON COLUMN documents_h.published_hint IS 'Publication time, ISO 8601, that the feed, sitemap or sidecar gives.';
COMMENT ON COLUMN documents_h.language_hint IS 'Language of the source. Unit: ISO 639-1.';
COMMENT ON COLUMN documents_h.country_hint IS 'Country of the source. Unit: ISO 3166-1.';
COMMENT ON COLUMN documents_h.warc_file IS 'Archive file with the response, relative to the data folder.';
COMMENT ON COLUMN documents_h.warc_offset IS 'Where its record begins in that file. Unit: bytes.';
COMMENT ON COLUMN documents_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN documents_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN documents_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW documents AS
SELECT document_id, edition, source, role, url, canonical_url, final_url, outcome, status, reason, tries, hops, bytes, bytes_sent, fetched_at, seconds, retry_at, etag, last_modified, content_type, charset, charset_source, replaced, sha256, title_hint, published_hint, language_hint, country_hint, warc_file, warc_offset
FROM documents_h
WHERE version_to = 2147483647;
COMMENT ON VIEW documents IS 'One URL looked at in one edition: what came back, byte for byte in the WARC archive, or why nothing did.';
COMMENT ON COLUMN documents.document_id IS '32 hex characters from edition, source and URL. Key.';
COMMENT ON COLUMN documents.edition IS 'The batch, one UTC day, in which it was fetched.';
COMMENT ON COLUMN documents.source IS 'Name of the source that led to it, as in sources.yaml.';
COMMENT ON COLUMN documents.role IS 'page, or listing: a feed, sitemap, list, folder or WARC file that was read for the pages it names.';
COMMENT ON COLUMN documents.url IS 'The address that was asked for.';
COMMENT ON COLUMN documents.canonical_url IS 'The address without tracking parameters: the article''s identity.';
COMMENT ON COLUMN documents.final_url IS 'The address that answered, after redirects.';
COMMENT ON COLUMN documents.outcome IS 'How it ended, from a closed vocabulary: fetched, not_found, deadline …';
COMMENT ON COLUMN documents.status IS 'HTTP status of the last answer.';
COMMENT ON COLUMN documents.reason IS 'The outcome in words, for a reader.';
COMMENT ON COLUMN documents.tries IS 'Requests made for it. Unit: requests.';
COMMENT ON COLUMN documents.hops IS 'Redirects followed. Unit: redirects.';
COMMENT ON COLUMN documents.bytes IS 'Size of the body, unpacked. Unit: bytes.';
COMMENT ON COLUMN documents.bytes_sent IS 'Size of the body as it was sent, perhaps packed. Unit: bytes.';
COMMENT ON COLUMN documents.fetched_at IS 'When the answer had arrived. Unit: UTC.';
COMMENT ON COLUMN documents.seconds IS 'Time that its requests took, without waits between them. Unit: s.';
COMMENT ON COLUMN documents.retry_at IS 'Until when its host asked, or is given, to rest. Unit: UTC.';
COMMENT ON COLUMN documents.etag IS 'Its ETag header.';
COMMENT ON COLUMN documents.last_modified IS 'Its Last-Modified header.';
COMMENT ON COLUMN documents.content_type IS 'Its media type, as sniffed or as the server says.';
COMMENT ON COLUMN documents.charset IS 'What its bytes are read as.';
COMMENT ON COLUMN documents.charset_source IS 'How that was found: bom, utf8, utf8_damaged, header, declared, detected or fallback.';
COMMENT ON COLUMN documents.replaced IS 'What could not be read and stands as � in its text. Unit: characters.';
COMMENT ON COLUMN documents.sha256 IS 'SHA-256 of the body.';
COMMENT ON COLUMN documents.title_hint IS 'Title that the feed, sitemap or sidecar gives.';
COMMENT ON COLUMN documents.published_hint IS 'Publication time, ISO 8601, that the feed, sitemap or sidecar gives.';
COMMENT ON COLUMN documents.language_hint IS 'Language of the source. Unit: ISO 639-1.';
COMMENT ON COLUMN documents.country_hint IS 'Country of the source. Unit: ISO 3166-1.';
COMMENT ON COLUMN documents.warc_file IS 'Archive file with the response, relative to the data folder.';
COMMENT ON COLUMN documents.warc_offset IS 'Where its record begins in that file. Unit: bytes.';

CREATE OR REPLACE MACRO documents_as_of(v) AS TABLE
SELECT document_id, edition, source, role, url, canonical_url, final_url, outcome, status, reason, tries, hops, bytes, bytes_sent, fetched_at, seconds, retry_at, etag, last_modified, content_type, charset, charset_source, replaced, sha256, title_hint, published_hint, language_hint, country_hint, warc_file, warc_offset
FROM documents_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE documents_as_of IS 'documents as version v had it. One URL looked at in one edition: what came back, byte for byte in the WARC archive, or why nothing did.';

CREATE OR REPLACE MACRO documents_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT document_id,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM documents_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY document_id
)
SELECT document_id,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE documents_diff IS 'What version v2 has otherwise than version v1 in documents: the key, and added, removed or changed.';
