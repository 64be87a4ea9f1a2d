-- Which exchanges of prisoners that took place were the largest?
SELECT day, action, actor_country, recipient_country, object_class, claimant, low, high, qualifiers, evidence
FROM prisoner_exchanges
WHERE polarity = 'affirmed' AND modality = 'actual' AND low IS NOT NULL
ORDER BY low DESC, day DESC, claimant, action, actor_country, recipient_country, object_class, evidence
LIMIT 20;
