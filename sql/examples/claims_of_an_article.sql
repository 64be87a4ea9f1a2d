-- What does one article claim, and who says so?
--
-- The newest article with claims; put a condition on url or title in its place.
SELECT claimant, polarity, modality, action, object_text, quantity_low, quantity_high, quantity_qualifier, place, day,
    evidence
FROM current_claims
WHERE article_id = (
    SELECT article_id FROM current_claims ORDER BY published_date DESC NULLS LAST, article_id LIMIT 1
)
ORDER BY sentence_index, evidence_start, claim_id;
