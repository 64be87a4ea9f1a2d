-- What do the claims look like in the columns of ACLED?
--
-- One row is one claim, where ACLED has one row an event that its coders reconciled: do not add the fatalities up. Left
-- out: claims that are negated or not actual, and actions without an ACLED sub-event type. Interaction codes and
-- civilian targeting are not there, because they need the type of each group.
--
-- Columns
-- event_id_cnty: The claim_id. Key.
-- event_date: The day it happened; null if the claim gives a longer time.
-- year: Its year.
-- time_precision: 1 the day is known, 2 a week, 3 a month or less exactly.
-- disorder_type: ACLED disorder type.
-- event_type: ACLED event type.
-- sub_event_type: ACLED sub-event type.
-- actor1: Who did it, in the words of the article.
-- actor1_country: Its country. Unit: ISO 3166-1.
-- actor2: Whom it was done to, in the words of the article.
-- actor2_country: Its country. Unit: ISO 3166-1.
-- country: Country of the place. Unit: ISO 3166-1.
-- admin1: First-level division of the place.
-- location: Name of the place.
-- latitude: Of its centre. Unit: degrees.
-- longitude: Of its centre. Unit: degrees.
-- geo_precision: 1 a town, 2 a first-level division, 3 a larger region or country.
-- fatalities_low: Least number of dead, of a claim about dead. Unit: people.
-- fatalities_high: Greatest number of dead, of a claim about dead; null if open upwards. Unit: people.
-- fatalities_qualifier: How exact that number is.
-- source: Name of the source.
-- claimant: Who says so: country and sector, the speaker's words, or reporter.
-- notes: The words that make the claim.
-- url: The address of the page.
CREATE OR REPLACE VIEW as_acled AS
WITH typed AS (
    SELECT
        *,
        CASE
            WHEN acled_sub_event_type IN (
                'Armed clash', 'Government regains territory', 'Non-state actor overtakes territory'
            ) THEN 'Battles'
            WHEN acled_sub_event_type IN (
                'Air/drone strike', 'Shelling/artillery/missile attack', 'Suicide bomb', 'Grenade',
                'Remote explosive/landmine/IED', 'Chemical weapon'
            ) THEN 'Explosions/Remote violence'
            WHEN acled_sub_event_type IN ('Attack', 'Abduction/forced disappearance', 'Sexual violence')
                THEN 'Violence against civilians'
            WHEN acled_sub_event_type IN (
                'Peaceful protest', 'Protest with intervention', 'Excessive force against protesters'
            ) THEN 'Protests'
            WHEN acled_sub_event_type IN ('Violent demonstration', 'Mob violence') THEN 'Riots'
            ELSE 'Strategic developments'
        END AS event_type
    FROM current_claims
    WHERE polarity = 'affirmed' AND modality = 'actual' AND acled_sub_event_type IS NOT NULL
)
SELECT
    claim_id AS event_id_cnty,
    day AS event_date,
    year(day) AS year,
    CASE WHEN day IS NOT NULL THEN 1 WHEN date_end - date_start < 7 THEN 2 ELSE 3 END AS time_precision,
    CASE
        WHEN event_type IN ('Battles', 'Explosions/Remote violence', 'Violence against civilians')
            THEN 'Political violence'
        WHEN event_type = 'Protests' THEN 'Demonstrations'
        WHEN event_type = 'Riots' THEN 'Political violence; Demonstrations'
        ELSE event_type
    END AS disorder_type,
    event_type,
    acled_sub_event_type AS sub_event_type,
    actor_text AS actor1,
    actor_country AS actor1_country,
    recipient_text AS actor2,
    recipient_country AS actor2_country,
    place_country AS country,
    place_admin1 AS admin1,
    place AS location,
    place_lat AS latitude,
    place_lon AS longitude,
    CASE place_precision WHEN 'city' THEN 1 WHEN 'admin1' THEN 2 WHEN 'region' THEN 3 WHEN 'country' THEN 3 END
        AS geo_precision,
    CASE WHEN action = 'kill' THEN quantity_low END AS fatalities_low,
    CASE WHEN action = 'kill' THEN quantity_high END AS fatalities_high,
    CASE WHEN action = 'kill' THEN quantity_qualifier END AS fatalities_qualifier,
    source,
    claimant,
    evidence AS notes,
    url
FROM typed;
