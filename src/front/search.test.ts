/** Searching as villagers type; never by whom a notice names. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expenses, openLiuwan, publish, secret, type Liuwan } from './fixtures/liuwan.ts'

let l: Liuwan
let code: string

beforeAll(async () => {
  l = await openLiuwan()
  code = (await publish(l, 'C07-04', '2026-09', { ...expenses(), note: '路灯由村民陈桂花报修。' })).code
})
afterAll(() => l.w.close())

const search = (q: string, more = '') => l.get(`/search?q=${encodeURIComponent(q)}${more}`)

test('a place and a topic, apart or together, by name, pinyin or code: the topic inside the place, and a way to the whole county', async () => {
  for (const q of [
    '柳湾村 路灯',
    '路灯 柳湾',
    '清溪镇柳湾村路灯',
    '柳湾路灯',
    'liuwan 路灯',
    'LW 路灯',
    'ＱＣ０１０２　路灯',
  ]) {
    const page = await search(q)
    expect(page.text, q).toContain('下面是柳湾村的“路灯”')
    expect(page.html, q).toContain(`/d/${code}`)
    expect(page.html, q).toContain('place=all')
  }
  expect((await search('路灯', '&place=all')).html).toContain(`/d/${code}`)
})

test('what only the village may read is found by its item, under the words villagers use', async () => {
  const page = await search('柳湾村 低保')
  expect(page.html).toContain('/v/liuwan/items/C04-01')
  expect(page.text).toContain('内容只给本村村民看')
})

test('a single character, words of which only some are there, and nothing at all', async () => {
  expect((await search('灯')).html).toContain(`/d/${code}`)
  const some = await search('路灯 维修 飞碟')
  expect(some.html).toContain(`/d/${code}`)
  expect(some.text).toContain('下面是只少一个词的')
  expect((await search('路灯 飞碟')).text).toContain('下面是有其中一个词的')
  const none = await search('柳湾村 飞碟')
  for (const word of ['柳湾村里没有找到“飞碟”', '换个说法', '按乡镇找']) expect(none.text).toContain(word)
})

test('a village by pinyin with spaces, tones or capitals, by its code, and by characters that sound so', async () => {
  for (const q of ['Liu Wan', 'liǔ wān', 'ＬＩＵＷＡＮ', 'lw', 'qc0102', '柳弯村'])
    expect((await search(q)).html, q).toContain('href="/v/liuwan"')
  expect((await search('柳弯村')).text).toContain('您要找的是不是')
})

test('wrong characters: what is written right is looked for, and said; never where something is called as typed', async () => {
  const page = await search('宅机地怎么申请')
  expect(page.text).toContain('没有找到“宅机地怎么申请”，下面是“宅基地”的')
  expect(page.html).toContain('C04-09')
  expect((await search('底保')).text).toContain('下面是“低保”的')
  for (const slip of ['diabao', 'dbiao', 'dibbao']) expect((await search(slip)).text, slip).toContain('下面是“低保”的')
  expect((await search('宅基地')).text).not.toContain('下面是“')
  expect((await search('柳弯村')).text).not.toContain('下面是“')
})

test('nobody is a way to a notice: not the payee, not the cadre who paid, not a villager in a remark', async () => {
  for (const name of [secret.payee, '雷水斌', '柳长青', '陈桂花'])
    expect((await search(name)).html, name).not.toContain(`/d/${code}`)
  expect((await search('陈桂花')).text).toContain('按人名找不到公开内容')
})

test('odd input is only text', async () => {
  for (const q of ["'", '\\', '%', '_', '（）', ':*', "a' & 'b", '𫖯', '😀', '村 村 村 村 村 村 村 村 村 村'])
    expect((await search(q)).status, q).toBe(200)
})
