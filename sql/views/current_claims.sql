-- What do the articles say now: the claims of each article's newest revision, without what was copied from another?
--
-- Every mart is made of these, so that neither an edited nor a copied article counts twice. Of a copy, the claims are
-- left out that its original makes in the same words, and those of its headline; what it adds of its own counts. The
-- day of a claim is the one day or night that its words give; where they give none it is the day of publication, which
-- day_basis says.
--
-- Columns
-- claims.*
-- claimant: Who says so, in short: country and sector, else the speaker's words, else reporter.
-- place: Where: the gazetteer's name, else the words of the article.
-- day: The day it happened (of a night, the second); null if the words give a longer time or none that is a date.
-- day_basis: Where the day is from: text, published (the text gives no time), period or unknown (then it is null).
-- title: Headline of the article.
-- url: The address of the page.
-- source: Name of the source that led to the article.
-- site: Name of the site that published it.
-- published_date: The day of publication.
-- articles.story_id
CREATE OR REPLACE VIEW current_claims AS
WITH newest AS (
    SELECT a.*
    FROM articles a LEFT JOIN documents d USING (document_id)
    WHERE a.kind = 'article'
    QUALIFY row_number() OVER (
        PARTITION BY a.article_id ORDER BY a.edition DESC, d.fetched_at DESC NULLS LAST, a.revision_id
    ) = 1
),
told AS (
    SELECT DISTINCT revision_id, action, regexp_replace(lower(evidence), '[^\p{L}\p{N}]+', ' ', 'g') AS words
    FROM claims
    WHERE revision_id IN (SELECT duplicate_of FROM newest)
)
SELECT
    c.*,
    CASE
        WHEN c.speaker_text IS NULL THEN 'reporter'
        WHEN c.speaker_country IS NULL THEN c.speaker_text
        ELSE concat_ws(' ', c.speaker_country, c.speaker_sector)
    END AS claimant,
    coalesce(c.place_name, c.place_text) AS place,
    CASE
        WHEN c.date_end - c.date_start <= 1 THEN c.date_end
        WHEN c.date_text IS NULL THEN n.published_date
    END AS day,
    CASE
        WHEN c.date_end - c.date_start <= 1 THEN 'text'
        WHEN c.date_text IS NULL AND n.published_date IS NOT NULL THEN 'published'
        WHEN c.date_start IS NOT NULL OR c.date_end IS NOT NULL THEN 'period'
        ELSE 'unknown'
    END AS day_basis,
    n.title,
    n.url,
    n.source,
    n.site,
    n.published_date,
    n.story_id
FROM claims c
JOIN newest n USING (revision_id)
LEFT JOIN articles original ON original.revision_id = n.duplicate_of AND original.article_id <> n.article_id
-- Only the words of copies are made comparable: of a million claims, that would take half a second.
LEFT JOIN told ON told.revision_id = original.revision_id AND told.action = c.action
    AND told.words = CASE
        WHEN original.revision_id IS NOT NULL THEN regexp_replace(lower(c.evidence), '[^\p{L}\p{N}]+', ' ', 'g')
    END
WHERE original.revision_id IS NULL OR c.evidence_field = 'text' AND told.revision_id IS NULL;
