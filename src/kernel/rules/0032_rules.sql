CREATE OR REPLACE VIEW public_rules AS SELECT code, name, value, unit, citation, article, jurisdiction, kind, effective_from, effective_to, note, starts, ends FROM rules;
