-- What do the claims look like as daily dyads with CAMEO codes, as in GDELT?
--
-- One row a day, pair of countries and code. The code is the action's, and that of the weapon for the use of force:
-- 193 small arms, 194 artillery, 195 drones, missiles and aircraft, 190 where the text names none. Countries are in
-- CAMEO's codes, which are ISO 3166-1 but for Romania (ROM), Timor-Leste (TMP), Montenegro (MTN) and the Isle of Man
-- (IMY); EU, NATO, UN and G7 are groups there (EEC, NAT, UNO, GOS). South Sudan and Kosovo, which CAMEO's list lacks,
-- keep their ISO codes. The class of four is GDELT's; other systems count protest (14) as material conflict.
--
-- What does not map: claims that are negated or not actual, actions without a CAMEO code (missing, displace), and claims
-- whose two parties or day are not known, are left out. So are who says so and numbers. There is no Goldstein score, no
-- tone, and no actor type: the rows count countries. Killing has no code without its manner, and is force (190).
--
-- Columns
-- day: The day; a condition on it is answered faster than one on sql_date.
-- sql_date: The same, as a number like 20250524.
-- actor1_country_code: Country of the actor; null for a group of states. Unit: CAMEO.
-- actor1_known_group_code: The actor, if it is a group of states. Unit: CAMEO.
-- actor2_country_code: Country of the recipient; null for a group of states. Unit: CAMEO.
-- actor2_known_group_code: The recipient, if it is a group of states. Unit: CAMEO.
-- event_code: CAMEO code.
-- event_base_code: Its first three digits.
-- event_root_code: Its first two digits.
-- quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- num_mentions: Claims. Unit: claims.
-- num_sources: Sources that carry them. Unit: sources.
-- num_articles: Articles that carry them. Unit: articles.
-- day_basis: Where the day is from: text, or published where the text gives no time.
CREATE OR REPLACE VIEW as_cameo AS
WITH other_codes (iso, country, known_group) AS (
    VALUES
        ('ROU', 'ROM', NULL), ('TLS', 'TMP', NULL), ('MNE', 'MTN', NULL), ('IMN', 'IMY', NULL),
        ('EU', NULL, 'EEC'), ('NATO', NULL, 'NAT'), ('UN', NULL, 'UNO'), ('G7', NULL, 'GOS')
),
coded AS (
    SELECT
        day, day_basis, source, article_id,
        CASE WHEN a.iso IS NULL THEN actor_country ELSE a.country END AS actor1_country_code,
        a.known_group AS actor1_known_group_code,
        CASE WHEN r.iso IS NULL THEN recipient_country ELSE r.country END AS actor2_country_code,
        r.known_group AS actor2_known_group_code,
        CASE
            WHEN action NOT IN ('attack', 'launch', 'kill', 'injure') THEN cameo_code
            WHEN weapon IN ('drone', 'missile', 'aircraft') THEN '195'
            WHEN weapon = 'artillery' THEN '194'
            WHEN weapon = 'small_arms' THEN '193'
            WHEN weapon IS NOT NULL THEN '190'
            ELSE cameo_code
        END AS event_code
    FROM current_claims
    LEFT JOIN other_codes a ON a.iso = actor_country
    LEFT JOIN other_codes r ON r.iso = recipient_country
    WHERE polarity = 'affirmed' AND modality = 'actual' AND cameo_code IS NOT NULL
        AND day IS NOT NULL AND actor_country IS NOT NULL AND recipient_country IS NOT NULL
)
SELECT
    day,
    (10000 * year(day) + 100 * month(day) + dayofmonth(day))::INTEGER AS sql_date,
    actor1_country_code, actor1_known_group_code, actor2_country_code, actor2_known_group_code,
    event_code,
    left(event_code, 3) AS event_base_code,
    left(event_code, 2) AS event_root_code,
    CASE
        WHEN left(event_code, 2) <= '05' THEN 1
        WHEN left(event_code, 2) <= '09' THEN 2
        WHEN left(event_code, 2) <= '14' THEN 3
        ELSE 4
    END AS quad_class,
    count(*) AS num_mentions,
    count(DISTINCT source) AS num_sources,
    count(DISTINCT article_id) AS num_articles,
    day_basis
FROM coded
GROUP BY ALL;
