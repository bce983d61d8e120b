/**
 * What takes digits opens the keyboard of digits on the console's forms, too: read from their sources, so that no form
 * is forgotten.
 */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { root } from '../platform/root.ts'

const digits = /电话|手机|金额|验证码|六位数字|户数|人数/
/** Words that only mention them. */
const words = /什么电话|电话里|谁的电话/

test('every field of telephones, amounts, counts and codes', () => {
  const files = globSync('src/**/console/**/*.tsx', { cwd: root })
  const [fields, faults]: [string[], string[]] = [[], []]
  for (const file of files) {
    const source = readFileSync(`${root}/${file}`, 'utf8')
    // Fields of dialogs are objects.
    for (const [object, label] of source.matchAll(/\{[^{}]*?\bkey: '[^']+',[^{}]*?\blabel: '([^']+)'[^{}]*\}/g)) {
      if (!digits.test(label!) || words.test(label!) || /type: '(select|textarea|check)'/.test(object)) continue
      fields.push(label!)
      if (!/type: '(tel|number)'/.test(object)) faults.push(`${file}: ${label}`)
    }
    // Others are a label around a box.
    for (const [label] of source.matchAll(/<label\b(?:(?!<\/label>)[\s\S])*?<input\b[\s\S]*?<\/label>/g)) {
      const said = label
        .replace(/<input[\s\S]*/, '')
        .replace(/<span className="hint">[\s\S]*?<\/span>/g, '')
        .replace(/<[^>]*>|className="[^"]*"/g, '')
      if (!digits.test(said) || words.test(said) || /type="(checkbox|radio|file|date)"/.test(label)) continue
      fields.push(said.trim())
      if (!/inputMode=|type="(tel|number)"/.test(label)) faults.push(`${file}: ${said.replace(/\s+/g, ' ').trim()}`)
    }
  }
  expect(fields.length).toBeGreaterThan(9)
  expect(faults).toEqual([])
})
