// Made from the migrated database by scripts/tables.ts; do not edit.
// eslint-disable-next-line
export interface Tables {
  [table: string]: Record<string, unknown>
}
