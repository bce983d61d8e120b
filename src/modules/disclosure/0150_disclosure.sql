-- A question that names somebody in office is kept from them, and goes to whoever stands above them.
CREATE TABLE question_bars (
  question_id text NOT NULL REFERENCES questions (id),
  person_id text NOT NULL REFERENCES persons (id),
  reason text NOT NULL,
  PRIMARY KEY (question_id, person_id)
);
COMMENT ON TABLE question_bars IS
  'Who is kept from a question because it names them, or a near relative of theirs: to them it does not exist. [history]';
CREATE INDEX question_bars_person ON question_bars (person_id);
GRANT SELECT, INSERT ON question_bars TO app;
GRANT SELECT ON question_bars TO backup;
