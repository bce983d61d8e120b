-- A case that went into another has no limit of its own any more and waits for nobody.
UPDATE cases SET warn_at = NULL, due_at = NULL, paused_at = NULL WHERE merged_into IS NOT NULL;
