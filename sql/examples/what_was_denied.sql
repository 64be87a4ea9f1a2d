-- What do speakers say did not happen?
SELECT day, claimant, action, object_text, place, title, evidence
FROM current_claims
WHERE polarity = 'negated' AND modality = 'actual' AND speaker_text IS NOT NULL
ORDER BY day DESC NULLS LAST, claimant, claim_id;
