-- One assertion in one sentence: who did what to whom, how many, where, when, and who says so.
-- Made from newsledger/model.py by `make docs`; change it there.

CREATE TABLE IF NOT EXISTS claims_h (
    claim_id VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    edition DATE NOT NULL,
    sentence_index BIGINT NOT NULL,
    evidence_field VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    evidence_start BIGINT NOT NULL,
    evidence_end BIGINT NOT NULL,
    action VARCHAR NOT NULL,
    plover_type VARCHAR,
    plover_mode VARCHAR,
    cameo_code VARCHAR,
    acled_sub_event_type VARCHAR,
    actor_text VARCHAR,
    actor_country VARCHAR,
    actor_sector VARCHAR,
    recipient_text VARCHAR,
    recipient_country VARCHAR,
    recipient_sector VARCHAR,
    object_text VARCHAR,
    object_class VARCHAR,
    quantity_text VARCHAR,
    quantity_low DOUBLE,
    quantity_high DOUBLE,
    quantity_qualifier VARCHAR,
    weapon VARCHAR,
    place_text VARCHAR,
    place_name VARCHAR,
    place_admin1 VARCHAR,
    place_country VARCHAR,
    place_lat DOUBLE,
    place_lon DOUBLE,
    place_geonameid BIGINT,
    place_precision VARCHAR,
    date_text VARCHAR,
    date_start DATE,
    date_end DATE,
    date_precision VARCHAR,
    speaker_text VARCHAR,
    speaker_country VARCHAR,
    speaker_sector VARCHAR,
    speaker_cue VARCHAR,
    polarity VARCHAR NOT NULL,
    modality VARCHAR NOT NULL,
    doubts VARCHAR[],
    slot_spans VARCHAR,
    rule VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    row_hash VARCHAR NOT NULL,
    version_from INTEGER NOT NULL,
    version_to INTEGER NOT NULL,
    CHECK (version_from < version_to)
);
COMMENT ON TABLE claims_h IS 'Every row that claims ever had. One assertion in one sentence: who did what to whom, how many, where, when, and who says so.';
COMMENT ON COLUMN claims_h.claim_id IS '32 hex characters from revision, evidence span, action and object. Key.';
COMMENT ON COLUMN claims_h.revision_id IS 'The revision it stands in. References articles.revision_id.';
COMMENT ON COLUMN claims_h.article_id IS 'The story it stands in.';
COMMENT ON COLUMN claims_h.edition IS 'The batch, one UTC day, that first brought this row; a later batch that brings it again changes nothing.';
COMMENT ON COLUMN claims_h.sentence_index IS 'Number of the sentence in the text, from 0; -1 in the title.';
COMMENT ON COLUMN claims_h.evidence_field IS 'Where the evidence stands: text or title.';
COMMENT ON COLUMN claims_h.evidence IS 'The words that make the claim.';
COMMENT ON COLUMN claims_h.evidence_start IS 'Where they begin. Unit: code points.';
COMMENT ON COLUMN claims_h.evidence_end IS 'Where they end, exclusive. Unit: code points.';
COMMENT ON COLUMN claims_h.action IS 'What happened. References actions.action.';
COMMENT ON COLUMN claims_h.plover_type IS 'The action as a PLOVER event type.';
COMMENT ON COLUMN claims_h.plover_mode IS 'The action as a PLOVER mode.';
COMMENT ON COLUMN claims_h.cameo_code IS 'The action as a CAMEO code.';
COMMENT ON COLUMN claims_h.acled_sub_event_type IS 'The action as an ACLED sub-event type.';
COMMENT ON COLUMN claims_h.actor_text IS 'Who did it, in the words of the article.';
COMMENT ON COLUMN claims_h.actor_country IS 'Country of the actor: ISO 3166-1 alpha-3, or EU, NATO, UN, G7. Unit: ISO 3166-1.';
COMMENT ON COLUMN claims_h.actor_sector IS 'Sector of the actor. References sectors.sector.';
COMMENT ON COLUMN claims_h.recipient_text IS 'Whom it was done to, in the words of the article.';
COMMENT ON COLUMN claims_h.recipient_country IS 'Country of the recipient: ISO 3166-1 alpha-3, or EU, NATO, UN, G7. Unit: ISO 3166-1.';
COMMENT ON COLUMN claims_h.recipient_sector IS 'Sector of the recipient. References sectors.sector.';
COMMENT ON COLUMN claims_h.object_text IS 'The thing or people counted or affected, in the words of the article.';
COMMENT ON COLUMN claims_h.object_class IS 'What kind of thing that is. References object_classes.object_class.';
COMMENT ON COLUMN claims_h.quantity_text IS 'The number, in the words of the article.';
COMMENT ON COLUMN claims_h.quantity_low IS 'Least number that the words allow; null if open. Unit: objects.';
COMMENT ON COLUMN claims_h.quantity_high IS 'Greatest number that the words allow; null if open. Unit: objects.';
COMMENT ON COLUMN claims_h.quantity_qualifier IS 'How exact the number is. References qualifiers.qualifier.';
COMMENT ON COLUMN claims_h.weapon IS 'Kind of weapon used.';
COMMENT ON COLUMN claims_h.place_text IS 'Where, in the words of the article.';
COMMENT ON COLUMN claims_h.place_name IS 'Name of that place in the gazetteer; the article''s words where it is not listed.';
COMMENT ON COLUMN claims_h.place_admin1 IS 'First-level division it lies in.';
COMMENT ON COLUMN claims_h.place_country IS 'Country it lies in. Unit: ISO 3166-1.';
COMMENT ON COLUMN claims_h.place_lat IS 'Latitude of its centre. Unit: degrees.';
COMMENT ON COLUMN claims_h.place_lon IS 'Longitude of its centre. Unit: degrees.';
COMMENT ON COLUMN claims_h.place_geonameid IS 'Its number in GeoNames.';
COMMENT ON COLUMN claims_h.place_precision IS 'Ground that the name covers: city, admin1, region, country.';
COMMENT ON COLUMN claims_h.date_text IS 'When, in the words of the article.';
COMMENT ON COLUMN claims_h.date_start IS 'First day that the words allow; null if they cannot be resolved.';
COMMENT ON COLUMN claims_h.date_end IS 'Last day that the words allow; null if they cannot be resolved.';
COMMENT ON COLUMN claims_h.date_precision IS 'time, daypart, day, week, month, year, range or vague.';
COMMENT ON COLUMN claims_h.speaker_text IS 'Who says so, if not the reporter, in the words of the article.';
COMMENT ON COLUMN claims_h.speaker_country IS 'Country of the speaker: ISO 3166-1 alpha-3, or EU, NATO, UN, G7. Unit: ISO 3166-1.';
COMMENT ON COLUMN claims_h.speaker_sector IS 'Sector of the speaker. References sectors.sector.';
COMMENT ON COLUMN claims_h.speaker_cue IS 'The word that gives the speech to the speaker: said, according to …';
COMMENT ON COLUMN claims_h.polarity IS 'affirmed or negated.';
COMMENT ON COLUMN claims_h.modality IS 'Did it happen, or may it, should it. References modalities.modality.';
COMMENT ON COLUMN claims_h.doubts IS 'What makes it doubtful that the article has it right, by code; null if nothing does. References doubts.doubt.';
COMMENT ON COLUMN claims_h.slot_spans IS 'Where the words of each slot stand in the field of the evidence, as JSON: {"actor": [begin, end], …}. A side that no words of the sentence name is not in it. Unit: code points.';
COMMENT ON COLUMN claims_h.rule IS 'The rule that read it: action.word.form.';
COMMENT ON COLUMN claims_h.extractor_version IS 'Version of the coder.';
COMMENT ON COLUMN claims_h.row_hash IS '32 hex characters from the values that make this row another one.';
COMMENT ON COLUMN claims_h.version_from IS 'First version that holds this row.';
COMMENT ON COLUMN claims_h.version_to IS 'First version that does not hold it any more; 2147483647 while it is live.';

