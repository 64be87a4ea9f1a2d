-- What do the claims look like as daily dyads with CAMEO codes, as in GDELT?
--
-- One row a day, pair of countries and code. Left out: claims that are negated or not actual, actions without a CAMEO
-- code, claims whose two countries or day are not known. Countries are ISO 3166-1 codes, which are CAMEO's except for a
-- few. There is no Goldstein score, no tone, and no actor type: the rows count countries.
--
-- Columns
-- sql_date: The day, as a number like 20250524.
-- actor1_country_code: Country of the actor. Unit: ISO 3166-1.
-- actor2_country_code: Country of the recipient. Unit: ISO 3166-1.
-- event_code: CAMEO code.
-- event_root_code: Its first two digits.
-- quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- num_mentions: Claims. Unit: claims.
-- num_sources: Sources that carry them. Unit: sources.
-- num_articles: Articles that carry them. Unit: articles.
-- day_basis: Where the day is from: text, or published where the text gives no time.
CREATE OR REPLACE VIEW as_cameo AS
SELECT
    strftime(day, '%Y%m%d')::INTEGER AS sql_date,
    actor_country AS actor1_country_code,
    recipient_country AS actor2_country_code,
    cameo_code AS event_code,
    left(cameo_code, 2) AS event_root_code,
    CASE
        WHEN left(cameo_code, 2) <= '05' THEN 1
        WHEN left(cameo_code, 2) <= '09' THEN 2
        WHEN left(cameo_code, 2) <= '14' THEN 3
        ELSE 4
    END AS quad_class,
    count(*) AS num_mentions,
    count(DISTINCT source) AS num_sources,
    count(DISTINCT article_id) AS num_articles,
    day_basis
FROM current_claims
WHERE polarity = 'affirmed' AND modality = 'actual' AND cameo_code IS NOT NULL
    AND day IS NOT NULL AND actor_country IS NOT NULL AND recipient_country IS NOT NULL
GROUP BY ALL;
