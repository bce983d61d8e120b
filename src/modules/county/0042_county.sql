-- Categories of the catalogue come by list, too.

ALTER TABLE imports DROP CONSTRAINT imports_kind_check;
ALTER TABLE imports ADD CONSTRAINT imports_kind_check
  CHECK (kind IN ('villages', 'people', 'categories', 'items', 'history'));
