-- What applicants are told by short message is looked for by time, a few days back.
CREATE INDEX applications_closed ON applications (closed_at) WHERE closed_at IS NOT NULL AND phone_index IS NOT NULL;
CREATE INDEX application_follows_answered ON application_follows (answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX cases_paused ON cases (paused_at) WHERE paused_at IS NOT NULL;
