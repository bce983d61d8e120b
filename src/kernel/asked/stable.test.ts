/** Whatever is typed: the normal form stays as it is when judged again, and a hidden question is never demanded. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Answer, Answers } from './asked.schema.ts'
import { columnsOf, isFile, isList, isRows, options, placedFields } from './fields.ts'
import { judge } from './judge.ts'
import { exampleForm } from './try/example.ts'

const words = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '12',
    '1,260.5',
    '-3',
    '1958年3月2日',
    '11010519491231002x',
    '6228480402564890018',
    '0317-6220000',
    '王小明',
    'yes',
    'no',
    '117.2,38.1 村东',
    '本人',
    // What a sum is read from as nothing.
    '\\',
    '—',
    '无',
  ),
  fc.string({ maxLength: 12 }),
)

const answerFor = (field: ReturnType<typeof placedFields>[number]['field']): fc.Arbitrary<Answer> => {
  const known = options(field)
  if (isRows(field.kind))
    return fc.array(
      fc.record(
        Object.fromEntries(
          columnsOf(field).map((c) => [
            c.key,
            options(c).length > 0 ? fc.oneof(fc.constantFrom(...options(c)), words) : words,
          ]),
        ),
      ),
      { maxLength: 4 },
    )
  if (field.kind === 'choices') return fc.array(fc.constantFrom(...known, '别的'), { maxLength: 5 })
  if (isList(field.kind) || isFile(field.kind))
    return isList(field.kind) ? fc.array(fc.constantFrom('f1', 'f2', ''), { maxLength: 3 }) : fc.constantFrom('f1', '')
  return known.length > 0 ? fc.oneof(fc.constantFrom(...known), words) : words
}
const anyAnswers: fc.Arbitrary<Answers> = fc.record(
  Object.fromEntries(placedFields(exampleForm).map(({ field }) => [field.key, answerFor(field)])),
  { requiredKeys: [] },
) as fc.Arbitrary<Answers>

test('judging the normal form again changes nothing and finds the same', () => {
  fc.assert(
    fc.property(anyAnswers, (typed) => {
      const first = judge(exampleForm, typed)
      const again = judge(exampleForm, first.answers)
      expect(again.answers).toEqual(first.answers)
      // Empty rows are gone, so that rows may count differently.
      const told = (r: typeof first) => r.problems.map((p) => [p.field, p.column, p.say.replace(/第 \d+/, '第几')])
      expect(told(again)).toEqual(told(first))
    }),
    { numRuns: 500 },
  )
})

test('a dash is no answer: what is required stays missing, and a row of nothing else is empty', () => {
  const dashes = Object.fromEntries(
    placedFields(exampleForm)
      .filter(({ field }) => !isRows(field.kind) && !isList(field.kind) && !isFile(field.kind))
      .map(({ field }) => [field.key, '\\']),
  )
  const { answers, problems } = judge(exampleForm, {
    ...dashes,
    hospital: 'yes',
    stays: [{ from: '', place: '', paid: '\\' }],
  })
  for (const { field } of placedFields(exampleForm).filter(({ field }) => field.kind === 'money')) {
    expect(answers[field.key]).toBeUndefined()
    expect(
      problems.some((p) => p.field === field.key),
      field.key,
    ).toBe(field.required ?? false)
  }
  expect(answers['stays']).toBeUndefined()
})

test('nothing hidden is demanded or kept', () => {
  fc.assert(
    fc.property(anyAnswers, (typed) => {
      const { answers, problems, shown } = judge(exampleForm, typed)
      expect(problems.filter((p) => p.field !== undefined && !shown.fields.has(p.field))).toEqual([])
      expect(Object.keys(answers).filter((key) => !shown.fields.has(key))).toEqual([])
    }),
    { numRuns: 500 },
  )
})
