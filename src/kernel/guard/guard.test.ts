import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentSchema, templateSchema, type Template } from '../forms/forms.schema.ts'
import { idCheckDigit, isCreditCode, luhn } from '../forms/checksums.ts'
import { blocking, guardContent, guardFileName, guardText, redact } from './index.ts'

const kinds = (text: string, options = {}): string[] => guardText(text, options).map((f) => `${f.kind}:${f.severity}`)
const table = (columns: object[]): Template =>
  templateSchema.parse({ code: 'T01', name: '测试表', layout: 'rows', columns })
const rows = (...r: Record<string, string | number>[]) => contentSchema.parse({ rows: r })

describe('身份证号', () => {
  test.each([['身份证110105194912310021', '末位不对']])('%s 是疑似（%s），要问', (text) =>
    expect(kinds(text)).toEqual(['idLike:ask']),
  )

  test.each(['1101 0519 4912 310021', '１１０１０５ １９４９１２３１ ００２１', '110105-19491231-0021'])(
    '%j：隔开的疑似号也要问',
    (text) => expect(kinds(text)).toEqual(['idLike:ask']),
  )

  test('疑似号写在要屏蔽的付款人一格，或者拆在几格里，也要问；金额和人数连起来不问', () => {
    const payers = table([
      { key: 'payer', label: '付款人', type: 'text', visibility: 'masked', mask: 'nameUnlessOrganisation' },
      { key: 'a', label: '甲', type: 'text', visibility: 'public' },
      { key: 'b', label: '乙', type: 'text', visibility: 'public' },
      { key: 'c', label: '丙', type: 'text', visibility: 'public' },
    ])
    const found = (row: Record<string, string>) => guardContent(rows(row), payers).map((f) => `${f.kind}:${f.severity}`)
    expect(found({ payer: '张三 110105194912310021' })).toEqual(['idLike:ask'])
    expect(found({ payer: '张三11010519491231002X' })).toEqual(['id:refuse'])
    expect(found({ a: '110105', b: '19491231', c: '0021' })).toEqual(['idLike:ask'])
    expect(found({ a: '1101', b: '0519491231', c: '0021' })).toEqual([])
  })

  test.each([
    '张三 11010519491231002X 已领取',
    '１１０１０５１９４９１２３１００２Ｘ',
    '110105 19491231 002x',
    '110105-19491231-002X',
    '11\u200b0105\u200b19491231002X',
    '110105\n19491231\r\n002X',
    '1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X',
    '3、110105，19491231，002 X',
    '11010519491231002Х',
    '编号：11010519491231002X',
  ])('%j 不能公开', (text) => expect(kinds(text)).toEqual(['id:refuse']))

  test('合同号有身份证的样子，校验位和“合同编号”救了它', () => {
    expect(kinds('合同编号：130925202609010012')).toEqual([])
    expect(kinds('130925202609010012').every((k) => k.endsWith(':ask'))).toBe(true)
    const contract = `13092520260901001${idCheckDigit('13092520260901001')}`
    expect(kinds(`合同编号：${contract}`)).toEqual(['id:ask'])
  })

  test('残疾人证号前 18 位就是身份证号，一样拦', () => {
    expect(kinds('残疾人证 11010519491231002X43')).toEqual(['id:refuse'])
    const digit = `11010519491231003${idCheckDigit('11010519491231003')}`
    expect([digit.endsWith('X'), kinds(`证号 ${digit}43`)]).toEqual([false, ['id:refuse']])
    const form = table([{ key: 'p', label: '手机号码', type: 'text', visibility: 'public' }])
    expect(guardContent(rows({ p: '13800138000' }), form).map((f) => f.severity)).toEqual(['ask', 'refuse'])
  })

  test('旧 15 位号：在“身份证”旁不能公开，单独出现要问，票据号不问', () => {
    expect(kinds('身份证：110105491231002')).toEqual(['oldId:refuse'])
    expect(kinds('110105491231002')).toEqual(['oldId:ask'])
    expect(kinds('票据号 110105491231002')).toEqual([])
  })

  const id = fc
    .tuple(
      fc.constantFrom('110105', '440524', '130925', '450502'),
      fc.date({ min: new Date('1920-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(([area, birth, n]) => area + birth.toISOString().slice(0, 10).replaceAll('-', '') + String(n).padStart(3, '0'))
    .map((head) => head + idCheckDigit(head))
  const gap = fc.constantFrom('', '', '', ' ', '-', '\u200b', '\u3000', '\n', ' - ', '·', '\t', '，')
  const wide = (c: string): string => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)

  test('任何有效身份证号，怎样隔开、加宽、换行，都找得到，提示里都不重复它', () => {
    fc.assert(
      fc.property(
        id,
        fc.array(gap, { minLength: 17, maxLength: 17 }),
        fc.array(fc.boolean(), { minLength: 18, maxLength: 18 }),
        fc.constantFrom('', '低保户 ', '（', '1 '),
        fc.constantFrom('', ' 已领', '）', ' 300.00'),
        (number, gaps, widened, head, tail) => {
          const text = head + [...number].map((c, i) => (widened[i] ? wide(c) : c) + (gaps[i] ?? '')).join('') + tail
          const found = guardText(text).filter((f) => f.kind === 'id' && f.severity === 'refuse')
          expect(found.length).toBeGreaterThan(0)
          expect(JSON.stringify(found)).not.toContain(number)
          expect(
            redact(text)
              .normalize('NFKC')
              .replace(/[^0-9X]/gi, '')
              .toUpperCase(),
          ).not.toContain(number)
          for (const f of found)
            expect(
              text
                .slice(f.where.start, f.where.end)
                .normalize('NFKC')
                .replace(/[^0-9X]/gi, '')
                .toUpperCase(),
            ).toBe(number)
        },
      ),
      { numRuns: 400 },
    )
  })

  test('拆在相邻几格里也找得到', () => {
    const form = table(
      ['a', 'b', 'c', 'd'].map((key) => ({ key, label: `列${key}`, type: 'text', visibility: 'public' })),
    )
    fc.assert(
      fc.property(id, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 9, max: 16 }), (number, one, two) => {
        const found = guardContent(
          rows({ a: '李四', b: number.slice(0, one), c: number.slice(one, two), d: number.slice(two) }),
          form,
        )
        expect(found.map((f) => f.severity)).toContain('refuse')
        expect(JSON.stringify(found)).not.toContain(number)
      }),
      { numRuns: 100 },
    )
    expect(guardContent(rows({ a: '李四', b: '110105', c: '19491231', d: '002X' }), form)[0]?.say).toBe(
      '第 1 行「列b」到「列d」连起来是身份证号 110*************2X，不能公开，请删去。',
    )
  })
})

describe('电话', () => {
  test.each([
    '13800138000',
    '+86 138 0013 8000',
    '138-0013-8000',
    '８６１３８００１３８０００',
    '电话1 3 8 0 0 1 3 8 0 0 0',
    '一三八〇〇一三八〇〇〇',
  ])('手机 %s 不能公开', (text) => expect(kinds(text)).toEqual(['mobile:refuse']))
  test('村里公布的固定电话要问，12345、400 和 95598 不问', () => {
    expect(kinds('请拨打 0317-6220001 咨询')).toEqual(['landline:ask'])
    expect(kinds('请拨打 12345、12388、400-100-1234 或 95598')).toEqual([])
    expect(kinds('请拨打 0317-6220001 咨询', { officePhone: true })).toEqual([])
  })
  test('工作电话列：座机可以，手机提醒；没有写明的电话列：手机不行', () => {
    const work = table([{ key: 'p', label: '工作电话', type: 'phone', visibility: 'public', allowOfficePhone: true }])
    const plain = table([{ key: 'p', label: '电话', type: 'phone', visibility: 'public' }])
    const say = (form: Template, p: string): string[] => guardContent(rows({ p }), form).map((f) => f.severity)
    expect([
      say(work, '0317-6220001'),
      say(work, '13800138000'),
      say(plain, '0317-6220001'),
      say(plain, '13800138000'),
    ]).toEqual([[], ['warn'], [], ['refuse']])
  })
})

describe('卡号、信用代码、住址', () => {
  test('银行卡按校验位定', () => {
    expect(luhn('6222020200112233444')).toBe(false)
    const card = [...'0123456789'].map((d) => `622202020011223344${d}`).find(luhn) ?? ''
    expect(kinds(`卡号 ${card}`)).toEqual(['bank:refuse'])
    expect(kinds(card.replace(/(.{4})/g, '$1 '))).toEqual(['bank:refuse'])
    expect(kinds('6222020200112233444')).toEqual(['bank:ask'])
    expect(kinds('收款账号：80020000001234567')).toEqual(['bank:ask'])
  })
  test('信用代码要问，信用代码列不问', () => {
    expect(isCreditCode('9144030071526726XG')).toBe(true)
    expect(isCreditCode('9144030071526726X1')).toBe(false)
    expect(kinds('承建单位 9144030071526726XG')).toEqual(['creditCode:ask'])
    const form = table([{ key: 'c', label: '统一社会信用代码', type: 'text', visibility: 'public' }])
    expect(guardContent(rows({ c: '9144030071526726XG' }), form)).toEqual([])
  })
  test('住址到门牌', () => {
    expect(kinds('家住幸福路12号')).toEqual(['address:refuse'])
    expect(kinds('村委会在振兴街18号')).toEqual(['address:ask'])
    expect(kinds('阳光小区3栋2单元501室')).toEqual(['address:ask'])
    expect(kinds('柳湾村三组')).toEqual([])
  })
})

test.each([
  '支出 1,260.00 元，结余 13,800,138,000.00 元',
  '2026-09-01 至 2026-09-07 公示',
  '凭证号 2026090100123',
  '冀农〔2026〕12号文件',
  '清政发2026年第3号',
  '面积 1234.56 亩，单价 800.00 元',
  '资产编号 370000000000000001',
  '合同编号：LW-2026-0012',
  '柳湾村3号机井维修',
  '村2号桥',
  '13800138000.00',
  '共 365 户 1286 人 2400 亩 13 个组',
  '2026年9月1日上午9时30分',
  '安置房3号楼施工',
  '改造5栋120户',
  '2单元12户完工',
  '票据号 00123456',
  '应到 45 人 实到 38 人 同意 36 票 反对 1 票 弃权 1 票',
  '三年级一班',
  '2026 2025 2024 2023 2022 2021',
])('平常的村务文字不误报：%s', (text) => expect(kinds(text)).toEqual([]))

test('随机的金额和人数不会被当成证件、电话或卡号', () => {
  const money = fc.integer({ min: 0, max: 99_999_999 }).map((n) => (n / 100).toFixed(2))
  fc.assert(
    fc.property(fc.array(money, { maxLength: 12 }), (amounts) => {
      expect(guardText(amounts.join(' ')).filter((f) => f.severity === 'refuse')).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('公开的“身份证号”列、公开的住址列，一填就拦；内部列不看', () => {
  const form = table([
    { key: 'name', label: '姓名', type: 'person', visibility: 'public' },
    { key: 'cert', label: '身份证号', type: 'text', visibility: 'public' },
    { key: 'idNumber', label: '身份证号', type: 'idcard', visibility: 'internal' },
  ])
  expect(guardContent(rows({ name: '王五', idNumber: '11010519491231002X' }), form)).toEqual([])
  expect(guardContent(rows({ name: '王五', cert: '见附件' }), form).map((f) => `${f.kind}:${f.severity}`)).toEqual([
    'header:refuse',
  ])
})

test('附件名里的号码和“身份证复印件”都会提示', () => {
  expect(guardFileName('张三11010519491231002X.jpg').map((f) => f.severity)).toEqual(['refuse'])
  expect(JSON.stringify(guardFileName('张三11010519491231002X.jpg', 'f1'))).not.toContain('11010519491231002X')
  expect(guardFileName('身份证复印件.jpg')[0]?.severity).toBe('ask')
  expect(guardFileName('9月收支明细.xlsx')).toEqual([])
})

test('要问的写了理由才放行，不能公开的写了理由也不放行', () => {
  const asked = guardText('村委会在振兴街18号')
  expect(blocking(asked)).toHaveLength(1)
  expect(blocking(asked, { [asked[0]?.key ?? '']: '村委会办公地址' })).toEqual([])
  const refused = guardText('11010519491231002X')
  expect(blocking(refused, { [refused[0]?.key ?? '']: '村委会办公地址' })).toHaveLength(1)
})

describe('证件、车牌、微信、邮箱', () => {
  test.each([
    ['护照 E-1-2-3-4-5-6-7-8-9a', 'passport', 'refuse'],
    ['护照 E一二三四五六七八，9号楼', 'passport', 'refuse'],
    ['台胞证 12345678', 'passport', 'refuse'],
    ['台湾居民来往大陆通行证：0123456789', 'passport', 'refuse'],
    ['军官证 军字第2001988号', 'passport', 'refuse'],
    ['士兵证号：南字第12345678号', 'passport', 'refuse'],
    ['户口本号 123456789', 'passport', 'ask'],
    ['低保证号130925001234', 'passport', 'ask'],
    ['车牌号京A12345', 'plate', 'warn'],
    ['停在村口的冀J·8A12B', 'plate', 'warn'],
    ['冀JD12345（新能源）', 'plate', 'warn'],
    ['冀J8888挂', 'plate', 'warn'],
    ['加微信 wxid_abc123def', 'handle', 'ask'],
    ['微信号：liu_changlin', 'handle', 'ask'],
    ['ＱＱ：１２３４５６７８９', 'handle', 'ask'],
    ['发到 zhang.san@qq.com', 'handle', 'ask'],
  ])('%s', (text, kind, severity) => {
    const found = guardText(text)
    expect(found.map((f) => [f.kind, f.severity])).toEqual([[kind, severity]])
    expect(redact(text)).not.toBe(text)
    expect(found[0]!.say).not.toMatch(/12345678|8A12B|changlin|abc123|zhang|1988/)
  })
  test.each([
    '用微信支付水费 120 元',
    '微信公众号和 QQ 群里也发了通知',
    '发放跨区作业通行证 35 张',
    '河北A5版面印制 20000 份',
    '护照办理 3 人，驾驶证换领 12 人',
    '低保证换发 25 本',
    '公开栏张贴@所有人',
    '豫剧演出 15000 元',
  ])('不问：%s', (text) => expect(guardText(text)).toEqual([]))
})

describe('手机号断在想不到的地方', () => {
  test.each([
    '电话 13 8001 38000',
    '电话：13-80-01-38-00-0',
    '手机 138001 38000',
    '联系人 王某，手机号码 138.00.13.80.00',
    '1380 01 3800 0',
    '138 00138 000',
    '13800 138 000 是我的电话，打 138 001 38 000',
  ])('%s', (text) => expect(guardText(text).map((f) => f.kind)).toContain('mobile'))
  test.each([
    '13 8001 38000',
    '15 300 200 100',
    '13 14 15 16 17 2',
    '138 200 1200 3',
    '2026-01-02 15 30',
    '13.80 20.05 38.00',
  ])('一行数：%s', (text) => expect(guardText(text).map((f) => f.kind)).not.toContain('mobile'))
})
