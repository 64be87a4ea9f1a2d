-- Who claims what about the days from first to last, and how often does another side tell it differently?
--
-- The columns are those of the view speakers, which is about all days and takes longer the more there are. NULL for a day
-- that does not matter.
CREATE OR REPLACE MACRO speakers_between(first, last) AS TABLE
WITH told AS (
    -- Both sides speak of one day.
    SELECT a_claim_ids, a_polarity, b_claim_ids, b_polarity
    FROM claims_vs_counterclaims
    WHERE (first IS NULL OR day >= first) AND (last IS NULL OR day <= last)
),
disputed AS (
    SELECT claim_id, bool_or(denied) AS denied
    FROM (
        SELECT unnest(a_claim_ids) AS claim_id, b_polarity = 'negated' AS denied FROM told
        UNION ALL
        SELECT unnest(b_claim_ids), a_polarity = 'negated' FROM told
    )
    GROUP BY claim_id
)
SELECT
    claimant, speaker_country, speaker_sector, action,
    count(*) AS claims,
    count(DISTINCT article_id) AS articles,
    -- “Half of them” has a qualifier and no bound: it is no number.
    count(*) FILTER (quantity_low IS NOT NULL OR quantity_high IS NOT NULL) AS with_number,
    count(*) FILTER (polarity = 'negated') AS negated,
    count(*) FILTER (modality <> 'actual') AS not_actual,
    count(*) FILTER (d.denied) AS denied,
    count(*) FILTER (d.denied) / count(*) AS denied_share,
    count(d.claim_id) AS disputed,
    count(d.claim_id) / count(*) AS disputed_share,
    min(published_date) AS first_published,
    max(published_date) AS last_published
FROM current_claims c LEFT JOIN disputed d USING (claim_id)
WHERE speaker_text IS NOT NULL AND (first IS NULL OR day >= first) AND (last IS NULL OR day <= last)
GROUP BY claimant, speaker_country, speaker_sector, action;
