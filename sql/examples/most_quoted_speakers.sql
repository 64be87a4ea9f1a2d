-- Who is quoted most, for what, and how often do others deny it or tell it differently?
SELECT claimant, sum(claims) AS claims, list(action ORDER BY claims DESC, action)[:3] AS mostly,
    sum(denied) AS denied, sum(disputed) AS disputed, max(last_published) AS last_published
FROM speakers
GROUP BY claimant
ORDER BY claims DESC, claimant
LIMIT 20;
