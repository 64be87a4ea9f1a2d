-- Which claims have all of these words in their evidence, in any order and case?
--
-- A word also finds longer words that begin with it: drone finds drones. Signs part words and mean nothing else: there
-- are no wildcards, and a search without a word is an error.
CREATE OR REPLACE MACRO evidence_search(terms) AS TABLE
WITH wanted AS (
    SELECT DISTINCT unnest(
        CASE WHEN regexp_matches(terms, '[\p{L}\p{N}]') THEN regexp_extract_all(lower(terms), '[\p{L}\p{N}]+')
            ELSE error('evidence_search wants at least one word') END
    ) AS word
),
found AS (
    SELECT c.claim_id
    FROM claims c JOIN wanted w
        ON contains(' ' || regexp_replace(lower(c.evidence), '[^\p{L}\p{N}]+', ' ', 'g'), ' ' || w.word)
    -- Plain comparisons with the first two words let few claims through to the one that takes ten times as long. They
    -- stand here and below: so neither this nor current_claims is worked out for all.
    WHERE contains(lower(c.evidence), coalesce(regexp_extract_all(lower(terms), '[\p{L}\p{N}]+')[1], ''))
        AND contains(lower(c.evidence), coalesce(regexp_extract_all(lower(terms), '[\p{L}\p{N}]+')[2], ''))
    GROUP BY c.claim_id
    HAVING count(*) = (SELECT count(*) FROM wanted)
)
SELECT c.*
FROM current_claims c JOIN found USING (claim_id)
WHERE contains(lower(c.evidence), coalesce(regexp_extract_all(lower(terms), '[\p{L}\p{N}]+')[1], ''))
    AND contains(lower(c.evidence), coalesce(regexp_extract_all(lower(terms), '[\p{L}\p{N}]+')[2], ''))
ORDER BY day DESC NULLS LAST, claim_id;
