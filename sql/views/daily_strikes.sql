-- How many drones, missiles and other munitions were launched, struck and were intercepted, by whose word?
--
-- One row a day, kind of munition, place and claimant. Several claims of one claimant give a range from the least to
-- the greatest number; they are not added up, because most of them tell the same night again. Munitions of an attempted
-- attack were launched. The share needs both numbers from the same claimant about the same day and place.
--
-- Columns
-- day: The day it happened (of a night, the second).
-- day_basis: Where the day is from: text, or published where the text gives no time.
-- munition: Kind of munition, a value of object_classes.object_class.
-- place: Where; null where the claim names no place.
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
CREATE OR REPLACE VIEW daily_strikes AS
WITH counted AS (
    SELECT
        *,
        CASE
            WHEN action = 'intercept' THEN 'intercepted'
            WHEN action = 'attack' AND modality = 'actual' THEN 'struck'
            ELSE 'launched'
        END AS what
    FROM current_claims
    WHERE polarity = 'affirmed'
        AND day IS NOT NULL
        AND quantity_qualifier IS NOT NULL
        AND (
            action IN ('launch', 'intercept') AND modality = 'actual'
                AND object_class IN ('drone', 'missile', 'aircraft', 'artillery', 'weapon')
            OR action = 'attack' AND modality IN ('actual', 'attempted')
                AND object_class IN ('drone', 'missile', 'weapon')
        )
),
measured AS (
    SELECT
        day, day_basis, object_class AS munition, place, place_country, claimant, what,
        min(coalesce(quantity_low, 0)) AS low,
        CASE WHEN count(quantity_high) = count(*) THEN max(quantity_high) END AS high,
        list_sort(list(DISTINCT quantity_qualifier)) AS qualifiers,
        list(claim_id) AS claim_ids
    FROM counted
    GROUP BY ALL
),
strikes AS (
    SELECT
        day, day_basis, munition, place, place_country, claimant,
        any_value(low) FILTER (what = 'launched') AS launched_low,
        any_value(high) FILTER (what = 'launched') AS launched_high,
        any_value(qualifiers) FILTER (what = 'launched') AS launched_qualifiers,
        any_value(low) FILTER (what = 'struck') AS struck_low,
        any_value(high) FILTER (what = 'struck') AS struck_high,
        any_value(qualifiers) FILTER (what = 'struck') AS struck_qualifiers,
        any_value(low) FILTER (what = 'intercepted') AS intercepted_low,
        any_value(high) FILTER (what = 'intercepted') AS intercepted_high,
        any_value(qualifiers) FILTER (what = 'intercepted') AS intercepted_qualifiers,
        list_sort(flatten(list(claim_ids))) AS claim_ids
    FROM measured
    GROUP BY ALL
)
SELECT
    day, day_basis, munition, place, place_country, claimant,
    launched_low, launched_high, launched_qualifiers,
    struck_low, struck_high, struck_qualifiers,
    intercepted_low, intercepted_high, intercepted_qualifiers,
    -- least() passes over nulls, so each side is asked for first.
    CASE WHEN launched_high > 0 AND intercepted_low IS NOT NULL THEN least(intercepted_low / launched_high, 1) END
        AS intercepted_share_low,
    CASE WHEN launched_low > 0 AND intercepted_high IS NOT NULL THEN least(intercepted_high / launched_low, 1) END
        AS intercepted_share_high,
    len(claim_ids) AS claims,
    claim_ids
FROM strikes;
