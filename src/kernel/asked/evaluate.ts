/** Whether a rule holds: exact fractions, so that no rounding decides about a person's application. */
import { parseAmount } from '../forms/money.ts'
import type { Answer, Answers, AskedForm } from './asked.schema.ts'
import { fieldNamed, isBlank } from './fields.ts'
import type { Part, Rule } from './rule.ts'

interface Fraction {
  over: bigint
  under: bigint
}

/**
 * `undefined` where something is not answered, cannot be read or is divided by nothing: then there is nothing to judge.
 * `answers`: in normal form, hidden fields left out.
 */
export function holds(rule: Rule, form: AskedForm, answers: Answers): boolean | undefined {
  const left = valueOf(rule.left, form, answers)
  const right = valueOf(rule.right, form, answers)
  if (left === undefined || right === undefined) return undefined
  const difference = left.over * right.under - right.over * left.under
  switch (rule.compare) {
    case '=':
      return difference === 0n
    case '!=':
      return difference !== 0n
    case '<':
      return difference < 0n
    case '<=':
      return difference <= 0n
    case '>':
      return difference > 0n
    case '>=':
      return difference >= 0n
  }
}

function valueOf(part: Part, form: AskedForm, answers: Answers): Fraction | undefined {
  switch (part.kind) {
    case 'number':
      return millionths(parseAmount(part.text))
    case 'field':
      return single(form, part.field, answers[part.field])
    case 'count':
      return fieldNamed(form, part.field) && { over: BigInt(countOf(answers[part.field])), under: 1n }
    case 'sum':
      return sumOf(answers[part.field], part.column)
    default:
      return joined(part.kind, valueOf(part.left, form, answers), valueOf(part.right, form, answers))
  }
}

const millionths = (amount: bigint | undefined): Fraction | undefined =>
  amount === undefined ? undefined : { over: amount, under: 1_000_000n }

/** Days are counted, so that two dates can be compared and subtracted. */
function single(form: AskedForm, key: string, answer: Answer | undefined): Fraction | undefined {
  if (typeof answer !== 'string' || isBlank(answer)) return undefined
  if (fieldNamed(form, key)?.kind !== 'date') return millionths(parseAmount(answer))
  const time = /^\d{4}-\d\d-\d\d$/.test(answer) ? Date.parse(answer) : Number.NaN
  return Number.isNaN(time) ? undefined : { over: BigInt(Math.round(time / 86_400_000)), under: 1n }
}

const countOf = (answer: Answer | undefined): number =>
  Array.isArray(answer) ? answer.length : isBlank(answer) ? 0 : 1

/** Cells left open count as nothing; one that is no number leaves the sum unknown. */
function sumOf(answer: Answer | undefined, column: string): Fraction | undefined {
  if (!Array.isArray(answer)) return undefined
  let sum = 0n
  for (const row of answer) {
    const cell = typeof row === 'string' ? '' : (row[column] ?? '')
    if (cell === '') continue
    const amount = parseAmount(cell)
    if (amount === undefined) return undefined
    sum += amount
  }
  return millionths(sum)
}

function joined(sign: '+' | '-' | '*' | '/', a: Fraction | undefined, b: Fraction | undefined): Fraction | undefined {
  if (a === undefined || b === undefined) return undefined
  switch (sign) {
    case '+':
      return { over: a.over * b.under + b.over * a.under, under: a.under * b.under }
    case '-':
      return { over: a.over * b.under - b.over * a.under, under: a.under * b.under }
    case '*':
      return { over: a.over * b.over, under: a.under * b.under }
    case '/':
      return b.over === 0n ? undefined : positive(a.over * b.under, a.under * b.over)
  }
}

/** The lower part of a fraction stays positive, as comparing needs it. */
const positive = (over: bigint, under: bigint): Fraction =>
  under < 0n ? { over: -over, under: -under } : { over, under }