CREATE OR REPLACE VIEW claims AS
SELECT claim_id, revision_id, article_id, edition, sentence_index, evidence_field, evidence, evidence_start, evidence_end, action, plover_type, plover_mode, cameo_code, acled_sub_event_type, actor_text, actor_country, actor_sector, recipient_text, recipient_country, recipient_sector, object_text, object_class, quantity_text, quantity_low, quantity_high, quantity_qualifier, weapon, place_text, place_name, place_admin1, place_country, place_lat, place_lon, place_geonameid, place_precision, date_text, date_start, date_end, date_precision, speaker_text, speaker_country, speaker_sector, speaker_cue, polarity, modality, doubts, slot_spans, rule, extractor_version
FROM claims_h
WHERE version_to = 2147483647;
COMMENT ON VIEW claims IS 'One assertion in one sentence: who did what to whom, how many, where, when, and who says so.';
COMMENT ON COLUMN claims.claim_id IS '32 hex characters from revision, evidence span, action and object. Key.';
COMMENT ON COLUMN claims.revision_id IS 'The revision it stands in. References articles.revision_id.';
COMMENT ON COLUMN claims.article_id IS 'The story it stands in.';
COMMENT ON COLUMN claims.edition IS 'The batch, one UTC day, that first brought this row; a later batch that brings it again changes nothing.';
COMMENT ON COLUMN claims.sentence_index IS 'Number of the sentence in the text, from 0; -1 in the title.';
COMMENT ON COLUMN claims.evidence_field IS 'Where the evidence stands: text or title.';
COMMENT ON COLUMN claims.evidence IS 'The words that make the claim.';
COMMENT ON COLUMN claims.evidence_start IS 'Where they begin. Unit: code points.';
COMMENT ON COLUMN claims.evidence_end IS 'Where they end, exclusive. Unit: code points.';
COMMENT ON COLUMN claims.action IS 'What happened. References actions.action.';
COMMENT ON COLUMN claims.plover_type IS 'The action as a PLOVER event type.';
COMMENT ON COLUMN claims.plover_mode IS 'The action as a PLOVER mode.';
COMMENT ON COLUMN claims.cameo_code IS 'The action as a CAMEO code.';
COMMENT ON COLUMN claims.acled_sub_event_type IS 'The action as an ACLED sub-event type.';
COMMENT ON COLUMN claims.actor_text IS 'Who did it, in the words of the article.';
COMMENT ON COLUMN claims.actor_country IS 'Country of the actor: ISO 3166-1 alpha-3, or EU, NATO, UN, G7. Unit: ISO 3166-1.';
COMMENT ON COLUMN claims.actor_sector IS 'Sector of the actor. References sectors.sector.';
COMMENT ON COLUMN claims.recipient_text IS 'Whom it was done to, in the words of the article.';
COMMENT ON COLUMN claims.recipient_country IS 'Country of the recipient: ISO 3166-1 alpha-3, or EU, NATO, UN, G7. Unit: ISO 3166-1.';
COMMENT ON COLUMN claims.recipient_sector IS 'Sector of the recipient. References sectors.sector.';
COMMENT ON COLUMN claims.object_text IS 'The thing or people counted or affected, in the words of the article.';
COMMENT ON COLUMN claims.object_class IS 'What kind of thing that is. References object_classes.object_class.';
COMMENT ON COLUMN claims.quantity_text IS 'The number, in the words of the article.';
COMMENT ON COLUMN claims.quantity_low IS 'Least number that the words allow; null if open. Unit: objects.';
COMMENT ON COLUMN claims.quantity_high IS 'Greatest number that the words allow; null if open. Unit: objects.';
COMMENT ON COLUMN claims.quantity_qualifier IS 'How exact the number is. References qualifiers.qualifier.';
COMMENT ON COLUMN claims.weapon IS 'Kind of weapon used.';
COMMENT ON COLUMN claims.place_text IS 'Where, in the words of the article.';
COMMENT ON COLUMN claims.place_name IS 'Name of that place in the gazetteer; the article''s words where it is not listed.';
COMMENT ON COLUMN claims.place_admin1 IS 'First-level division it lies in.';
COMMENT ON COLUMN claims.place_country IS 'Country it lies in. Unit: ISO 3166-1.';
COMMENT ON COLUMN claims.place_lat IS 'Latitude of its centre. Unit: degrees.';
COMMENT ON COLUMN claims.place_lon IS 'Longitude of its centre. Unit: degrees.';
COMMENT ON COLUMN claims.place_geonameid IS 'Its number in GeoNames.';
COMMENT ON COLUMN claims.place_precision IS 'Ground that the name covers: city, admin1, region, country.';
COMMENT ON COLUMN claims.date_text IS 'When, in the words of the article.';
COMMENT ON COLUMN claims.date_start IS 'First day that the words allow; null if they cannot be resolved.';
COMMENT ON COLUMN claims.date_end IS 'Last day that the words allow; null if they cannot be resolved.';
COMMENT ON COLUMN claims.date_precision IS 'time, daypart, day, week, month, year, range or vague.';
COMMENT ON COLUMN claims.speaker_text IS 'Who says so, if not the reporter, in the words of the article.';
COMMENT ON COLUMN claims.speaker_country IS 'Country of the speaker: ISO 3166-1 alpha-3, or EU, NATO, UN, G7. Unit: ISO 3166-1.';
COMMENT ON COLUMN claims.speaker_sector IS 'Sector of the speaker. References sectors.sector.';
COMMENT ON COLUMN claims.speaker_cue IS 'The word that gives the speech to the speaker: said, according to …';
COMMENT ON COLUMN claims.polarity IS 'affirmed or negated.';
COMMENT ON COLUMN claims.modality IS 'Did it happen, or may it, should it. References modalities.modality.';
COMMENT ON COLUMN claims.doubts IS 'What makes it doubtful that the article has it right, by code; null if nothing does. References doubts.doubt.';
COMMENT ON COLUMN claims.slot_spans IS 'Where the words of each slot stand in the field of the evidence, as JSON: {"actor": [begin, end], …}. A side that no words of the sentence name is not in it. Unit: code points.';
COMMENT ON COLUMN claims.rule IS 'The rule that read it: action.word.form.';
COMMENT ON COLUMN claims.extractor_version IS 'Version of the coder.';

CREATE OR REPLACE MACRO claims_as_of(v) AS TABLE
SELECT claim_id, revision_id, article_id, edition, sentence_index, evidence_field, evidence, evidence_start, evidence_end, action, plover_type, plover_mode, cameo_code, acled_sub_event_type, actor_text, actor_country, actor_sector, recipient_text, recipient_country, recipient_sector, object_text, object_class, quantity_text, quantity_low, quantity_high, quantity_qualifier, weapon, place_text, place_name, place_admin1, place_country, place_lat, place_lon, place_geonameid, place_precision, date_text, date_start, date_end, date_precision, speaker_text, speaker_country, speaker_sector, speaker_cue, polarity, modality, doubts, slot_spans, rule, extractor_version
FROM claims_h
WHERE version_from <= v AND v < version_to;
COMMENT ON MACRO TABLE claims_as_of IS 'claims as version v had it. One assertion in one sentence: who did what to whom, how many, where, when, and who says so.';

CREATE OR REPLACE MACRO claims_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT claim_id,
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM claims_h
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY claim_id
)
SELECT claim_id,
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
COMMENT ON MACRO TABLE claims_diff IS 'What version v2 has otherwise than version v1 in claims: the key, and added, removed or changed.';
