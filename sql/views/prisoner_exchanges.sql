-- Who freed or swapped how many prisoners, hostages or bodies with whom, when, and who says so?
--
-- One row a day (or longer time), action, pair of parties, kind of people and claimant. Planned and demanded exchanges,
-- and those that are denied, are there too: modality and polarity say which. Several claims of one claimant give a range.
--
-- Columns
-- day: The day it happened; null if the claim gives a longer time.
-- day_basis: Where the day is from: text, published (the words of one of the claims give no time), period or unknown.
-- date_start: First day that the words of the claims allow; null if they give none.
-- date_end: Last day that the words of the claims allow; null if they give none.
-- claims.action
-- claims.actor_country
-- claims.recipient_country
-- claims.object_class
-- claims.polarity
-- claims.modality
-- claimant: Who says so: country and sector, the speaker's words, or reporter.
-- low: Least number that the claims allow; null if none gives a number. Unit: people.
-- high: Greatest number that the claims allow; null if one is open upwards or none gives a number. Unit: people.
-- qualifiers: How exact the numbers are, values of qualifiers.qualifier.
-- claims: Claims behind the row. Unit: claims.
-- without_number: Those of them that give no number. Unit: claims.
-- claim_ids: Their ids.
-- evidence: The words of one of them.
CREATE OR REPLACE VIEW prisoner_exchanges AS
WITH counted AS (
    SELECT
        *,
        -- “Half of them” has a qualifier and no bound: it is no number.
        quantity_low IS NOT NULL OR quantity_high IS NOT NULL AS numbered,
        CASE WHEN day IS NULL THEN date_start END AS since,
        CASE WHEN day IS NULL THEN date_end END AS until
    FROM current_claims
    WHERE action = 'exchange'
        OR action = 'release'
            AND object_class IN ('person', 'civilian', 'soldier', 'prisoner', 'hostage', 'body')
)
SELECT
    day,
    min(day_basis) AS day_basis,
    min(date_start) AS date_start, max(date_end) AS date_end,
    action, actor_country, recipient_country, object_class, polarity, modality, claimant,
    min(coalesce(quantity_low, 0)) FILTER (numbered) AS low,
    CASE WHEN count(quantity_high) = count(*) FILTER (numbered) THEN max(quantity_high) END AS high,
    list_sort(list(DISTINCT quantity_qualifier) FILTER (numbered)) AS qualifiers,
    count(*) AS claims,
    count(*) FILTER (NOT numbered) AS without_number,
    list_sort(list(claim_id)) AS claim_ids,
    arg_min(evidence, claim_id) AS evidence
FROM counted
GROUP BY day, since, until, action, actor_country, recipient_country, object_class, polarity, modality, claimant;
