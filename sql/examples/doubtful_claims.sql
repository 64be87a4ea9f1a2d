-- Which claims can hardly be as the article has them, and why?
SELECT doubt, d.meaning, c.evidence, c.title, c.url, c.claim_id
FROM (SELECT *, unnest(doubts) AS doubt FROM current_claims) c JOIN doubts d USING (doubt)
ORDER BY doubt, c.edition DESC, c.claim_id;
