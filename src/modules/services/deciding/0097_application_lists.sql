-- What the lists, a villager's own applications and the deleting of papers look up among a million applications.
CREATE INDEX applications_resident ON applications (resident_id, sent_at DESC) WHERE resident_id IS NOT NULL;
CREATE INDEX applications_of_service ON applications (service_code, sent_at DESC, id DESC) WHERE sent_at IS NOT NULL;
-- Those done are the rest: nearly all, which the newest first find at once.
CREATE INDEX applications_state ON applications (state, sent_at DESC, id DESC) WHERE state IN ('sent', 'refused', 'withdrawn');
CREATE INDEX applications_consent ON applications ((consent ->> 'sha256')) WHERE consent ? 'sha256';
CREATE INDEX applications_consent_ended ON applications (closed_at) WHERE consent ? 'sha256';
