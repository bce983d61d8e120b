-- Lateness once recorded stays with a case, wherever it goes on: which limit was missed first.
ALTER TABLE cases ADD COLUMN missed_at timestamptz;
COMMENT ON COLUMN cases.missed_at IS
  'The earliest due time that this matter missed, in whatever step, or that of a case merged into it; null while none was.';
UPDATE cases c
SET missed_at = k.nominal_at
FROM (
    SELECT subject_id, min(nominal_at) AS nominal_at
    FROM cards
    WHERE subject_kind = 'case' AND colour = 'red'
    GROUP BY subject_id
  ) AS k
WHERE k.subject_id = c.id;
CREATE INDEX cases_missed ON cases (holder_id, missed_at) WHERE closed_at IS NULL AND missed_at IS NOT NULL;
