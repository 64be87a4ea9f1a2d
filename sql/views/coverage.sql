-- How many pages, articles and claims did each source bring in each edition?
--
-- Articles and claims count in the edition that first brought them: an article that is fetched again unchanged does not
-- count again.
--
-- Columns
-- edition: The batch, one UTC day.
-- source: Name of the source, as in sources.yaml.
-- pages: Pages asked for. Unit: documents.
-- pages_fetched: Those that came. Unit: documents.
-- revisions: Revisions of articles that were new, or pages that are no article. Unit: revisions.
-- articles: Those that are articles in English and long enough. Unit: revisions.
-- copies: Those of the articles that are near-identical copies of an earlier one. Unit: revisions.
-- claims: Claims in them. Unit: claims.
-- claims_attributed: Those of the claims that somebody else than the reporter makes. Unit: claims.
CREATE OR REPLACE VIEW coverage AS
WITH pages AS (
    SELECT edition, source, count(*) AS pages, count(*) FILTER (outcome = 'fetched') AS pages_fetched
    FROM documents
    WHERE role = 'page'
    GROUP BY ALL
),
told AS (
    SELECT
        edition, source,
        count(*) AS revisions,
        count(*) FILTER (kind = 'article') AS articles,
        count(*) FILTER (kind = 'article' AND duplicate_of IS NOT NULL) AS copies,
        sum(coalesce(c.claims, 0))::BIGINT AS claims,
        sum(coalesce(c.attributed, 0))::BIGINT AS claims_attributed
    FROM articles
    LEFT JOIN (
        SELECT revision_id, count(*) AS claims, count(speaker_text) AS attributed FROM claims GROUP BY revision_id
    ) c USING (revision_id)
    GROUP BY ALL
)
SELECT
    edition, source,
    coalesce(pages, 0) AS pages,
    coalesce(pages_fetched, 0) AS pages_fetched,
    coalesce(revisions, 0) AS revisions,
    coalesce(articles, 0) AS articles,
    coalesce(copies, 0) AS copies,
    coalesce(claims, 0) AS claims,
    coalesce(claims_attributed, 0) AS claims_attributed
FROM pages FULL JOIN told USING (edition, source);
