/**
 * Fits what the platform knows to whatever template a county gave the item: by column key, by value for lists to choose
 * from.
 */
import type { Cell, Column, Content, Row, Template } from './forms.schema.ts'

/**
 * One line of facts: column key → value, or values in order of preference for a list to choose from. What a template
 * asks and the platform does not know stays empty: a generated table never guesses.
 */
export type Facts = Record<string, Cell | readonly string[]>

/** The columns of a template that the facts can fill. */
export function known(template: Template, keys: readonly string[]): Column[] {
  return template.columns.filter((c) => keys.includes(c.key))
}

/** The facts as a content of the template; without any, the statement that there was nothing. */
export function fit(facts: readonly Facts[], template: Template, nothing: string): Content {
  const empty: Content = { rows: [], fields: {}, note: '', attachments: [] }
  if (facts.length === 0) return { ...empty, nothing: { reason: nothing } }
  return {
    ...empty,
    rows: facts.map(
      (f) => Object.fromEntries(known(template, Object.keys(f)).map((c) => [c.key, cellOf(c, f[c.key]!)])) as Row,
    ),
  }
}

function cellOf(column: Column, fact: Cell | readonly string[]): Cell {
  if (!Array.isArray(fact))
    return typeof fact === 'string' && column.maxLength !== undefined ? clip(fact, column.maxLength) : (fact as Cell)
  const wanted = fact as readonly string[]
  if (column.type === 'enum') return wanted.find((w) => column.options?.includes(w)) ?? null
  return wanted[0] ?? null
}

const clip = (text: string, length: number) => (text.length <= length ? text : `${text.slice(0, length - 1)}…`)
