-- Whoever has a history stays with it: an import that is undone takes only people away of whom nothing was ever changed
-- and whom nobody looked up.
ALTER TABLE resident_changes
  DROP CONSTRAINT resident_changes_resident_id_fkey,
  ADD CONSTRAINT resident_changes_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES residents (id);
ALTER TABLE resident_looks
  DROP CONSTRAINT resident_looks_resident_id_fkey,
  ADD CONSTRAINT resident_looks_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES residents (id);
