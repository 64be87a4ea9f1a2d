-- What is said to have passed between India and Pakistan, who says so, and did it happen?
SELECT day, actor_country, action, recipient_country, object_text, polarity, modality, claimant, evidence
FROM claims_between('IND', 'PAK')
ORDER BY day DESC, claim_id;
