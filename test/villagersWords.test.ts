/**
 * What villagers read has no words of staff, none of those who made the platform, and no English: every public page
 * that can be reached by links, of each kind a few.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyRoom } from './everyRoom.ts'
import { makeWorld, type World } from './world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  await everyRoom(w)
  await w.seal()
})
afterAll(() => w.close())

/** Each with what it is instead. The law itself says 工作移交 (OL 24). */
const staffWords =
  /超期|亮牌|红牌|黄牌|(?<!工作)移交|本项目|本平台拟定|可由本[县市]修改|上线前|暂定的|（暂定）|参照[^《》]{0,20}(?:[县市区]|的做法)|undefined|\[object |Invalid Date|NaN/
/** Pages for those who check and who program say names of files, fields and keys. */
const technical = /^\/(open|log|check)(\/|$|\?)|\/proof$/
/** Latin that a villager meets elsewhere too, the pinyin of the hints, addresses on paper. */
const latin = /[A-Za-z][A-Za-z0-9_.+/@:-]*/g
const known = new Set('A4 JSON CSV PDF Excel WPS MB X C D cookie dibao db liuwancun lwc'.split(' '))
const isCode = (word: string) => /^(?:https?:|[A-Z]{1,4}\d)/.test(word) || /[0-9A-Z]{10}/.test(word)
/** A whole code, which may begin with a digit: what is left of it then would read like a word. */
const code = /(?<![0-9A-Za-z])(?=[A-Z]*\d)[0-9A-Z]{10}(?![0-9A-Za-z])/g
const perKind = 6

/** Pages that differ by what they are about only. */
const kindOf = (path: string) =>
  path
    .replace(/\/v\/[^/?]+/, '/v/X')
    .replace(/(?<=\/)[0-9A-Z]{10}(?=$|[/.?])/, 'CODE')
    .replace(/(?<=\/)(SV|NH|C)\d+(-\d+)?/, 'ITEM')
    .replace(/=[^&]*/g, '=')
    .replace(/\d+/g, 'N')

test('no page that a villager comes to has them', async () => {
  const [waiting, seen, kinds] = [['/', '/reports/all', '/about'], new Set<string>(), new Map<string, number>()]
  const found: string[] = []
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const count = kinds.get(kindOf(path)) ?? 0
    if (seen.has(path) || count >= perKind) continue
    seen.add(path)
    kinds.set(kindOf(path), count + 1)
    const page = await w.app.fetch(new Request(`http://localhost${path}`))
    if (!page.headers.get('content-type')?.includes('text/html')) continue
    const html = await page.text()
    const text = html.replace(/<(script|style|template)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, '\n')
    for (const line of text.split('\n')) {
      const strange = technical.test(path)
        ? []
        : line
            .replace(code, '')
            .match(latin)
            ?.filter((word) => !known.has(word) && !isCode(word))
      if (staffWords.test(line) || (strange?.length ?? 0) > 0)
        found.push(`${path}: ${strange?.join(' ')} in ${line.trim().slice(0, 120)}`)
    }
    for (const [, href] of html.matchAll(/href="([^"]+)"/g)) {
      const to = new URL(href!.replaceAll('&amp;', '&'), `http://localhost${path}`)
      if (to.origin === 'http://localhost' && !/^\/(console|api|elder)/.test(to.pathname))
        waiting.push(`${to.pathname}${to.search}`)
    }
  }
  expect(kinds.size).toBeGreaterThan(60)
  expect(found).toEqual([])
})
