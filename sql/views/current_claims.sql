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
WITH dated AS (
    -- One branch a way to the day: so a condition on the day reaches the scan of claims or articles as a comparison with
    -- a stored column, and a month of a million claims answers in a quarter of the time.
    SELECT *, date_end AS day, 'text' AS day_basis
    FROM claims
    WHERE date_end - date_start <= 1
    UNION ALL
    SELECT
        c.*,
        a.published_date AS day,
        CASE
            WHEN a.published_date IS NOT NULL THEN 'published'
            WHEN c.date_start IS NOT NULL OR c.date_end IS NOT NULL THEN 'period'
            ELSE 'unknown'
        END AS day_basis
    FROM claims c JOIN articles a USING (revision_id)
    WHERE (c.date_end - c.date_start <= 1) IS NOT TRUE AND c.date_text IS NULL
    UNION ALL
    SELECT
        *,
        NULL::DATE AS day,
        CASE WHEN date_start IS NOT NULL OR date_end IS NOT NULL THEN 'period' ELSE 'unknown' END AS day_basis
    FROM claims
    WHERE (date_end - date_start <= 1) IS NOT TRUE AND date_text IS NOT NULL
),
superseded AS (
    SELECT a.revision_id
    FROM articles a LEFT JOIN documents d USING (document_id)
    WHERE a.kind = 'article' AND a.article_id IN (
            SELECT article_id FROM articles WHERE kind = 'article' GROUP BY article_id HAVING count(*) > 1
        )
    QUALIFY row_number() OVER (
        PARTITION BY a.article_id ORDER BY a.edition DESC, d.fetched_at DESC NULLS LAST, a.revision_id
    ) > 1
),
copies AS (
    SELECT copy.revision_id, copy.duplicate_of
    FROM articles copy JOIN articles original ON original.revision_id = copy.duplicate_of
    WHERE original.article_id <> copy.article_id
),
told AS (
    SELECT
        c.* EXCLUDE (day, day_basis),
        CASE
            WHEN c.speaker_text IS NULL THEN 'reporter'
            WHEN c.speaker_country IS NULL THEN c.speaker_text
            ELSE concat_ws(' ', c.speaker_country, c.speaker_sector)
        END AS claimant,
        coalesce(c.place_name, c.place_text) AS place,
        c.day,
        c.day_basis,
        n.title,
        n.url,
        n.source,
        n.site,
        n.published_date,
        n.story_id,
        copies.duplicate_of AS original,
        -- Null for what is no copy, so that only the words of copies are looked up.
        CASE WHEN copies.duplicate_of IS NOT NULL THEN c.action END AS copied_action,
        CASE WHEN copies.duplicate_of IS NOT NULL THEN c.evidence END AS copied_evidence
    FROM dated c
    JOIN articles n USING (revision_id)
    ANTI JOIN superseded USING (revision_id)
    LEFT JOIN copies USING (revision_id)
    WHERE n.kind = 'article'
)
SELECT * EXCLUDE (original, copied_action, copied_evidence)
FROM told t
WHERE original IS NULL OR evidence_field = 'text' AND NOT EXISTS (
        FROM claims o
        WHERE o.revision_id = t.original
            -- A CASE, because DuckDB would turn a plain comparison into a join for which it makes the words of all claims
            -- comparable: of a million, that takes half a second.
            AND CASE
                WHEN o.action <> t.copied_action THEN false
                WHEN o.evidence = t.copied_evidence THEN true
                ELSE regexp_replace(lower(o.evidence), '[^\p{L}\p{N}]+', ' ', 'g')
                    = regexp_replace(lower(t.copied_evidence), '[^\p{L}\p{N}]+', ' ', 'g')
            END
    );
