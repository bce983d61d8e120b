/** Whom a complaint may mean, however it is written: they must not be the ones who get it. */
import { describe, expect, test } from 'vitest'
import { meant, type PostHolder } from './named.ts'

const holder = (name: string, post: string, f: PostHolder['function'], level: string, place: string): PostHolder => ({
  personId: name,
  name,
  post,
  function: f,
  level,
  place,
  own: level === 'village',
})
const holders = [
  holder('刘长林', '村党组织书记', 'signer', 'village', '柳湾村'),
  holder('董强', '村务监督委员会主任', 'reviewer', 'village', '柳湾村'),
  holder('王守义', '村民委员会主任', 'director', 'village', '柳湾村'),
  holder('江富晓', '村务公开专职人员', 'drafter', 'village', '柳湾村'),
  holder('欧阳慧', '代办员', 'agent', 'village', '柳湾村'),
  holder('买买提·艾力', '网格员', 'responder', 'village', '柳湾村'),
  holder('赵敏', '乡镇分管领导', 'township_leader', 'township', '清溪镇'),
  holder('钱进', '部门分管领导', 'bureau_leader', 'bureau', '晴川县农业农村局'),
]
const who = (about: string) => meant(about, holders).map((h) => h.name)

describe('by name, in any writing', () => {
  test.each([
    '刘长林',
    '刘 长 林',
    '刘长林书记',
    '刘\u200b长\u200b林',
    '刘·长·林',
    '刘-长-林（书记）',
    '就是那个刘　长林',
    '柳湾村刘长林',
  ])('%s', (about) => expect(who(about)).toEqual(['刘长林']))
  test.each(['买买提·艾力', '买买提艾力', '买买提•艾力', '买买提・艾力'])('%s', (about) =>
    expect(who(about)).toEqual(['买买提·艾力']),
  )
})

describe('by surname and title', () => {
  test.each([
    ['刘书记', '刘长林'],
    ['老刘', '刘长林'],
    ['姓刘的', '刘长林'],
    ['刘某', '刘长林'],
    ['刘支书', '刘长林'],
    ['王主任', '王守义'],
    ['王 村长', '王守义'],
    ['江会计', '江富晓'],
    ['欧阳代办', '欧阳慧'],
    ['赵副镇长', '赵敏'],
    ['农业农村局钱局长', '钱进'],
  ])('%s', (about, name) => expect(who(about)).toContain(name))
})

describe('by post, by unit', () => {
  test.each([
    ['村支书', ['刘长林']],
    ['书记', ['刘长林']],
    ['村主任', ['王守义']],
    ['代办员态度不好', ['欧阳慧']],
    ['网格员', ['买买提·艾力']],
    ['镇领导', ['赵敏']],
    ['农业农村局', ['钱进']],
  ])('%s', (about, names) => expect(who(about)).toEqual(expect.arrayContaining(names)))
  test('the village’s cadres are all of them', () =>
    expect(who('村干部都不管')).toEqual(['刘长林', '董强', '王守义', '江富晓', '欧阳慧', '买买提·艾力']))
})

test.each(['隔壁张三', '外村来的包工头', ''])('nobody of ours: %s', (about) => expect(who(about)).toEqual([]))
