import { describe, expect, test } from 'vitest'
import { contentSchema, templateSchema } from './forms.schema.ts'
import { maskText, publicContent } from '../guard/mask.ts'

test.each([
  ['id', '11010519491231002x', '110*************2X'],
  ['id', '1101', '****'],
  ['bank', '6222 0202 0011 2233 444', '**** **** **** 3444'],
  ['bank', '123', '****'],
  ['phone', '138 1234 5678', '138****5678'],
  ['phone', '+8613812345678', '138****5678'],
  ['phone', '0317-6220001', '*********01'],
  ['name', '王桂兰', '王*'],
  ['name', '欧阳修', '欧阳*'],
  ['name', '欧阳', '欧*'],
  ['name', '司马相如', '司马*'],
  ['name', '𫖯一', '𫖯*'],
  ['name', '𠅤', '*'],
  ['name', '䶮龙', '䶮*'],
  ['name', '阿依古丽·买买提', '阿*·*'],
  ['name', '张三、李四（户主）', '张*、李*'],
  ['nameUnlessOrganisation', '清溪镇农机专业合作社', '清溪镇农机专业合作社'],
  ['nameUnlessOrganisation', '李军农场', '李军农场'],
  ['nameUnlessOrganisation', '王立行', '王*'],
  ['nameUnlessOrganisation', '李学会', '李*'],
  ['nameUnlessOrganisation', '全体村民', '全体村民'],
  ['nameUnlessOrganisation', '王秀英、张秀会', '王*、张*'],
  ['nameUnlessOrganisation', '李大行 王新村', '李* 王*'],
  ['nameUnlessOrganisation', '王秀英和张秀会', '王*和张*'],
  ['nameUnlessOrganisation', '王秀英张秀会', '王*'],
  ['nameUnlessOrganisation', '王秀英/清溪镇农机专业合作社', '王*/清溪镇农机专业合作社'],
  ['nameUnlessOrganisation', '老街商店（王老五）', '老街商店（王*）'],
  ['nameUnlessOrganisation', '老街商店(王老五、刘小店)', '老街商店（王*、刘*）'],
  ['nameUnlessOrganisation', '晴川建筑公司（普通合伙）', '晴川建筑公司（普通合伙）'],
  ['nameUnlessOrganisation', '村民（按名册发放，另表公布）', '村民（按名册发放，另表公布）'],
  ['nameUnlessOrganisation', '村民（按名册发放，李四代领）', '村民（按名册发放，李*）'],
  ['nameUnlessOrganisation', '张三（按名册发放）', '张*'],
  ['nameUnlessOrganisation', '张三（组长）', '张*'],
  ['nameUnlessOrganisation', '欧阳店长\n司马局长', '欧阳*\n司马*'],
  ['nameUnlessOrganisation', '晴川县清溪镇柳湾村', '晴川县清溪镇柳湾村'],
  ['nameUnlessOrganisation', '王\u200b秀\u200b英，张秀会', '王*，张*'],
  ['nameUnlessOrganisation', '张三13812345678', '张*'],
  ['nameUnlessOrganisation', '晴川建筑公司13812345678（公司）', '晴*'],
  // Whatever stands between: a mark, a role, nothing at all.
  ...['-', '—', '~', '。', '：', '＋', '→', '|', '·', ' - ', '【'].map(
    (mark) => ['nameUnlessOrganisation', `王秀英${mark}张新村`, `王*${mark}张*`] as const,
  ),
  ['nameUnlessOrganisation', '王秀英：老街商店', '王*：老街商店'],
  ['nameUnlessOrganisation', '老街商店-王新村', '老街商店-王*'],
  ['nameUnlessOrganisation', '老街商店王新村', '老街商店王*'],
  ['nameUnlessOrganisation', '老街商店法人王新村', '老街商店法人王*'],
  ['nameUnlessOrganisation', '清溪合作社（负责人：王新村）', '清溪合作社（负责人：王*）'],
  ['nameUnlessOrganisation', '老街商店（系王老五开的店）', '老街商店（系王*开的店）'],
  ['nameUnlessOrganisation', '王五）老街商店', '王*）老街商店'],
  ['nameUnlessOrganisation', '王秀英的商店', '王*'],
  ['nameUnlessOrganisation', '李大行等村', '李*'],
  ['nameUnlessOrganisation', '晴川会计师事务所', '晴川会计师事务所'],
  ['nameUnlessOrganisation', '晴川-清溪农机公司安装队', '晴川-清溪农机公司安装队'],
  ['nameUnlessOrganisation', '清溪镇-柳湾村', '清溪镇-柳湾村'],
  ['address', '清溪镇柳湾村三组12号', '清溪镇柳湾村三组'],
  ['address', '幸福路12号', '****'],
  ['address', '晴川县清溪镇阳光社区3栋2单元501', '晴川县清溪镇阳光社区'],
  ['date', '1958-03-02', '1950 年代'],
  ['date', '不详', '****'],
  ['text', '因11010519491231002X重病，电话13812345678', '因110*************2X重病，电话138****5678'],
] as const)('%s：%s → %s', (rule, text, masked) => expect(maskText(text, rule)).toBe(masked))

describe('公开面只有一个', () => {
  const form = templateSchema.parse({
    code: 'F14',
    name: '残疾人两项补贴',
    layout: 'rows',
    totals: ['standard', 'secret'],
    columns: [
      { key: 'name', label: '姓名', type: 'person', visibility: 'masked', mask: 'name' },
      { key: 'standard', label: '标准(元/月)', type: 'money', visibility: 'public' },
      { key: 'secret', label: '内部金额', type: 'money', visibility: 'internal' },
      { key: 'isMinor', label: '是否未成年人', type: 'bool', visibility: 'internal', hidesRow: true },
    ],
  })
  const content = contentSchema.parse({
    rows: [
      { name: '王桂兰', standard: '80.00', secret: '5.00', isMinor: false },
      { name: '小明', standard: '120.00', secret: '5.00', isMinor: true },
    ],
    attachments: [
      { file: 'a', name: '签到表.pdf', kind: 'pdf', public: false },
      { file: 'b', name: '公示照片.jpg', kind: 'image', public: true },
    ],
  })

  test('内部列不在，姓名屏蔽，未成年人整行不显示但计入合计，附件只剩公开的', () => {
    const face = publicContent(content, form, { audience: 'everyone' })
    expect(face.columns.map((c) => c.key)).toEqual(['name', 'standard'])
    expect(face.rows).toEqual([{ name: '王*', standard: '80.00' }])
    expect([face.hiddenRows, face.totals]).toEqual([1, { standard: '200.00' }])
    expect(face.attachments.map((a) => a.file)).toEqual(['b'])
    expect(JSON.stringify(face)).not.toMatch(/小明|桂兰|isMinor|secret/)
  })

  test('本村村民看到的也一样，经办人看到全部', () => {
    expect(publicContent(content, form, { audience: 'villageResidents' })).toEqual(
      publicContent(content, form, { audience: 'everyone' }),
    )
    expect(publicContent(content, form, { audience: 'handlers' }).rows).toHaveLength(2)
  })

  test('文档事项的字段也走同一道门', () => {
    const fields = form.columns.filter((c) => c.key !== 'isMinor')
    const face = publicContent(contentSchema.parse({ fields: { name: '王桂兰', secret: '秘' } }), fields, {
      audience: 'everyone',
    })
    expect(face.rows).toEqual([{ name: '王*', standard: null }])
  })
})
