-- Who threatens or punishes whom, and is it done or only announced?
SELECT actor_country, recipient_country, action, modality, polarity, sum(claims) AS claims, max(day) AS last_day,
    arg_max(evidence, (coalesce(day, DATE '1900-01-01'), evidence)) AS evidence
FROM diplomacy
WHERE action IN ('threaten', 'sanction')
GROUP BY ALL
ORDER BY claims DESC, actor_country, recipient_country, action, modality, polarity;
