-- Who claims what, and how often does another side tell it differently?
--
-- One row a claimant and action. A claim is disputed if claims_vs_counterclaims sets another against it.
--
-- Columns
-- claimant: Who says so: country and sector, or the speaker's words.
-- claims.speaker_country
-- claims.speaker_sector
-- claims.action
-- claims: Claims. Unit: claims.
-- articles: Articles that carry them. Unit: articles.
-- with_number: Those that give a number. Unit: claims.
-- negated: Those that say that it did not happen. Unit: claims.
-- not_actual: Those about what may, should or is going to happen. Unit: claims.
-- disputed: Those that another side tells differently. Unit: claims.
-- disputed_share: Share of them. Unit: 0 to 1.
-- first_published: Day of the first article with one.
-- last_published: Day of the last article with one.
CREATE OR REPLACE VIEW speakers AS
WITH disputed AS (
    SELECT DISTINCT unnest(a_claim_ids || b_claim_ids) AS claim_id FROM claims_vs_counterclaims
)
SELECT
    claimant, speaker_country, speaker_sector, action,
    count(*) AS claims,
    count(DISTINCT article_id) AS articles,
    count(quantity_qualifier) AS with_number,
    count(*) FILTER (polarity = 'negated') AS negated,
    count(*) FILTER (modality <> 'actual') AS not_actual,
    count(d.claim_id) AS disputed,
    count(d.claim_id) / count(*) AS disputed_share,
    min(published_date) AS first_published,
    max(published_date) AS last_published
FROM current_claims c LEFT JOIN disputed d USING (claim_id)
WHERE speaker_text IS NOT NULL
GROUP BY claimant, speaker_country, speaker_sector, action;
