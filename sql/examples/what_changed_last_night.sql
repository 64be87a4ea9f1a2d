-- Which claims are new, gone or different since the version before?
--
-- Take any two numbers from versions in place of these. An edited article is a new revision, with claims of its own; those
-- of the revision before stay. What the edit changed is in article_edits.
WITH numbers AS (SELECT max(version) - 1 AS before, max(version) AS after FROM versions)
SELECT d.change, coalesce(new.action, old.action) AS action, old.evidence AS evidence_before, new.evidence AS evidence_now
FROM claims_diff((SELECT before FROM numbers), (SELECT after FROM numbers)) d
LEFT JOIN claims_as_of((SELECT before FROM numbers)) old USING (claim_id)
LEFT JOIN claims_as_of((SELECT after FROM numbers)) new USING (claim_id)
ORDER BY d.change, action, evidence_now, evidence_before, claim_id;
