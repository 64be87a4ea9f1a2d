-- How many people were killed, injured or went missing, where, on which day, and who says so?
--
-- One row a day (or longer time), place, outcome, kind of people, their country and claimant. Several claims of one
-- claimant give a range from the least to the greatest number; they are not added up, because most of them count the
-- same people again. A number may be a part of another one: `people` says whom the claims count.
--
-- Columns
-- day: The day it happened (of a night, the second); null if the claim gives a longer time.
-- day_basis: Where the day is from: text, published (the words of one of the claims give no time), period or unknown.
-- date_start: First day that the words of the claims allow; null if they give none.
-- date_end: Last day that the words of the claims allow; null if they give none.
-- place: Where; null where the claim names no place.
-- place_country: Country that the place lies in.
-- outcome: killed, injured or missing.
-- polarity: affirmed, or negated for “no casualties”.
-- object_class: Kind of people, a value of object_classes.object_class.
-- recipient_country: Country that they belong to, where the text says so.
-- claimant: Who says so: country and sector, the speaker's words, or reporter.
-- low: Least number that the claims allow; null if none gives a number. Unit: people.
-- high: Greatest number that the claims allow; null if one is open upwards or none gives a number. Unit: people.
-- qualifiers: How exact the numbers are, values of qualifiers.qualifier.
-- claims: Claims behind the row. Unit: claims.
-- without_number: Those of them that give no number. Unit: claims.
-- people: Whom they count, in the words of the articles.
-- claim_ids: Their ids.
-- evidence: The words of one of them.
CREATE OR REPLACE VIEW casualties AS
WITH counted AS (
    SELECT
        *,
        -- “Half of them” has a qualifier and no bound: it is no number.
        quantity_low IS NOT NULL OR quantity_high IS NOT NULL AS numbered,
        -- Claims of one day are one row, however their words give it; those of longer times are one a time.
        CASE WHEN day IS NULL THEN date_start END AS since,
        CASE WHEN day IS NULL THEN date_end END AS until,
        CASE action WHEN 'kill' THEN 'killed' WHEN 'injure' THEN 'injured' ELSE 'missing' END AS outcome
    FROM current_claims
    WHERE action IN ('kill', 'injure', 'missing') AND modality = 'actual'
)
SELECT
    day,
    min(day_basis) AS day_basis,
    min(date_start) AS date_start, max(date_end) AS date_end,
    place, place_country, outcome, polarity, object_class, recipient_country, claimant,
    min(coalesce(quantity_low, 0)) FILTER (numbered) AS low,
    CASE WHEN count(quantity_high) = count(*) FILTER (numbered) THEN max(quantity_high) END AS high,
    list_sort(list(DISTINCT quantity_qualifier) FILTER (numbered)) AS qualifiers,
    count(*) AS claims,
    count(*) FILTER (NOT numbered) AS without_number,
    list_sort(list(DISTINCT object_text) FILTER (object_text IS NOT NULL)) AS people,
    list_sort(list(claim_id)) AS claim_ids,
    arg_min(evidence, claim_id) AS evidence
FROM counted
GROUP BY
    day, since, until, place, place_country, outcome, polarity, object_class, recipient_country, claimant;
