-- Which countries talk, agree, demand, accuse, threaten, punish or help each other?
--
-- One row a day, action, pair of countries, polarity and modality, in the direction of the claim (a meeting has none:
-- both orders occur). What did not happen or has not happened yet is there too: polarity and modality say which.
--
-- Columns
-- day: The day it happened; null if the claim gives a longer time.
-- day_basis: Where the day is from: text, published (the words of one of the claims give no time), period or unknown.
-- claims.action
-- claims.actor_country
-- claims.recipient_country
-- claims.polarity
-- claims.modality
-- claims: Claims. Unit: claims.
-- articles: Articles that carry them. Unit: articles.
-- claimants: Who says so, in short.
-- claim_ids: Ids of the claims.
-- evidence: The words of one of them.
CREATE OR REPLACE VIEW diplomacy AS
SELECT
    day,
    min(day_basis) AS day_basis,
    action, actor_country, recipient_country, polarity, modality,
    count(*) AS claims,
    count(DISTINCT article_id) AS articles,
    list_sort(list(DISTINCT claimant)) AS claimants,
    list_sort(list(claim_id)) AS claim_ids,
    arg_min(evidence, claim_id) AS evidence
FROM current_claims
WHERE action IN (
        'meet', 'agree', 'request', 'accuse', 'reject', 'threaten', 'sanction', 'support', 'aid', 'cooperate', 'concede'
    )
    AND actor_country <> recipient_country
GROUP BY day, action, actor_country, recipient_country, polarity, modality;
