-- What stands around the evidence of a claim in its article?
--
-- Offsets are code points from 0 and the end is exclusive; a slice in SQL counts from 1 and includes its end.
SELECT
    c.claim_id,
    a.title,
    a.text[greatest(c.evidence_start - 80, 0) + 1 : c.evidence_start] AS before,
    a.text[c.evidence_start + 1 : c.evidence_end] AS evidence,
    a.text[c.evidence_end + 1 : c.evidence_end + 80] AS after
FROM claims c JOIN articles a USING (revision_id)
WHERE c.evidence_field = 'text'
ORDER BY a.url, c.evidence_start, c.claim_id
LIMIT 10;
