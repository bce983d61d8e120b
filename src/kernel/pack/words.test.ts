/**
 * No machine word on the table of what an import changes: every key of every shipped file of a pack has a Chinese word,
 * every code of it too.
 */
import { expect, test } from 'vitest'
import { join } from 'node:path'
import { rooms } from '../../app/rooms.ts'
import { outcomeLines } from '../../cli/outcome.ts'
import { root } from '../../platform/root.ts'
import { checkPack } from './county/check.ts'
import { differencesBetween } from './differences.ts'
import { Words } from './words.ts'

const parts = rooms.flatMap((r) => r.pack ?? [])
const shipped = ['demo', 'jiedong-12-88', 'yanshan-4-29']
/** Objects whose keys are data: codes of a table's columns. */
const dataKeys = new Set(['carry', 'cumulative'])
/** Codes that people give, and texts: theirs are no words of ours. */
const ownText = new Set(
  'code key category dept template menu events aspect item service profile label value sample totals pattern text name field from bureaux stage requiredFromStage rowChecks across rule apart bands also group derived shown columns'.split(
    ' ',
  ),
)

test.each(shipped)('the keys and codes of %s', async (name) => {
  const { texts } = await checkPack(join(root, 'counties', name), rooms)
  const without = new Set<string>()
  for (const [file, text] of texts) {
    if (!file.endsWith('.json')) continue
    const words = new Words(
      parts.find((p) => Object.keys(p.files).some((f) => f === file || f === 'rules/*.json'))?.words,
    )
    const part = parts.find((p) => p.files[file] ?? (file.startsWith('rules/') && p.files['rules/*.json']))
    const own = part ? new Words(part.words) : words
    const look = (value: unknown, path: string, key: string): void => {
      if (Array.isArray(value)) return value.forEach((one) => look(one, path, key))
      if (value !== null && typeof value === 'object') {
        for (const [inner, one] of Object.entries(value)) {
          const data = dataKeys.has(key)
          if (!data && own.known(inner) === undefined) without.add(`${file} ${path}/${inner}`)
          look(one, `${path}/${inner}`, data ? key : inner)
        }
        return
      }
      const isCode = typeof value === 'string' && /^[a-z][A-Za-z]+$/.test(value)
      if (
        isCode &&
        !ownText.has(key) &&
        !path.includes('settings') &&
        !dataKeys.has(key) &&
        own.value(path, value) === value
      )
        without.add(`${file} ${path} = ${value}`)
    }
    look(JSON.parse(text.replace(/^\uFEFF/, '')), '', '')
  }
  expect([...without].sort()).toEqual([])
})

test('what an import changes is told in words', async () => {
  const { texts } = await checkPack(join(root, 'counties/demo'), rooms)
  const changed = new Map(texts)
  const edit = (file: string, from: string | RegExp, to: string) => {
    const text = changed.get(file)!
    expect(text).toMatch(from)
    changed.set(file, text.replace(from, to))
  }
  edit('county.json', /"operator": "[^"]*"/, '"operator": "换了的单位"')
  edit('county.json', '"cards.visibleTo": "village"', '"cards.visibleTo": "county", "archive.monthDay": 9')
  edit('catalogue.json', '"frequency": "monthly"', '"frequency": "yearly"')
  edit('catalogue.json', '"audience": "everyone"', '"audience": "partyMembers"')
  edit('templates.json', '"visibility": "internal"', '"visibility": "masked"')
  edit('services.json', /"promised": \{\s*"value": \d+/, '"promised": { "value": 99')
  edit('services.json', '"takes": "scan"', '"takes": "portrait"')
  edit('powers.json', /"hand": "signer"/, '"hand": "director"')
  edit('posts.csv', ',编制,', ',审查,')
  edit('rules/county.json', /("code": "archive.monthDay".*?"value": )\d+/, '$17')
  const changes = differencesBetween(parts, texts, changed, texts)
  const lines = outcomeLines({ changes, kept: [], counts: [], known: true, fresh: false, late: 0, live: [] }, parts)
  const said = lines.join('\n')
  for (const word of [
    '页脚／承办单位',
    '每月',
    '每年',
    '党员',
    '隐去一部分后公开',
    '承诺时限／数值',
    '本人照片',
    '村民委员会主任',
    '编制',
    '审查',
    '上月资料归档日',
  ])
    expect(said).toContain(word)
  expect(said.replaceAll(/[A-Z]+-?[A-Z]*\d+(-\d+)*|V-OFFICER|[A-Z]+\d*-[A-Z]+/g, '')).not.toMatch(/[a-z]{3,}/)
})
