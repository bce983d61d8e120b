/** What villages must not certify is recognised however it is put, and nothing else is. */
import { expect, test } from 'vitest'
import { refusedCertificates, refusedOf } from './certificates.ts'

test('there are twenty, and each is recognised by its own name, with who is competent', () => {
  expect(refusedCertificates).toHaveLength(20)
  for (const r of refusedCertificates) {
    expect(refusedOf(r.name)?.name, r.name).toBe(r.name)
    expect(r.competent.length, r.name).toBeGreaterThan(2)
    expect(r.how).toMatch(/。$/)
  }
})

test.each([
  ['开具亲属关系的证明', '亲属关系证明'],
  ['村委会代开 婚姻状况 证明', '婚姻状况证明'],
  ['“无犯罪记录”证明（办理）', '无犯罪记录证明'],
  ['财产证明', '居民财产证明'],
  ['单身证明办理', '婚姻状况证明'],
  ['遗产继承权的证明书', '遗产继承权证明'],
  ['开死亡证明', '死亡证明'],
  ['身份证遗失证明', '证件遗失证明'],
  ['养狗证明', '居民养犬证明'],
  ['亲属关系证 明', '亲属关系证明'],
  ['亲属关系说明', '亲属关系证明'],
  ['父子关系证明', '亲属关系证明'],
  ['无犯罪记录情况说明', '无犯罪记录证明'],
  ['未婚声明', '婚姻状况证明'],
  ['夫妻关系证明', '婚姻状况证明'],
  ['死亡情况出证', '死亡证明'],
  ['离世证明', '死亡证明'],
  ['存活证明', '健在证明'],
  ['失业证明', '居民就业状况证明'],
  ['房屋产权证明', '居民财产证明'],
])('%s', (name, meant) => {
  expect(refusedOf(name)?.name).toBe(meant)
})

test.each([
  '死亡登记（注销户口）代办',
  '残疾人证办理',
  '出生登记代办',
  '村级依法出具证明',
  '家庭经济困难学生资助（生源地）证明材料代办',
  '流动人口信息登记',
  '居住证申领',
  '关于死亡补贴的情况说明',
  '水费使用说明',
])('%s may be offered', (name) => {
  expect(refusedOf(name)).toBeUndefined()
})

test('a county may refuse more', () => {
  expect(refusedOf('转学证明', [{ name: '转学证明', competent: '教育局', how: '找学校。' }])?.competent).toBe('教育局')
})
