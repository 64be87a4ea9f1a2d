-- What happens how often between whom, day by day?
--
-- One row a day, basis of the day, action, pair of countries and country of the place. Counts are of claims, not of
-- events: a raid that ten articles report counts ten times, in ten articles.
--
-- Columns
-- day: The day it happened; null if the claim gives a longer time.
-- day_basis: Where the day is from: text, published (the text gives no time), period or unknown.
-- claims.action
-- claims.actor_country
-- claims.recipient_country
-- claims.place_country
-- claims: Claims. Unit: claims.
-- negated: Those that say that it did not happen. Unit: claims.
-- not_actual: Those about what may, should or is going to happen. Unit: claims.
-- articles: Articles that carry them. Unit: articles.
-- claimants: Different claimants, the reporter among them. Unit: claimants.
CREATE OR REPLACE VIEW daily_actions AS
SELECT
    day, day_basis, action, actor_country, recipient_country, place_country,
    count(*) AS claims,
    count(*) FILTER (polarity = 'negated') AS negated,
    count(*) FILTER (modality <> 'actual') AS not_actual,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT claimant) AS claimants
FROM current_claims
GROUP BY ALL;
