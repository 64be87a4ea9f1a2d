-- Who claims what, and how often does another side deny it or tell it differently?
--
-- One row a claimant and action. A claim is disputed if claims_vs_counterclaims sets another against it, and denied if
-- that one says that it did not happen.
--
-- Columns
-- claimant: Who says so: country and sector, or the speaker's words.
-- claims.speaker_country
-- claims.speaker_sector
-- claims.action
-- claims: Claims. Unit: claims.
-- articles: Articles that carry them. Unit: articles.
-- with_number: Those that give a number. Unit: claims.
-- negated: Those in which the claimant denies it: that it did not happen. Unit: claims.
-- not_actual: Those about what may, should or is going to happen. Unit: claims.
-- denied: Those that another side denies. Unit: claims.
-- denied_share: Share of them. Unit: 0 to 1.
-- disputed: Those that another side denies, affirms against a denial, or tells with another number. Unit: claims.
-- disputed_share: Share of them. Unit: 0 to 1.
-- first_published: Day of the first article with one.
-- last_published: Day of the last article with one.
CREATE OR REPLACE VIEW speakers AS
WITH disputed AS (
    SELECT claim_id, bool_or(denied) AS denied
    FROM (
        SELECT unnest(a_claim_ids) AS claim_id, b_polarity = 'negated' AS denied FROM claims_vs_counterclaims
        UNION ALL
        SELECT unnest(b_claim_ids), a_polarity = 'negated' FROM claims_vs_counterclaims
    )
    GROUP BY claim_id
)
SELECT
    claimant, speaker_country, speaker_sector, action,
    count(*) AS claims,
    count(DISTINCT article_id) AS articles,
    count(quantity_qualifier) AS with_number,
    count(*) FILTER (polarity = 'negated') AS negated,
    count(*) FILTER (modality <> 'actual') AS not_actual,
    count(*) FILTER (d.denied) AS denied,
    count(*) FILTER (d.denied) / count(*) AS denied_share,
    count(d.claim_id) AS disputed,
    count(d.claim_id) / count(*) AS disputed_share,
    min(published_date) AS first_published,
    max(published_date) AS last_published
FROM current_claims c LEFT JOIN disputed d USING (claim_id)
WHERE speaker_text IS NOT NULL
GROUP BY claimant, speaker_country, speaker_sector, action;
