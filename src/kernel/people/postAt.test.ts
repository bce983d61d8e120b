/** Place and post are joined in one home, and never say the same word twice. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fewPosts, postAt } from './postAt.ts'

test.each([
  ['柳湾村', '村党组织书记', '柳湾村党组织书记'],
  ['柳湾村', '村务监督委员会主任', '柳湾村村务监督委员会主任'],
  ['柳湾村', '村民委员会主任', '柳湾村村民委员会主任'],
  ['柳湾村', '代办员', '柳湾村代办员'],
  ['东风社区', '村党组织书记', '东风社区村党组织书记'],
  ['柳湾一组', '村民小组组长', '柳湾一组组长'],
  ['清溪镇', '乡镇村务公开经办人', '清溪镇村务公开经办人'],
  ['竹坪瑶族乡', '乡镇党委副书记（分管村务公开）', '竹坪瑶族乡党委副书记（分管村务公开）'],
  ['晨光街道', '乡镇分管领导', '晨光街道分管领导'],
  ['清溪镇', '乡村振兴专干', '清溪镇乡村振兴专干'],
  ['晴川县', '县纪委监委督查员', '晴川县纪委监委督查员'],
  ['海岚市', '县村务公开管理员', '海岚市村务公开管理员'],
  ['海岚市', '县民政干事', '海岚市民政干事'],
  ['海岚市', '市场监管员', '海岚市市场监管员'],
  ['晴川县民政局', '部门分管领导', '晴川县民政局分管领导'],
  ['柳湾村', '', '柳湾村'],
  ['', '网格员', '网格员'],
])('%s, %s', (place, post, said) => {
  expect(postAt(place, post)).toBe(said)
})

test('nobody else joins them', () => {
  const joined =
    /\$\{[^}]*\b(?:place|region|by_place|place_name)(?: \?\? '')?\}\$\{[^}]*\bpost\w*(?: \?\? '')?\}|\{[^}{$]*(?:place|region|_place)\}[ \n]*\{[^}{]*post\}|\bplace \+ \S*post|region \+ \S*post|r\.name \|\| k\.name/
  for (const one of ['`${e.place_name}${e.post_name}`', '{n.by_place}\n  {n.by_post}', 'post.region + post.post'])
    expect(one).toMatch(joined)
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (f) => /\.tsx?$/.test(f) && !/\.test\.ts$|postAt\.ts$|import\.people\.ts$/.test(f),
  )
  expect(files.filter((f) => joined.test(readFileSync(join('src', f), 'utf8')))).toEqual([])
})

test('that there are more is said', () => {
  expect(fewPosts(['网格员', '代办员', '村民委员会主任'])).toEqual(['网格员', '代办员', '村民委员会主任'])
  expect(fewPosts(['网格员', '大学生村官', '村民委员会主任', '代办员']).join('、')).toBe(
    '网格员、大学生村官、村民委员会主任等',
  )
})
