-- How many drones, missiles and other munitions were launched, struck and were intercepted, by whose word?
--
-- One row a day, kind of munition, attacker, target, place and claimant. Several claims of one claimant give a range from
-- the least to the greatest number; they are not added up, because most of them tell the same night again, so that the
-- parts of one total (“128 shot down, another 117 jammed”) stand as a range. Munitions of an attempted attack were
-- launched. The share needs both numbers in one row: claims that name no place, or just a country, share one.
--
-- Columns
-- day: The day it happened (of a night, the second).
-- day_basis: Where the day is from: text, or published where the words of one of the claims give no time.
-- munition: Kind of munition, a value of object_classes.object_class.
-- attacker_country: Country or group of states that they are said to come from. Unit: ISO 3166-1.
-- target_country: Country or group of states that they are said to be meant for. Unit: ISO 3166-1.
-- place: Where; null where the claims name no place, or just a country.
-- place_country: Country that the place lies in.
-- claimant: Who says so: country and sector, the speaker's words, or reporter.
-- launched_low: Least number launched that the claims allow. Unit: objects.
-- launched_high: Greatest number launched that the claims allow; null if one is open upwards. Unit: objects.
-- launched_qualifiers: How exact these numbers are, values of qualifiers.qualifier.
-- struck_low: Least number that struck. Unit: objects.
-- struck_high: Greatest number that struck; null if one is open upwards. Unit: objects.
-- struck_qualifiers: How exact these numbers are.
-- intercepted_low: Least number intercepted. Unit: objects.
-- intercepted_high: Greatest number intercepted; null if one is open upwards. Unit: objects.
-- intercepted_qualifiers: How exact these numbers are.
-- intercepted_share_low: Least share intercepted of those launched; null if a number is missing or open. Unit: 0 to 1.
-- intercepted_share_high: Greatest share intercepted of those launched; null if a number is missing or open. Unit: 0 to 1.
-- claims: Claims behind the row. Unit: claims.
-- claim_ids: Their ids.
-- evidence: The words of one of them.
CREATE OR REPLACE VIEW daily_strikes AS
WITH counted AS (
    SELECT
        claim_id, day, day_basis, object_class AS munition, claimant, evidence,
        CASE WHEN action = 'intercept' THEN recipient_country ELSE actor_country END AS attacker_country,
        CASE WHEN action = 'intercept' THEN actor_country ELSE recipient_country END AS target_country,
        CASE WHEN place_precision IS DISTINCT FROM 'country' THEN place END AS place,
        CASE WHEN place_precision IS DISTINCT FROM 'country' THEN place_country END AS place_country,
        coalesce(quantity_low, 0) AS low,
        -- No bound above compares as the greatest number of all, and becomes null again below.
        coalesce(quantity_high, 'infinity'::DOUBLE) AS high,
        quantity_qualifier AS qualifier,
        CASE
            WHEN action = 'intercept' THEN 'intercepted'
            WHEN action = 'attack' AND modality = 'actual' THEN 'struck'
            ELSE 'launched'
        END AS what
    FROM current_claims
    WHERE polarity = 'affirmed'
        AND day IS NOT NULL
        AND (quantity_low IS NOT NULL OR quantity_high IS NOT NULL)
        AND (
            action IN ('launch', 'intercept') AND modality = 'actual'
                AND object_class IN ('drone', 'missile', 'aircraft', 'artillery', 'weapon')
            OR action = 'attack' AND modality IN ('actual', 'attempted')
                AND object_class IN ('drone', 'missile', 'weapon')
        )
),
strikes AS (
    SELECT
        day, munition, attacker_country, target_country, place, place_country, claimant,
        min(day_basis) AS day_basis,
        min(low) FILTER (what = 'launched') AS launched_low,
        nullif(max(high) FILTER (what = 'launched'), 'infinity') AS launched_high,
        list_sort(list(DISTINCT qualifier) FILTER (what = 'launched')) AS launched_qualifiers,
        min(low) FILTER (what = 'struck') AS struck_low,
        nullif(max(high) FILTER (what = 'struck'), 'infinity') AS struck_high,
        list_sort(list(DISTINCT qualifier) FILTER (what = 'struck')) AS struck_qualifiers,
        min(low) FILTER (what = 'intercepted') AS intercepted_low,
        nullif(max(high) FILTER (what = 'intercepted'), 'infinity') AS intercepted_high,
        list_sort(list(DISTINCT qualifier) FILTER (what = 'intercepted')) AS intercepted_qualifiers,
        count(*) AS claims,
        list_sort(list(claim_id)) AS claim_ids,
        arg_min(evidence, claim_id) AS evidence
    FROM counted
    GROUP BY day, munition, attacker_country, target_country, place, place_country, claimant
)
SELECT
    day, day_basis, munition, attacker_country, target_country, place, place_country, claimant,
    launched_low, launched_high, launched_qualifiers,
    struck_low, struck_high, struck_qualifiers,
    intercepted_low, intercepted_high, intercepted_qualifiers,
    -- least() passes over nulls, so each side is asked for first.
    CASE WHEN launched_high > 0 AND intercepted_low IS NOT NULL THEN least(intercepted_low / launched_high, 1) END
        AS intercepted_share_low,
    CASE WHEN launched_low > 0 AND intercepted_high IS NOT NULL THEN least(intercepted_high / launched_low, 1) END
        AS intercepted_share_high,
    claims, claim_ids, evidence
FROM strikes;
