-- How was a story edited after it first appeared, and which claims came or went with each revision?
--
-- One row a revision that has an earlier one. A claim stays if the next revision says the same thing: same action,
-- parties, kind and number of objects, place, time, speaker and stance, in whatever words.
--
-- Columns
-- articles.article_id
-- revision_id: The revision.
-- previous_revision_id: The revision before it.
-- edition: The batch that first brought the revision.
-- url: The address of the page.
-- title: Its headline.
-- previous_title: The headline before.
-- characters: Length of the text. Unit: code points.
-- characters_change: By how much the text grew; less than 0 if it shrank. Unit: code points.
-- claims: Claims of the revision, told once each. Unit: claims.
-- claims_came: Claims that the revision before did not make. Unit: claims.
-- claims_went: Claims of the revision before that it does not make any more. Unit: claims.
-- came: The words of the claims that came.
-- went: The words of the claims that went.
CREATE OR REPLACE VIEW article_edits AS
WITH revisions AS (
    SELECT
        a.*,
        lag(a.revision_id) OVER story AS previous_revision_id,
        lag(a.title) OVER story AS previous_title,
        lag(length(a.text)) OVER story AS previous_characters
    FROM articles a LEFT JOIN documents d USING (document_id)
    WHERE a.kind = 'article'
    WINDOW story AS (PARTITION BY a.article_id ORDER BY a.edition, d.fetched_at NULLS FIRST, a.revision_id DESC)
),
said AS (
    SELECT
        revision_id,
        md5(concat_ws(
            '|', action, polarity, modality,
            coalesce(actor_country, actor_text, '-'), coalesce(recipient_country, recipient_text, '-'),
            coalesce(object_class, object_text, '-'),
            coalesce(quantity_low::VARCHAR, '-'), coalesce(quantity_high::VARCHAR, '-'), coalesce(quantity_qualifier, '-'),
            coalesce(place_name, place_text, '-'), coalesce(date_start::VARCHAR, '-'), coalesce(date_end::VARCHAR, '-'),
            coalesce(speaker_country, speaker_text, '-')
        )) AS meaning,
        arg_min(evidence, evidence_start) AS evidence
    FROM claims
    WHERE article_id IN (SELECT article_id FROM revisions WHERE previous_revision_id IS NOT NULL)
    GROUP BY ALL
),
came AS (
    SELECT r.revision_id, count(*) AS claims_came, list(n.evidence ORDER BY n.evidence) AS came
    FROM revisions r JOIN said n USING (revision_id)
    WHERE NOT EXISTS (FROM said o WHERE o.revision_id = r.previous_revision_id AND o.meaning = n.meaning)
    GROUP BY ALL
),
went AS (
    SELECT r.revision_id, count(*) AS claims_went, list(o.evidence ORDER BY o.evidence) AS went
    FROM revisions r JOIN said o ON o.revision_id = r.previous_revision_id
    WHERE NOT EXISTS (FROM said n WHERE n.revision_id = r.revision_id AND n.meaning = o.meaning)
    GROUP BY ALL
),
held AS (SELECT revision_id, count(*) AS claims FROM said GROUP BY ALL)
SELECT
    r.article_id, r.revision_id, r.previous_revision_id, r.edition, r.url, r.title, r.previous_title,
    length(r.text) AS characters,
    length(r.text) - r.previous_characters AS characters_change,
    coalesce(held.claims, 0) AS claims,
    coalesce(came.claims_came, 0) AS claims_came,
    coalesce(went.claims_went, 0) AS claims_went,
    coalesce(came.came, []) AS came,
    coalesce(went.went, []) AS went
FROM revisions r
LEFT JOIN held USING (revision_id)
LEFT JOIN came USING (revision_id)
LEFT JOIN went USING (revision_id)
WHERE r.previous_revision_id IS NOT NULL;
