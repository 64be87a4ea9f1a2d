-- What do the claims look like in the columns of ACLED?
--
-- One row is one claim, where ACLED has one row an event that its coders reconciled: do not add the fatalities up. The
-- sub-event type is the action's, made narrower by the weapon, by whom it hit, and by who took territory where. It stays
-- the action's where the text does not say: an attack without a weapon on nobody named is Attack.
--
-- What does not map: claims that are negated or not actual, and actions without a sub-event type (talks, demands,
-- accusations, sanctions, aid …), are left out. Suicide bomb, Sexual violence, Mob violence, Protest with intervention
-- and Excessive force against protesters never occur, since no action says so much. Interaction codes and civilian
-- targeting need the type of each group, and are not there. Countries are ISO 3166-1 alpha-3 codes, not names.
--
-- Columns
-- event_id_cnty: The claim_id. Key.
-- event_date: The day it happened; null if the claim gives a longer time.
-- day_basis: Where the day is from: text, published (the text gives no time), period or unknown (then it is null).
-- year: Its year.
-- time_precision: 1 the text gives the day, 2 it gives a week, or nothing but the day of publication, 3 a month or less exactly.
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
-- geo_precision: 1 a town, 3 a first-level division or larger region; null for a country, which ACLED does not code.
-- fatalities_low: Least number of dead, of a claim about dead. Unit: people.
-- fatalities_high: Greatest number of dead, of a claim about dead; null if open upwards. Unit: people.
-- fatalities_qualifier: How exact that number is.
-- source: Name of the source.
-- claimant: Who says so: country and sector, the speaker's words, or reporter.
-- notes: The words that make the claim.
-- url: The address of the page.
CREATE OR REPLACE VIEW as_acled AS
WITH narrowed AS (
    SELECT
        *,
        CASE
            WHEN action IN ('attack', 'launch', 'kill', 'injure', 'damage') AND weapon IN ('drone', 'aircraft')
                THEN 'Air/drone strike'
            WHEN action IN ('attack', 'launch', 'kill', 'injure', 'damage') AND weapon IN ('missile', 'artillery')
                THEN 'Shelling/artillery/missile attack'
            WHEN action IN ('attack', 'launch', 'kill', 'injure', 'damage') AND weapon IN ('mine', 'explosive', 'bomb')
                THEN 'Remote explosive/landmine/IED'
            WHEN action IN ('attack', 'kill', 'injure') AND object_class IN ('soldier', 'vehicle', 'artillery', 'aircraft')
                THEN 'Armed clash'
            WHEN action = 'capture' AND actor_country = place_country AND actor_sector IN ('GOV', 'MIL', 'POL')
                THEN 'Government regains territory'
            WHEN action = 'capture' AND object_class NOT IN ('territory', 'building', 'infrastructure')
                THEN 'Looting/property destruction'
            WHEN action = 'protest' AND split_part(rule, '.', 2) = 'riot' THEN 'Violent demonstration'
            ELSE acled_sub_event_type
        END AS sub_event_type
    FROM current_claims
    WHERE polarity = 'affirmed' AND modality = 'actual' AND acled_sub_event_type IS NOT NULL
),
typed AS (
    SELECT
        *,
        CASE
            WHEN sub_event_type IN (
                'Armed clash', 'Government regains territory', 'Non-state actor overtakes territory'
            ) THEN 'Battles'
            WHEN sub_event_type IN (
                'Air/drone strike', 'Shelling/artillery/missile attack', 'Remote explosive/landmine/IED'
            ) THEN 'Explosions/Remote violence'
            WHEN sub_event_type = 'Attack' THEN 'Violence against civilians'
            WHEN sub_event_type = 'Peaceful protest' THEN 'Protests'
            WHEN sub_event_type = 'Violent demonstration' THEN 'Riots'
            ELSE 'Strategic developments'
        END AS event_type
    FROM narrowed
)
SELECT
    claim_id AS event_id_cnty,
    day AS event_date,
    day_basis,
    year(day) AS year,
    CASE
        WHEN day_basis = 'text' THEN 1
        WHEN day_basis = 'published' OR date_end - date_start < 7 THEN 2
        ELSE 3
    END AS time_precision,
    CASE
        WHEN event_type IN ('Battles', 'Explosions/Remote violence', 'Violence against civilians')
            THEN 'Political violence'
        WHEN event_type IN ('Protests', 'Riots') THEN 'Demonstrations'
        ELSE event_type
    END AS disorder_type,
    event_type,
    sub_event_type,
    actor_text AS actor1,
    actor_country AS actor1_country,
    recipient_text AS actor2,
    recipient_country AS actor2_country,
    place_country AS country,
    place_admin1 AS admin1,
    place AS location,
    place_lat AS latitude,
    place_lon AS longitude,
    CASE place_precision WHEN 'city' THEN 1 WHEN 'admin1' THEN 3 WHEN 'region' THEN 3 END AS geo_precision,
    CASE WHEN action = 'kill' THEN quantity_low END AS fatalities_low,
    CASE WHEN action = 'kill' THEN quantity_high END AS fatalities_high,
    CASE WHEN action = 'kill' THEN quantity_qualifier END AS fatalities_qualifier,
    source,
    claimant,
    evidence AS notes,
    url
FROM typed;
