-- An application that was handed in is history: of what it is and when it came nothing is rewritten, and it is never taken away.
-- A draft goes by a function that takes nothing else.
REVOKE UPDATE, DELETE ON applications FROM app;
GRANT UPDATE (
  answers, closed_at, commitment, consent, content_hash, household_id, id_index, identity, leaf_id, notice_id, path,
  phone_index, rated_at, rating_text, resident_id, result, result_code, result_notice_id, salt, saved_at, sent_at,
  service_version, stars, state
) ON applications TO app;
COMMENT ON TABLE applications IS
  'Applications, drafts among them. Answers, result and words of a rating are sealed (AES-256-GCM), bound to the row.'
  ' [history except answers, closed_at, commitment, consent, content_hash, household_id, id_index, identity, leaf_id, '
  'notice_id, path, phone_index, rated_at, rating_text, resident_id, result, result_code, result_notice_id, salt, '
  'saved_at, sent_at, service_version, stars, state]';

CREATE FUNCTION drop_drafts(gone text[]) RETURNS TABLE (consent_sha256 text)
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM applications a
  WHERE a.id = ANY(gone) AND a.state = 'draft' AND a.sent_at IS NULL
  RETURNING a.consent ->> 'sha256'
$$;
REVOKE ALL ON FUNCTION drop_drafts(text[]) FROM public;
GRANT EXECUTE ON FUNCTION drop_drafts(text[]) TO app;

-- Once handed in, when it came and what the log says of it stay.
CREATE FUNCTION applications_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'application % was handed in: when and by which receipt never changes', OLD.id;
END $$;
CREATE TRIGGER applications_keep BEFORE UPDATE OF sent_at, commitment, leaf_id, salt, state ON applications
FOR EACH ROW
WHEN (
  OLD.sent_at IS NOT NULL
  AND (
    NEW.sent_at IS DISTINCT FROM OLD.sent_at OR NEW.commitment IS DISTINCT FROM OLD.commitment
    OR NEW.leaf_id IS DISTINCT FROM OLD.leaf_id OR NEW.salt IS DISTINCT FROM OLD.salt OR NEW.state = 'draft'
  )
)
EXECUTE FUNCTION applications_keep();
