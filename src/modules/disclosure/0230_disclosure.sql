-- A notice takes comments too, through the same door as questions: shown after review, and answered like them.
ALTER TABLE questions DROP CONSTRAINT questions_kind_check;
ALTER TABLE questions ADD CONSTRAINT questions_kind_check
  CHECK (kind IN ('question', 'objection', 'untrue', 'comment', 'missing'));
