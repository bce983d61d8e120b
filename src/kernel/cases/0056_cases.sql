-- What was merged into a case, or split from it, is looked up whenever the case is opened or answered.
CREATE INDEX cases_merged_into ON cases (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX cases_split_from ON cases (split_from) WHERE split_from IS NOT NULL;
