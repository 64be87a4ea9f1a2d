-- How was a story edited after it first appeared, and which sentences and claims came or went with each revision?
--
-- One row a revision that has an earlier one. A claim stays if the next revision says the same thing: same action,
-- parties, kind and number of objects, place, time, speaker and stance, in whatever words.
--
-- Columns
-- articles.article_id
-- edits.revision_id
-- edits.previous_revision_id
-- edition: The batch that first brought the revision.
-- url: The address of the page.
-- title: Its headline.
-- previous_title: The headline before.
-- characters: Length of the text. Unit: code points.
-- characters_change: By how much the text grew; less than 0 if it shrank. Unit: code points.
-- added: Sentences that the revision before did not have. Unit: sentences.
-- removed: Sentences of the revision before that it does not have any more. Unit: sentences.
-- edits.sentences_added
-- edits.sentences_removed
-- claims: Claims of the revision, told once each. Unit: claims.
-- claims_came: Claims that the revision before did not make. Unit: claims.
-- claims_went: Claims of the revision before that it does not make any more. Unit: claims.
-- came: The words of the claims that came.
-- went: The words of the claims that went.
CREATE OR REPLACE VIEW article_edits AS
WITH revisions AS (
    -- The revision before may have been replaced within its edition: as it was last.
    SELECT *
    FROM articles_h
    WHERE revision_id IN (SELECT revision_id FROM edits UNION ALL SELECT previous_revision_id FROM edits)
    QUALIFY row_number() OVER (PARTITION BY revision_id ORDER BY version_from DESC) = 1
),
said AS (
    SELECT
        c.revision_id,
        md5(concat_ws(
            '|', action, polarity, modality,
            coalesce(actor_country, actor_text, '-'), coalesce(recipient_country, recipient_text, '-'),
            coalesce(object_class, object_text, '-'),
            coalesce(quantity_low::VARCHAR, '-'), coalesce(quantity_high::VARCHAR, '-'), coalesce(quantity_qualifier, '-'),
            coalesce(place_name, place_text, '-'), coalesce(date_start::VARCHAR, '-'), coalesce(date_end::VARCHAR, '-'),
            coalesce(speaker_country, speaker_text, '-')
        )) AS meaning,
        arg_min(evidence, evidence_start) AS evidence
    FROM claims_h c JOIN revisions r ON r.revision_id = c.revision_id AND r.version_to = c.version_to
    -- Said twice: only a comparison of one column is passed on to the scan of the claims.
    WHERE c.revision_id IN (SELECT revision_id FROM revisions)
    GROUP BY ALL
),
came AS (
    SELECT e.revision_id, count(*) AS claims_came, list(n.evidence ORDER BY n.evidence) AS came
    FROM edits e JOIN said n USING (revision_id)
    WHERE NOT EXISTS (FROM said o WHERE o.revision_id = e.previous_revision_id AND o.meaning = n.meaning)
    GROUP BY ALL
),
went AS (
    SELECT e.revision_id, count(*) AS claims_went, list(o.evidence ORDER BY o.evidence) AS went
    FROM edits e JOIN said o ON o.revision_id = e.previous_revision_id
    WHERE NOT EXISTS (FROM said n WHERE n.revision_id = e.revision_id AND n.meaning = o.meaning)
    GROUP BY ALL
),
held AS (SELECT revision_id, count(*) AS claims FROM said GROUP BY ALL)
SELECT
    e.article_id, e.revision_id, e.previous_revision_id, e.edition, r.url, r.title,
    before.title AS previous_title,
    length(r.text) AS characters,
    length(r.text) - length(before.text) AS characters_change,
    len(e.sentences_added) AS added,
    len(e.sentences_removed) AS removed,
    e.sentences_added, e.sentences_removed,
    coalesce(held.claims, 0) AS claims,
    coalesce(came.claims_came, 0) AS claims_came,
    coalesce(went.claims_went, 0) AS claims_went,
    coalesce(came.came, []) AS came,
    coalesce(went.went, []) AS went
FROM edits e
JOIN revisions r ON r.revision_id = e.revision_id
JOIN revisions before ON before.revision_id = e.previous_revision_id
LEFT JOIN held ON held.revision_id = e.revision_id
LEFT JOIN came ON came.revision_id = e.revision_id
LEFT JOIN went ON went.revision_id = e.revision_id;
