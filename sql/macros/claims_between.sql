-- What is claimed to have passed between two countries, in either direction?
--
-- Countries are ISO 3166-1 alpha-3 codes in either case, or EU, NATO, UN, G7; anything else, such as a name, is an error.
CREATE OR REPLACE MACRO claims_between(one, other) AS TABLE
WITH pair AS (
    SELECT
        CASE WHEN regexp_full_match(upper(one), '[A-Z]{3}|EU|NATO|UN|G7') THEN upper(one)
            ELSE error(coalesce(one, 'NULL') || ' is no country code: write UKR, or EU, NATO, UN, G7') END AS a,
        CASE WHEN regexp_full_match(upper(other), '[A-Z]{3}|EU|NATO|UN|G7') THEN upper(other)
            ELSE error(coalesce(other, 'NULL') || ' is no country code: write UKR, or EU, NATO, UN, G7') END AS b
)
SELECT c.*
FROM current_claims c JOIN pair ON actor_country = a AND recipient_country = b OR actor_country = b AND recipient_country = a
ORDER BY day DESC NULLS LAST, claim_id;
