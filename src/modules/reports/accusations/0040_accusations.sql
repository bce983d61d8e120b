-- Reports of cadres' misconduct (举报, CAUTIONS 5) are sealed in the accuser's browser to the discipline office's public key. The
-- server holds what it cannot read; nothing here is joined to a place, a person or a case.
CREATE TABLE accusation_keys (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  public_key bytea NOT NULL CHECK (length(public_key) = 65),
  set_by text NOT NULL,
  set_at timestamptz NOT NULL,
  ended_at timestamptz
);
COMMENT ON TABLE accusation_keys IS 'Public keys (P-256, uncompressed) to which accusations are sealed; the private halves never come here. The newest that has not ended counts.';
COMMENT ON COLUMN accusation_keys.id IS 'First 32 hex digits of the SHA-256 of the public key: the fingerprint that the office can publish elsewhere.';
CREATE UNIQUE INDEX accusation_keys_current ON accusation_keys (region_id) WHERE ended_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON accusation_keys TO app;

ALTER TABLE accusations
  ADD COLUMN identity bytea,
  ADD COLUMN secret_hash text NOT NULL,
  ADD COLUMN idempotency_key text NOT NULL UNIQUE,
  ADD FOREIGN KEY (key_id) REFERENCES accusation_keys (id);
COMMENT ON COLUMN accusations.sealed IS 'What is reported, as ciphertext of the browser, padded so that its length tells little.';
COMMENT ON COLUMN accusations.identity IS 'Who reports, sealed apart: it is handed out only with a reason, which is recorded (accusation_looks). Null where nobody gave a name.';
COMMENT ON COLUMN accusations.secret_hash IS 'Hash of the receipt''s second half.';
CREATE INDEX accusations_received ON accusations (key_id, received_at DESC);

CREATE TABLE accusation_steps (
  accusation_id text NOT NULL REFERENCES accusations (id),
  seq int NOT NULL,
  state text NOT NULL CHECK (state IN ('opened', 'accepted', 'transferred', 'outside', 'closed')),
  by_person text NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (accusation_id, seq)
);
COMMENT ON TABLE accusation_steps IS 'How far the discipline office says it is; the accuser sees the newest with the receipt. Only additions.';
GRANT SELECT, INSERT ON accusation_steps TO app;

CREATE TABLE accusation_looks (
  id text PRIMARY KEY,
  accusation_id text NOT NULL REFERENCES accusations (id),
  what text NOT NULL CHECK (what IN ('body', 'identity')),
  person_id text NOT NULL,
  person_name text NOT NULL,
  why text NOT NULL DEFAULT '',
  at timestamptz NOT NULL
);
COMMENT ON TABLE accusation_looks IS 'Each time somebody of the discipline office fetched an accusation, or who made it, and why. Kept apart from the trail that administrators read.';
CREATE INDEX accusation_looks_of ON accusation_looks (accusation_id, at);
GRANT SELECT, INSERT ON accusation_looks TO app;

CREATE VIEW public_accusation_keys AS SELECT k.id, r.name AS place, k.public_key, k.set_at, r.path FROM accusation_keys k JOIN regions r ON r.id = k.region_id WHERE k.ended_at IS NULL;
COMMENT ON VIEW public_accusation_keys IS 'The keys in force, for the form that seals.';
GRANT SELECT ON public_accusation_keys TO web_public;
