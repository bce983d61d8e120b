/**
 * The form as a page without JavaScript: what is posted comes back, rows come and go, what is hidden keeps its answer.
 */
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import type { Answers } from '../asked.schema.ts'
import { judge } from '../judge.ts'
import { exampleForm } from '../try/example.ts'
import { AskedFields } from './AskedFields.tsx'
import { readPosted } from './posted.ts'

const html = (answers: Answers, problems = judge(exampleForm, answers).problems) =>
  renderToString(h(AskedFields, { form: exampleForm, answers, problems }))
const posted = (fields: [string, string | File][]) => {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return readPosted(exampleForm, data)
}

test('a section behind a condition is hidden until its answer is given', () => {
  expect(html({}, [])).toMatch(/data-when="hardship"[^>]*hidden/)
  expect(html({ hardship: ['有人生大病'] }, [])).not.toMatch(/data-when="hardship"[^>]*hidden/)
})

test('every fault stands in the summary and beside its field, by the same id', () => {
  const page = html({ members: [{ name: '王一', relation: '本人', idNumber: '1' }] })
  const links = [...page.matchAll(/<li><a href="#([^"]+)">/g)].map((m) => m[1]!)
  expect(links).toContain('members.0.idNumber')
  expect(links).toContain('pay')
  expect(links.filter((id) => !page.includes(`id="${id}"`))).toEqual([])
})

test('buttons of a list add and take away rows, and nothing else changes', () => {
  const typed: [string, string][] = [
    ['applicant', '王'],
    ['members.0.name', '甲'],
    ['members.2.name', '乙'],
    ['members.2.relation', '子女'],
  ]
  const before = posted([...typed, ['do', 'more']])
  expect(before.answers['members']).toEqual([
    { name: '甲', relation: '', idNumber: '' },
    { name: '乙', relation: '子女', idNumber: '' },
  ])
  expect(posted([...typed, ['do', 'add.members']])).toMatchObject({
    doing: 'more',
    answers: { applicant: '王', members: [{ name: '甲' }, { name: '乙' }, { name: '' }] },
  })
  expect(posted([...typed, ['do', 'drop.members.0']]).answers['members']).toEqual([
    { name: '乙', relation: '子女', idNumber: '' },
  ])
})

test('what was typed into a question that is hidden now is still there when it is shown again', () => {
  const { answers } = posted([
    ['hardship', '孩子上学'],
    ['hospital', 'yes'],
    ['do', 'more'],
  ])
  expect(html(answers, [])).toMatch(/name="hospital"[^>]*value="yes"[^>]*checked/)
})

test('unknown fields are ignored, lists do not grow without end, kept files and new ones are told apart', () => {
  const many = Array.from({ length: 400 }, (_, at): [string, string] => [`members.${at}.name`, '甲'])
  const { answers, files } = posted([
    ...many,
    ['evil', 'x'],
    ['__proto__', 'x'],
    ['papers', 'f1'],
    ['papers', new File(['x'], '诊断.jpg')],
    ['do', 'drop.papers.7'],
  ])
  expect(answers['members']).toHaveLength(31)
  expect('evil' in answers).toBe(false)
  expect([answers['papers'], files.map((f) => [f.field, f.file.name])]).toEqual([['f1'], [['papers', '诊断.jpg']]])
})
