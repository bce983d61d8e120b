-- Whether a stored file was shown for a suspension is asked before its bytes are deleted.
CREATE INDEX case_events_proof ON case_events (case_id) WHERE detail -> 'proof' <> '[]'::jsonb;
