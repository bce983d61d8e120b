ALTER TABLE messages ADD COLUMN case_id text REFERENCES cases (id);
COMMENT ON COLUMN messages.case_id IS 'The case that the message is about: whoever is barred from it does not get the message.';
UPDATE messages m
SET case_id = c.id
FROM cases c
WHERE c.id = substring(m.link FROM '[^/?#]+$');
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
