/**
 * The form as JSON Schema 2020-12, for programs that hand in applications: the shape of the normal form that `judge`
 * gives.
 */
import type { AskedColumn, AskedField, AskedForm, Condition } from './asked.schema.ts'
import {
  columnsOf,
  daysOf,
  decimalsFor,
  isFile,
  isList,
  isNumeric,
  isRows,
  isSealed,
  mostOf,
  placedFields,
} from './fields.ts'

export type JsonSchema = { [key: string]: unknown }

/** `id`: the schema's own address. Checks over several fields are told in `$comment`; JSON Schema cannot say them. */
export function jsonSchemaOf(form: AskedForm, id: string, title: string): JsonSchema {
  const placed = placedFields(form)
  const always = placed.filter(({ section, field }) => !section.when && !field.when && field.required)
  const conditional = placed.filter(({ section, field }) => section.when ?? field.when)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title,
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(placed.map(({ field }) => [field.key, fieldSchema(field)])),
    ...(always.length > 0 ? { required: always.map(({ field }) => field.key) } : {}),
    ...(conditional.length > 0
      ? { allOf: conditional.map(({ section, field }) => conditionSchema([section.when, field.when], field, form)) }
      : {}),
    ...(form.checks.length > 0 ? { $comment: form.checks.map((c) => `${c.rule}：${c.say}`).join('\n') } : {}),
  }
}

/** Where the condition is met the field may (or must) be there, else it must not. */
function conditionSchema(whens: (Condition | undefined)[], field: AskedField, form: AskedForm): JsonSchema {
  const met = whens
    .filter((w) => w !== undefined)
    .map((w) => {
      const several = placedFields(form).find((p) => p.field.key === w.field)?.field.kind === 'choices'
      return { properties: { [w.field]: several ? { contains: { enum: w.is } } : { enum: w.is } }, required: [w.field] }
    })
  const isMet = met.length === 1 ? met[0]! : { allOf: met }
  return {
    anyOf: [
      { ...isMet, ...(field.required ? { required: [...(met.length === 1 ? met[0]!.required : []), field.key] } : {}) },
      { not: isMet, properties: { [field.key]: false } },
    ],
  }
}

function fieldSchema(field: AskedField): JsonSchema {
  const about = { title: field.label, ...(field.help ? { description: field.help } : {}) }
  if (isRows(field.kind)) {
    const columns = columnsOf(field)
    const required = columns.filter((c) => c.required).map((c) => c.key)
    const row = {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(columns.map((c) => [c.key, { title: c.label, ...valueSchema(c) }])),
      ...(required.length > 0 ? { required } : {}),
    }
    return { ...about, type: 'array', minItems: Math.max(1, field.min ?? 1), maxItems: mostOf(field), items: row }
  }
  if (isList(field.kind))
    return {
      ...about,
      type: 'array',
      minItems: Math.max(1, field.min ?? 1),
      maxItems: mostOf(field),
      uniqueItems: true,
      items: field.kind === 'choices' ? { enum: field.options } : { type: 'string' },
    }
  return { ...about, ...valueSchema(field) }
}

function valueSchema(field: AskedColumn | AskedField): JsonSchema {
  if (field.kind === 'choice') return { enum: field.options }
  if (field.kind === 'yesNo') return { enum: ['yes', 'no'] }
  if (field.kind === 'date') {
    const days = { past: '不晚于填的那天', future: '不早于填的那天' }[daysOf(field) ?? ('' as 'past')]
    return { type: 'string', format: 'date', ...(days ? { $comment: days } : {}) }
  }
  if (isNumeric(field.kind))
    return {
      type: 'string',
      pattern: numberPattern(field),
      $comment: `${field.min ?? 0} ≤ x${field.max === undefined ? '' : ` ≤ ${field.max}`}，写成文字，避免舍入`,
    }
  if (field.kind === 'idNumber')
    return { type: 'string', pattern: '^([0-9]{17}[0-9X]|[A-Z]{1,3}[0-9]{6,12})$', writeOnly: true }
  if (field.kind === 'bankAccount') return { type: 'string', pattern: '^[0-9]{8,30}$', writeOnly: true }
  if (isSealed(field.kind)) return { type: 'string', minLength: 5, writeOnly: true }
  if (isFile(field.kind)) return { type: 'string' }
  return { type: 'string', minLength: 1, maxLength: field.maxLength ?? (field.kind === 'longText' ? 2_000 : 200) }
}

/** Money always has its decimals; other numbers have as many as they need. */
function numberPattern(field: AskedColumn | AskedField): string {
  const decimals = decimalsFor(field)
  const sign = (field.min ?? 0) < 0 ? '-?' : ''
  return `^${sign}[0-9]+${decimals === 0 ? '' : `\\.[0-9]{${decimals}}`}$`
}
