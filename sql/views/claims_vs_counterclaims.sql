-- Where do two sides tell the same thing differently: one says it and the other denies it, or their numbers differ?
--
-- The same action on the same kind of thing, at the same place on the same day, told by speakers of two countries, or
-- of a country and of rebels in it. Numbers differ only if no number fits both: “at least 10” and “12” do not contradict
-- each other. The side that comes first in the alphabet is side a. Whether both mean the same event is for the reader of
-- the two sentences to say.
--
-- Columns
-- claims.action
-- claims.object_class
-- place: Where, by both accounts.
-- place_country: Country that the place lies in.
-- day: The day, by both accounts.
-- difference: denial, or number.
-- a_country: Country of the speaker on side a.
-- a_claimant: Who says so on side a.
-- a_polarity: affirmed or negated, on side a.
-- a_low: Least number by side a. Unit: objects.
-- a_high: Greatest number by side a; null if open upwards. Unit: objects.
-- a_qualifier: How exact the number of side a is.
-- a_evidence: What side a is quoted with.
-- a_claim_ids: The claims that say so.
-- b_country: Country of the speaker on side b.
-- b_claimant: Who says so on side b.
-- b_polarity: affirmed or negated, on side b.
-- b_low: Least number by side b. Unit: objects.
-- b_high: Greatest number by side b; null if open upwards. Unit: objects.
-- b_qualifier: How exact the number of side b is.
-- b_evidence: What side b is quoted with.
-- b_claim_ids: The claims that say so.
CREATE OR REPLACE VIEW claims_vs_counterclaims AS
WITH sides AS (
    SELECT
        action, object_class, place, place_country, day, speaker_country, claimant, polarity,
        speaker_country || CASE WHEN speaker_sector = 'REB' THEN ' REB' ELSE '' END AS side,
        quantity_low AS low, quantity_high AS high, quantity_qualifier AS qualifier,
        arg_min(evidence, claim_id) AS evidence,
        list_sort(list(claim_id)) AS claim_ids
    FROM current_claims
    WHERE modality = 'actual' AND day IS NOT NULL AND place IS NOT NULL AND speaker_country IS NOT NULL
    GROUP BY ALL
)
SELECT
    a.action, a.object_class, a.place, a.place_country, a.day,
    CASE WHEN a.polarity <> b.polarity THEN 'denial' ELSE 'number' END AS difference,
    a.speaker_country AS a_country, a.claimant AS a_claimant, a.polarity AS a_polarity,
    a.low AS a_low, a.high AS a_high, a.qualifier AS a_qualifier, a.evidence AS a_evidence, a.claim_ids AS a_claim_ids,
    b.speaker_country AS b_country, b.claimant AS b_claimant, b.polarity AS b_polarity,
    b.low AS b_low, b.high AS b_high, b.qualifier AS b_qualifier, b.evidence AS b_evidence, b.claim_ids AS b_claim_ids
FROM sides a
JOIN sides b
    ON a.action = b.action
    AND a.object_class IS NOT DISTINCT FROM b.object_class
    AND a.place = b.place
    AND a.place_country IS NOT DISTINCT FROM b.place_country
    AND a.day = b.day
    AND a.side < b.side
WHERE a.polarity <> b.polarity
    OR a.polarity = 'affirmed' AND (a.high < b.low OR b.high < a.low);
