-- Which claims speak of a drone over Kyiv, in whatever words?
SELECT day, claimant, action, quantity_low, quantity_high, quantity_qualifier, evidence, url
FROM evidence_search('kyiv drone')
ORDER BY day DESC, claim_id;
