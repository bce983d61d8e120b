/** The papers for operators and users lead somewhere, name real settings and commands, and carry light pictures. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { settingsList } from '../src/platform/env.ts'
import { root } from '../src/platform/root.ts'

const markdown = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((f) => f.endsWith('.md'))
    .map((f) => `${folder}/${f}`)
const papers = ['README.md', 'README.zh-CN.md', ...markdown('docs/operate'), ...markdown('docs/manual')]
const textOf = (paper: string) => readFileSync(join(root, paper), 'utf8')
const images = readdirSync(join(root, 'docs/manual/images'))

describe.each(papers)('%s', (paper) => {
  test('every link within the project leads to a file', () => {
    const targets = [...textOf(paper).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map((m) => m[1]!)
    expect(targets.filter((t) => !existsSync(join(root, dirname(paper), t)))).toEqual([])
  })

  test('every npm command exists', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
    const named = [...textOf(paper).matchAll(/npm run ([a-z-]+)/g)].map((m) => m[1]!)
    expect(named.filter((n) => !(n in scripts))).toEqual([])
  })
})

test('the operators’ papers name no setting that the program does not read', () => {
  const known = new Set(settingsList().map((s) => s.name))
  const named = markdown('docs/operate').flatMap((p) =>
    [...textOf(p).matchAll(/\b((?:SUNLIT|DATABASE|S3)_[A-Z_]*[A-Z])\b/g)].map((m) => m[1]!),
  )
  expect(named.filter((n) => !known.has(n))).toEqual([])
})

test('settings.md is what the program says of its settings', () => {
  const table = textOf('docs/operate/settings.md')
  for (const s of settingsList())
    expect(table).toContain(`| \`${s.name}\` | ${s.initial === '' ? '' : `\`${s.initial}\``} | ${s.description} |`)
  expect(table.match(/^\| `/gm)).toHaveLength(settingsList().length)
})

test('pictures are light, no wider than 1280 px, and all of them are used', async () => {
  const used = papers.map(textOf).join('\n')
  for (const image of images) {
    expect(statSync(join(root, 'docs/manual/images', image)).size, image).toBeLessThanOrEqual(120_000)
    expect((await sharp(join(root, 'docs/manual/images', image)).metadata()).width, image).toBeLessThanOrEqual(1280)
  }
  expect(images.filter((image) => !used.includes(`images/${image}`))).toEqual([])
})
