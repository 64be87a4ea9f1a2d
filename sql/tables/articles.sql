-- One revision of one story: the clean text of a document, or why it is not an article.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS articles_h (
    revision_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    edition DATE NOT NULL,
    source VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    kind_reason VARCHAR,
    title VARCHAR,
    text VARCHAR,
    authors VARCHAR[],
    published TIMESTAMPTZ,
    published_date DATE,
    published_source VARCHAR,
    published_precision VARCHAR,
    language VARCHAR,
    site VARCHAR,
    section VARCHAR,
    outlet VARCHAR,
    characters BIGINT,
    words BIGINT,
    cut_characters BIGINT,
    cut VARCHAR,
    story_id VARCHAR,
    duplicate_of VARCHAR,
    duplicate_share DOUBLE,
    flags VARCHAR[],
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE articles_h IS 'Every row that articles ever had. One revision of one story: the clean text of a document, or why it is not an article.';
COMMENT ON COLUMN articles_h.revision_id IS '32 hex characters from article_id, title, text and publication day. Key.';
COMMENT ON COLUMN articles_h.article_id IS '32 hex characters from the canonical URL: the story over its revisions.';
COMMENT ON COLUMN articles_h.document_id IS 'The document it was first read from. References documents.document_id.';
COMMENT ON COLUMN articles_h.edition IS 'The batch, one UTC day, that first brought this row; a later batch that brings it again changes nothing.';
COMMENT ON COLUMN articles_h.source IS 'Name of the source that led to it.';
COMMENT ON COLUMN articles_h.url IS 'The address of the page.';
COMMENT ON COLUMN articles_h.kind IS 'article, or why it gives no claims: too_short, not_english, index, video, consent, challenge, login, error_page, shell, not_article, skipped (by the topic probe, before cleaning), unreadable, redacted (its page says that it is one that was taken down).';
COMMENT ON COLUMN articles_h.kind_reason IS 'The kind in words.';
COMMENT ON COLUMN articles_h.title IS 'Headline.';
COMMENT ON COLUMN articles_h.text IS 'Clean text; paragraphs are parted by an empty line. Claims point into it.';
COMMENT ON COLUMN articles_h.authors IS 'Bylines.';
COMMENT ON COLUMN articles_h.published IS 'When it was published; null if only the day or no time zone is given. Unit: UTC.';
COMMENT ON COLUMN articles_h.published_date IS 'The day of publication where it was published, the anchor of relative dates.';
COMMENT ON COLUMN articles_h.published_source IS 'Where the date was read: json_ld, meta, time_tag, feed, sidecar, label, htmldate.';
COMMENT ON COLUMN articles_h.published_precision IS 'second, minute or day.';
COMMENT ON COLUMN articles_h.language IS 'Language of the text. Unit: ISO 639-1.';
COMMENT ON COLUMN articles_h.site IS 'Name of the site that published it.';
COMMENT ON COLUMN articles_h.section IS 'Section of the site that it stands in, as the page says.';
COMMENT ON COLUMN articles_h.outlet IS 'Outlet that it was taken from, where the page says so (“Source: …”).';
COMMENT ON COLUMN articles_h.characters IS 'Length of the text. Unit: code points.';
COMMENT ON COLUMN articles_h.words IS 'Length of the text. Unit: words.';
COMMENT ON COLUMN articles_h.cut_characters IS 'Length of what was cut around the text. Unit: code points.';
COMMENT ON COLUMN articles_h.cut IS 'What was cut around the text, as JSON: [{"text": …, "rule": …}, …]; null if nothing was. The view article_cuts has a row for each.';
COMMENT ON COLUMN articles_h.story_id IS 'article_id of the article that told the story first: copies and revisions of one story share it.';
COMMENT ON COLUMN articles_h.duplicate_of IS 'revision_id of the article that it is a copy of, the earliest; null if of none.';
COMMENT ON COLUMN articles_h.duplicate_share IS 'The part of its text, by runs of five words, that stands in that article; null if it is no copy. Unit: 0 to 1.';
COMMENT ON COLUMN articles_h.flags IS 'What the cleaner noted: replaced_bytes, guessed_charset, extract_timeout (read in fast mode), oversized (read paragraph by paragraph), paywall, teaser (the text is far shorter than the page says), live_blog, archive_damaged (its bytes could not be read again).';
COMMENT ON COLUMN articles_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN articles_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN articles_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW articles AS
SELECT revision_id, article_id, document_id, edition, source, url, kind, kind_reason, title, text, authors, published, published_date, published_source, published_precision, language, site, section, outlet, characters, words, cut_characters, cut, story_id, duplicate_of, duplicate_share, flags
FROM articles_h
WHERE version_to = 2147483647;
COMMENT ON VIEW articles IS 'One revision of one story: the clean text of a document, or why it is not an article.';
COMMENT ON COLUMN articles.revision_id IS '32 hex characters from article_id, title, text and publication day. Key.';
COMMENT ON COLUMN articles.article_id IS '32 hex characters from the canonical URL: the story over its revisions.';
COMMENT ON COLUMN articles.document_id IS 'The document it was first read from. References documents.document_id.';
COMMENT ON COLUMN articles.edition IS 'The batch, one UTC day, that first brought this row; a later batch that brings it again changes nothing.';
COMMENT ON COLUMN articles.source IS 'Name of the source that led to it.';
COMMENT ON COLUMN articles.url IS 'The address of the page.';
COMMENT ON COLUMN articles.kind IS 'article, or why it gives no claims: too_short, not_english, index, video, consent, challenge, login, error_page, shell, not_article, skipped (by the topic probe, before cleaning), unreadable, redacted (its page says that it is one that was taken down).';
COMMENT ON COLUMN articles.kind_reason IS 'The kind in words.';
COMMENT ON COLUMN articles.title IS 'Headline.';
COMMENT ON COLUMN articles.text IS 'Clean text; paragraphs are parted by an empty line. Claims point into it.';
COMMENT ON COLUMN articles.authors IS 'Bylines.';
COMMENT ON COLUMN articles.published IS 'When it was published; null if only the day or no time zone is given. Unit: UTC.';
COMMENT ON COLUMN articles.published_date IS 'The day of publication where it was published, the anchor of relative dates.';
COMMENT ON COLUMN articles.published_source IS 'Where the date was read: json_ld, meta, time_tag, feed, sidecar, label, htmldate.';
COMMENT ON COLUMN articles.published_precision IS 'second, minute or day.';
COMMENT ON COLUMN articles.language IS 'Language of the text. Unit: ISO 639-1.';
COMMENT ON COLUMN articles.site IS 'Name of the site that published it.';
COMMENT ON COLUMN articles.section IS 'Section of the site that it stands in, as the page says.';
COMMENT ON COLUMN articles.outlet IS 'Outlet that it was taken from, where the page says so (“Source: …”).';
COMMENT ON COLUMN articles.characters IS 'Length of the text. Unit: code points.';
COMMENT ON COLUMN articles.words IS 'Length of the text. Unit: words.';
COMMENT ON COLUMN articles.cut_characters IS 'Length of what was cut around the text. Unit: code points.';
COMMENT ON COLUMN articles.cut IS 'What was cut around the text, as JSON: [{"text": …, "rule": …}, …]; null if nothing was. The view article_cuts has a row for each.';
COMMENT ON COLUMN articles.story_id IS 'article_id of the article that told the story first: copies and revisions of one story share it.';
COMMENT ON COLUMN articles.duplicate_of IS 'revision_id of the article that it is a copy of, the earliest; null if of none.';
COMMENT ON COLUMN articles.duplicate_share IS 'The part of its text, by runs of five words, that stands in that article; null if it is no copy. Unit: 0 to 1.';
COMMENT ON COLUMN articles.flags IS 'What the cleaner noted: replaced_bytes, guessed_charset, extract_timeout (read in fast mode), oversized (read paragraph by paragraph), paywall, teaser (the text is far shorter than the page says), live_blog, archive_damaged (its bytes could not be read again).';

CREATE OR REPLACE MACRO articles_as_of(v) AS TABLE
SELECT revision_id, article_id, document_id, edition, source, url, kind, kind_reason, title, text, authors, published, published_date, published_source, published_precision, language, site, section, outlet, characters, words, cut_characters, cut, story_id, duplicate_of, duplicate_share, flags
FROM articles_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE articles_as_of IS 'articles as version v had it. One revision of one story: the clean text of a document, or why it is not an article.';

CREATE OR REPLACE MACRO articles_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT revision_id,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM articles_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY revision_id
)
SELECT revision_id,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE articles_diff IS 'What version v2 has otherwise than version v1 in articles: the key, and added, removed or changed.';
