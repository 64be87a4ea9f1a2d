-- What does one article claim, and who says so?
--
-- The newest article with claims; put a condition on url or title in its place.
SELECT claimant, polarity, modality, action, object_text, quantity_low, quantity_high, quantity_qualifier, place, day,
    evidence
FROM current_claims
WHERE article_id = (SELECT arg_max(article_id, published_date) FROM current_claims)
ORDER BY sentence_index, evidence_start;
