-- What changed between the last version before the fold (before.json) and the folded files. A database of that version gets
-- it once; a backup of that version gets it after its rows were put into the folded tables, so each statement leaves alone
-- what is there already.

-- Messages know their case and, where it is for one holder of the function alone, their person.
ALTER TABLE messages ADD COLUMN IF NOT EXISTS case_id text REFERENCES cases (id);
COMMENT ON COLUMN messages.case_id IS 'The case that the message is about: whoever is barred from it does not get the message.';
UPDATE messages m
SET case_id = c.id
FROM cases c
WHERE m.case_id IS NULL
  AND c.id = substring(m.link FROM '[^/?#]+$');
UPDATE messages m
SET case_id = c.id
FROM cases c
WHERE m.case_id IS NULL
  AND c.subject_id = substring(m.link FROM '[^/?#]+$')
  AND c.subject_kind = CASE split_part(m.link, '/', 2)
    WHEN 'powers' THEN 'power_run'
    WHEN 'seals' THEN 'seal_use'
    WHEN 'notices' THEN 'notice'
  END;
ALTER TABLE messages ADD COLUMN IF NOT EXISTS person_id text REFERENCES persons (id);
COMMENT ON COLUMN messages.person_id IS 'Where it is for one holder of the function alone; null for whoever holds it.';

-- Every table says what its rows are, at the end of its comment (CONTRIBUTING.md).
DO $$
DECLARE
  mark text;
  name text;
BEGIN
  FOR mark, name IN
    SELECT m, regexp_split_to_table(trim(BOTH E' \n' FROM names), '\s+')
    FROM (VALUES
      ('[state]', '
        accounts application_papers applications appointments auth_accounts auth_two_factors auth_users calendar_days
        cases catalogue_categories drafts group_members historical_files historical_records household_slips
        households import_files imports item_grace kinships message_texts notice_deliveries office_addresses
        page_views persons post_kinds power_run_papers regions report_reply_files report_routes resident_befores
        resident_imports resident_reports residents saved_views settings standard_answers'),
      ('[derived]', '
        place_months report_months'),
      ('[transient]', '
        application_uploads auth_sessions auth_verifications confirmation_failures job_progress page_versions
        rate_limits report_pieces report_pieces_begun report_uploads resident_codes resident_sessions sign_in_failures'),
      ('[history]', '
        accusation_looks accusation_steps accusations answers application_looks application_records archives
        audit_trail card_lifts case_bars case_events files form_templates hand_overs item_comments key_prints
        ledger_checkpoints ledger_cosignatures lifted_obligations mediation_meetings message_reads messages
        paper_postings power_frames power_run_hands power_run_notices power_run_questions power_run_steps
        power_run_ways powers publication_files question_reviews region_changes report_additions report_copies
        report_looks report_ratings report_replies report_supporters resident_changes resident_looks rules
        seal_stamps service_frames service_halls services signatures'),
      ('[history except ended_at]', 'accusation_keys'),
      ('[history except ended_at]', 'api_keys'),
      ('[history except answer, answered_by, answered_at]', 'application_follows'),
      ('[history except path]', 'cards'),
      ('[history except path, alarm_at, answered_at, answered_by, answer_name, answer_post, opinion, answer, withdrawn_at]', 'case_requests'),
      ('[history except in_force_to]', 'catalogue_items'),
      ('[history except met_at]', 'correction_demands'),
      ('[history except revoked_at]', 'deputations'),
      ('[history except kept_because]', 'import_rows'),
      ('[history except width, bytes]', 'ledger_bundles'),
      ('[history except position]', 'ledger_leaves'),
      ('[history except width, bytes]', 'ledger_tiles'),
      ('[history except path, outcome, agreement, signed_scan, follow_up_on, closed_at, followed_up]', 'mediations'),
      ('[history except path, title, audience]', 'notices'),
      ('[history except path, due_on, due_month, provisional, notice_id, published_at, published_on, nothing]', 'obligations'),
      ('[history except path]', 'power_runs'),
      ('[history except path, salt, superseded_at, tokens]', 'publications'),
      ('[history except path, handler_id]', 'questions'),
      ('[history except called_at, by_person, by_name, reached, rating, differs, note]', 'report_callbacks'),
      ('[history except met_at, met_how]', 'report_corrections'),
      ('[history except tokens]', 'report_faces'),
      ('[history except shown_sha256, shown_type, poster_sha256, unreadable_at, transcript, transcript_by]', 'report_files'),
      ('[history except path, notice_id, category, judgement, finding, supporters, rating, late, first_answered_at, answered_by, answered_level, closed_on]', 'reports'),
      ('[history except path]', 'seal_uses'),
      ('[history except lifted_at]', 'withdrawals')
    ) AS marks (m, names)
  LOOP
    CONTINUE WHEN right(obj_description(name::regclass, 'pg_class'), length(mark)) = mark;
    EXECUTE format('COMMENT ON TABLE %I IS %L', name, obj_description(name::regclass, 'pg_class') || ' ' || mark);
  END LOOP;
END $$;
COMMENT ON TABLE schema_migrations IS
  'Migrations that were applied, with their hashes; the owner''s alone. [history]';

-- What nothing takes away or changes may not be taken away or changed.
REVOKE DELETE ON resident_changes FROM app;
REVOKE UPDATE ON accusation_keys, application_follows, case_requests, mediations, report_callbacks, report_corrections, report_files, reports FROM app;
GRANT UPDATE (ended_at) ON accusation_keys TO app;
GRANT UPDATE (answer, answered_by, answered_at) ON application_follows TO app;
GRANT UPDATE (path, alarm_at, answered_at, answered_by, answer_name, answer_post, opinion, answer, withdrawn_at) ON case_requests TO app;
GRANT UPDATE (path, outcome, agreement, signed_scan, follow_up_on, closed_at, followed_up) ON mediations TO app;
GRANT UPDATE (called_at, by_person, by_name, reached, rating, differs, note) ON report_callbacks TO app;
GRANT UPDATE (met_at, met_how) ON report_corrections TO app;
GRANT UPDATE (shown_sha256, shown_type, poster_sha256, unreadable_at, transcript, transcript_by) ON report_files TO app;
GRANT UPDATE (path, notice_id, category, judgement, finding, supporters, rating, late, first_answered_at, answered_by, answered_level, closed_on) ON reports TO app;

-- The same functions, laid out.
CREATE OR REPLACE FUNCTION lift_obligations(ids text[], why text, who text, lifted timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO lifted_obligations (
    id, region_id, item_code, item_version, period, stage, due_on, reason, lifted_by, lifted_at
  )
  SELECT id, region_id, item_code, item_version, period, stage, due_on, why, who, lifted
  FROM obligations
  WHERE id = ANY(ids) AND published_at IS NULL;
  DELETE FROM obligations
  WHERE id = ANY(ids) AND published_at IS NULL;
$$;

CREATE OR REPLACE FUNCTION drop_unused_place(place text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM obligations
  WHERE region_id = place AND notice_id IS NULL;
  DELETE FROM place_months
  WHERE region_id = place;
  DELETE FROM regions
  WHERE id = place;
$$;
