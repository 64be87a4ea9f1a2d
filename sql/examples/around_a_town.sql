-- What is claimed to have happened within 50 km of Kyiv?
SELECT round(distance_km) AS km, place, day, day_basis, claimant, action, object_text, quantity_low, quantity_high,
    quantity_qualifier, evidence
FROM claims_near(50.45, 30.52, 50)
WHERE polarity = 'affirmed' AND modality = 'actual'
ORDER BY day DESC, km, claim_id;
