-- Who is quoted most, for what, and how often do others tell it differently?
SELECT claimant, sum(claims) AS claims, list(action ORDER BY claims DESC)[:3] AS mostly, sum(disputed) AS disputed,
    min(first_published) AS first_published, max(last_published) AS last_published
FROM speakers
GROUP BY claimant
ORDER BY claims DESC, claimant
LIMIT 20;
