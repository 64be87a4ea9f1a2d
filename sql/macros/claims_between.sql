-- What is claimed to have passed between two countries (ISO 3166-1 codes), in either direction?
CREATE OR REPLACE MACRO claims_between(one, other) AS TABLE
FROM current_claims
WHERE actor_country = one AND recipient_country = other
    OR actor_country = other AND recipient_country = one
ORDER BY day DESC NULLS LAST, claim_id;
