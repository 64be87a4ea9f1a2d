-- What do the claims look like as PLOVER events?
--
-- One row is one claim: several reports of one event are several rows. The mode is the action's, and for the use of force
-- that of the weapon: firearms, explosives, heavy-weapons.
--
-- What does not map: claims that are negated or not actual, and actions without a PLOVER type (missing, displace), are
-- left out. PLOVER has no place for who says so, and one number an event; here the range stands beside it. There are no
-- contexts. PLOVER counts dead and injured as facts about an ASSAULT; here each such claim is an ASSAULT of its own.
--
-- Columns
-- event_id: The claim_id. Key.
-- event_date: The day it happened; null if the claim gives a longer time.
-- day_basis: Where the day is from: text, published (the text gives no time), period or unknown (then it is null).
-- event_type: PLOVER event type.
-- event_mode: PLOVER mode; null where the type has none.
-- quad_code: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- actor_name: Who did it, in the words of the article.
-- actor_country: Its country. Unit: ISO 3166-1.
-- actor_sector: Its sector.
-- recipient_name: Whom it was done to.
-- recipient_country: Its country. Unit: ISO 3166-1.
-- recipient_sector: Its sector.
-- placename: Where.
-- country: Country of the place. Unit: ISO 3166-1.
-- province: First-level division of the place.
-- latitude: Of its centre. Unit: degrees.
-- longitude: Of its centre. Unit: degrees.
-- geonames_id: Its number in GeoNames.
-- quantity_low: Least number of objects. Unit: objects.
-- quantity_high: Greatest number of objects; null if open upwards. Unit: objects.
-- quantity_qualifier: How exact the number is.
-- publication_date: The day of publication.
-- source: Name of the source.
-- url: The address of the page.
-- event_text: The words that make the claim.
CREATE OR REPLACE VIEW as_plover AS
SELECT
    claim_id AS event_id,
    day AS event_date,
    day_basis,
    plover_type AS event_type,
    CASE
        WHEN action NOT IN ('attack', 'launch', 'kill', 'injure') THEN plover_mode
        WHEN weapon = 'small_arms' THEN 'firearms'
        WHEN weapon IN ('bomb', 'explosive', 'mine') THEN 'explosives'
        WHEN weapon IN ('drone', 'missile', 'aircraft', 'artillery') THEN 'heavy-weapons'
        WHEN weapon IS NULL THEN plover_mode
    END AS event_mode,
    CASE
        WHEN plover_type IN ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE') THEN 1
        WHEN plover_type IN ('COOPERATE', 'AID', 'RETREAT') THEN 2
        WHEN plover_type IN ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') THEN 3
        WHEN plover_type IN ('PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT') THEN 4
    END AS quad_code,
    actor_text AS actor_name, actor_country, actor_sector,
    recipient_text AS recipient_name, recipient_country, recipient_sector,
    place AS placename,
    place_country AS country,
    place_admin1 AS province,
    place_lat AS latitude,
    place_lon AS longitude,
    place_geonameid AS geonames_id,
    quantity_low, quantity_high, quantity_qualifier,
    published_date AS publication_date,
    source,
    url,
    evidence AS event_text
FROM current_claims
WHERE polarity = 'affirmed' AND modality = 'actual' AND plover_type IS NOT NULL;
