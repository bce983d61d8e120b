/**
 * The ways in which people write a number around a search: each way on each kind of number is found, and the time grows
 * with the length alone.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { idCheckDigit, luhn } from '../forms/checksums.ts'
import { ordinary } from './fixtures/ordinary.ts'
import { guardText, personalIn, redact } from './index.ts'

const head = '11010519491231002'
const numbers: [kind: string, number: string][] = [
  ['id', head + idCheckDigit(head)],
  ['id', `13092519580302${'0045'.slice(0, 3)}${idCheckDigit('13092519580302004')}`],
  ['mobile', '13800138000'],
  ['mobile', '15931712345'],
  ['bank', [...'0123456789'].map((d) => `622202020011223344${d}`).find(luhn)!],
]
const each = (f: (digit: string, i: number) => string) => (n: string) => [...n].map(f).join('')
const digits = (zero: number) => each((c) => (c === 'X' ? c : String.fromCodePoint(zero + Number(c))))
const marks = (zero: string, one: number) =>
  each((c) => (c === 'X' ? c : c === '0' ? zero : String.fromCodePoint(one + Number(c) - 1)))
const between = (gap: string) => (n: string) => [...n].join(gap)
const spelt = (chars: string) => each((c) => (c === 'X' ? c : [...chars][Number(c)]!))

/** Each a way to write; those of the second list are only for numbers without a letter. */
const ways: Record<string, (n: string) => string> = {
  全角: digits(0xff10),
  阿拉伯文: digits(0x660),
  波斯文: digits(0x6f0),
  天城文: digits(0x966),
  泰文: digits(0xe50),
  藏文: digits(0xf20),
  数学粗体: digits(0x1d7ce),
  数学双线: digits(0x1d7d8),
  数学等宽: digits(0x1d7f6),
  圆圈: marks('⓪', 0x2460),
  黑圆圈: marks('⓿', 0x2776),
  双圆圈: marks('⓪', 0x24f5),
  括号: marks('⓪', 0x2474),
  点号: marks('🄀', 0x2488),
  上标: each((c) => (c === 'X' ? c : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]!)),
  下标: digits(0x2080),
  键帽: each((c) => `${c}\ufe0f\u20e3`),
  删除线: each((c) => `${c}\u0336`),
  下划线: each((c) => `${c}\u0332`),
  零宽空格: between('\u200b'),
  零宽连字: between('\u200d'),
  软连字符: between('\u00ad'),
  从左到右标记: between('\u200e'),
  从右到左标记: between('\u200f'),
  字节序标记: between('\ufeff'),
  词连接符: between('\u2060'),
  空格: between(' '),
  两个空格: between('  '),
  全角空格: between('\u3000'),
  不换行空格: between('\u00a0'),
  窄空格: between('\u202f'),
  横线: between('-'),
  长横线: between('—'),
  点: between('.'),
  间隔点: between('·'),
  波浪线: between('~'),
  全角波浪线: between('～'),
  星号: between('*'),
  下划: between('_'),
  斜线和空格: between(' / '),
  省略号: between('…'),
  句号: between('。'),
  花: between('❀'),
  竖排: between(' \u200b'),
  从后往前: (n) => `\u202e${[...n].reverse().join('')}\u202c`,
  三四四: (n) => n.replace(/(.{3,4})(?=.)/g, '$1 '),
  零写成圆圈: each((c) => (c === '0' ? '○' : c)),
  零写成O: each((c) => (c === '0' ? 'O' : c)),
  零写成小写o: each((c) => (c === '0' ? 'o' : c)),
  零写成〇: each((c) => (c === '0' ? '〇' : c)),
  一写成小写l: each((c) => (c === '1' ? 'l' : c)),
  汉字和数字混写: each((c, i) => (c !== 'X' && i % 2 === 0 ? '〇一二三四五六七八九'[Number(c)]! : c)),
  汉字: spelt('〇一二三四五六七八九'),
  汉字零: spelt('零一二三四五六七八九'),
  大写: spelt('零壹贰叁肆伍陆柒捌玖'),
  口语: spelt('洞幺两三四五六拐八勾'),
  苏州码: spelt('〇〡〢〣〤〥〦〧〨〩'),
  算筹: spelt('〇𝍠𝍡𝍢𝍣𝍤𝍥𝍦𝍧𝍨'),
  括号汉字: spelt('〇㈠㈡㈢㈣㈤㈥㈦㈧㈨'),
  韩文: spelt('영일이삼사오육칠팔구'),
  韩文口语: spelt('공일이삼사오륙칠팔구'),
  繁体大写: spelt('零壹貳叄肆伍陸漆捌玖'),
  古体: spelt('零弌弍弎肆伍陆柒捌玖'),
  天干: spelt('癸甲乙丙丁戊己庚辛壬'),
  日本大写: spelt('零壱弐参四五六七八九'),
  标签字符: each((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))),
  颜文字: each((c) => `(´・${c}・)`),
  每字加花: each((c) => `☆${c}☆`),
}

describe.each(Object.entries(ways))('%s', (_name, write) => {
  test.each(numbers)('%s', (kind, number) => {
    for (const text of [
      write(number),
      `王五的号码${write(number)}，请查收`,
      `${/\p{No}/u.test(write(number)) ? '一、' : '①'}${write(number)}`,
    ]) {
      const found = guardText(text)
      expect(
        found.map((f) => f.kind),
        text,
      ).toContain(kind)
      expect(JSON.stringify(found)).not.toContain(number)
    }
  })
})
test('there are more than two hundred of them', () =>
  expect(Object.keys(ways).length * numbers.length).toBeGreaterThan(200))

test.each([
  ['外国人永久居留证', '911124198108030024', 'id'],
  ['旧的永久居留证', 'CAN110181080310', 'id'],
  ['护照', '护照号 E12345678', 'passport'],
  ['新护照', '护照：EA1234567', 'passport'],
  ['护照，中间空开', '护照 E1234 5678', 'passport'],
  ['护照，四位一空', '护照号 EA 123 4567', 'passport'],
  ['台胞证，中间空开', '台胞证 1234-5678', 'passport'],
  ['港澳通行证', '通行证 H1234567801', 'passport'],
  ['台胞证', '台胞证号：T12345678', 'passport'],
  ['前面加零的手机', '013800138000', 'mobile'],
  ['国际长途', '008613800138000', 'mobile'],
  ['加号', '+8613800138000', 'mobile'],
  ['加零和横线', '0-138-0013-8000', 'mobile'],
  ['一行一个数字', [...'13800138000'].join('\n'), 'mobile'],
  ['一行一个数字，隔一行', [...'13800138000'].join('\r\n\r\n'), 'mobile'],
  ['一行一个汉字', [...'一三八零零一三八零零零'].join('\n'), 'mobile'],
  ['逗号隔开', [...'13800138000'].join('，'), 'mobile'],
  ['顿号隔开', [...'15931712345'].join('、'), 'mobile'],
  ['竖线隔开', [...'15931712345'].join(' | '), 'mobile'],
  ['身份证一行一个', [...`${head}${idCheckDigit(head)}`].join('\n'), 'id'],
  ['字母多过数字', '138OOl38OOO', 'mobile'],
  ['字母开头', 'l38OOI38OOO', 'mobile'],
  ['八写成B', '1380013B000', 'mobile'],
  ['五写成S', '1S9317l234S', 'mobile'],
])('%s：%s', (_what, text, kind) => expect(guardText(text).map((f) => f.kind)).toContain(kind))

const pinyin = 'ling yi er san si wu liu qi ba jiu'.split(' ')
const tones = 'líng yī èr sān sì wǔ liù qī bā jiǔ'.split(' ')
const english = 'zero one two three four five six seven eight nine'.split(' ')
const words = (list: readonly string[], gap: string) => (n: string) =>
  [...n].map((c) => (c === 'X' ? c : list[Number(c)]!)).join(gap)
const code = (f: (code: number) => string) => (n: string) => [...n].map((c) => f(c.codePointAt(0)!)).join('')
const hex = (c: number) => c.toString(16)
/**
 * Ways of which only a mobile, or an ID number with its right check digit, comes; and whether they are for digits
 * alone.
 */
const disguises: Record<string, (n: string) => string> = {
  盲文: spelt('⠚⠁⠃⠉⠙⠑⠋⠛⠓⠊'),
  盲文带数号: (n) => `⠼${spelt('⠚⠁⠃⠉⠙⠑⠋⠛⠓⠊')(n)}`,
  聂氏盲文: spelt('⠴⠂⠆⠒⠲⠢⠖⠶⠦⠔'),
  网页十进制: code((c) => `&#${c};`),
  网页十进制带零: code((c) => `&#0${c};`),
  网页十六进制: code((c) => `&#x${hex(c)};`),
  网页两层: code((c) => `&amp;#${c};`),
  网页全角: code((c) => `&#${c > 57 ? c : c - 48 + 0xff10};`),
  网址: code((c) => `%${hex(c)}`),
  网址两层: code((c) => `%25${hex(c)}`),
  网址全角: code((c) => (c > 57 ? String.fromCodePoint(c) : encodeURIComponent(String.fromCodePoint(c - 48 + 0xff10)))),
  程序: code((c) => `\\u00${hex(c)}`),
  程序短: code((c) => `\\x${hex(c)}`),
  网页空格: (n) => [...n].join('&nbsp;'),
  网页软连字符: (n) => n.replace(/(.{4})(?=.)/g, '$1&shy;'),
  夹一个字: (n) => [...n].join('爱'),
  夹两个字: (n) => [...n].join('加油'),
  夹不同的字母: (n) => [...n].map((c, i) => `${'abcdefghijkmnpqrst'[i]}${c}`).join(''),
  后面夹不同的字母: (n) => [...n].map((c, i) => c + (i < n.length - 1 ? 'QWERTYUAPSDFGHJKVB'[i] : '')).join(''),
  夹字母: (n) => [...n].join('k'),
  编码: (n) => btoa(n),
  编码不补位: (n) => btoa(n).replace(/=+$/, ''),
  字节: code((c) => hex(c)),
  字节分开: (n) => [...n].map((c) => hex(c.codePointAt(0)!)).join(' '),
  倒着写: (n) => `${[...n].reverse().join('')}（倒着念）`,
}
const digitsOnly: Record<string, (n: string) => string> = {
  拼音: words(pinyin, ' '),
  拼音连写: words(pinyin, ''),
  拼音声调: words(tones, ' '),
  拼音声调连写: words(tones, ''),
  拼音数字调: words(
    pinyin.map((p, i) => `${p}${(i % 4) + 1}`),
    ' ',
  ),
  拼音大写: (n) => words(pinyin, '-')(n).toUpperCase(),
  英文: words(english, ' '),
  英文逗号: words(english, ', '),
  日文假名: words('れい いち に さん よん ご ろく なな はち きゅう'.split(' '), ''),
  日文片假名: words('ゼロ イチ ニ サン シ ゴ ロク シチ ハチ ク'.split(' '), '・'),
  拼音和数字混写: (n) => [...n].map((c, i) => (i % 2 ? c : pinyin[Number(c)]!)).join(' '),
}
const whole = numbers.filter(([kind]) => kind !== 'bank')
const plainMobiles = ['13800138000', '15931712345', '18612349876']

describe.each(Object.entries({ ...disguises, ...digitsOnly }))('%s', (name, write) => {
  const taken = whole.filter(([, n]) => name in disguises || !n.includes('X'))
  test.each(taken)('%s', (kind, number) => {
    for (const text of [write(number), `王五：${write(number)}，请查收`]) {
      const found = guardText(text)
      expect(
        found.map((f) => f.kind),
        text,
      ).toContain(kind)
      expect(JSON.stringify(found)).not.toContain(number)
      const shown = redact(text)
      expect(guardText(shown), shown).toEqual([])
    }
  })
})

describe.each(plainMobiles)('%s told in parts', (n) => {
  const [a, b, c] = [n.slice(0, 3), n.slice(3, 7), n.slice(7)]
  test.each([
    `前三位${a}，中间四位${b}，后四位${c}`,
    `前3位是${a}，中间4位是${b}，后4位是${c}。`,
    `前三位${spelt('〇一二三四五六七八九')(a)}，中间四位${spelt('〇一二三四五六七八九')(b)}，后四位${c}`,
    `电话前七位${a}${b}，后四位${c}`,
    `${a}，然后${b}，最后${c}`,
    `开头是${a}，接着${b}，再加${c}`,
    `第一段${a}第二段${b}第三段${c}`,
    `${a}爱${b}爱${c}`,
    `打我电话${[...n]
      .map((d, i) => d + '花开富贵平安如意吉祥'[i % 10]!)
      .join('')
      .slice(0, -1)}`,
  ])('%s', (text) => {
    expect(guardText(text).map((f) => f.kind)).toContain('mobile')
    expect(redact(text)).not.toContain(b)
  })
})

describe.each(whole.filter(([kind]) => kind === 'id'))('%s %s with its signs said', (kind, n) => {
  const [a, b, c] = [n.slice(0, 6), n.slice(6, 14), n.slice(14)]
  test.each([
    `${a}${n.slice(6, 10)}年${n.slice(10, 12)}月${n.slice(12, 14)}日${c}`,
    `${a}横${b}横${c}`,
    `${a}点${b}点${c}`,
    `${a}短横${b}短横${c}`,
    `${a}空格${b}空一格${c}`,
    `前六位${a}，中间八位${b}，后四位${c}`,
    ...(n.endsWith('X') ? [`${spelt('〇一二三四五六七八九')(n.slice(0, -1))}叉`, `${n.slice(0, -1)}叉`] : []),
  ])('%s', (text) => {
    expect(guardText(text).map((f) => f.kind)).toContain(kind)
    expect(redact(text)).not.toContain(c)
  })
})
test.each(['台胞证零一二三四五六七', '军官证号：二〇〇一九八八', '护照 壹贰叁肆伍陆柒捌玖'])(
  'a paper’s number spelt: %s',
  (text) => expect(guardText(text).map((f) => f.kind)).toEqual(['passport']),
)

test.each(['I3BOOI3BOOO', 'l3B0Ol38O0O', '1E8OOIE8O0O', 'IS9E1TI2E45', 'I3B-OOI3-BOOO', 'i3g1Z34Sb7B'])(
  'letters for digits: %s',
  (text) => expect(guardText(`微信 ${text}`).map((f) => f.kind)).toContain('mobile'),
)

describe.each(['|', '｜', ' | ', ';', '；', ':', ',', '，', '、', '\n'])('groups with %j between', (sign) => {
  test.each([
    `138${sign}0013${sign}8000`,
    `王五的电话：159${sign}3171${sign}2345`,
    `${head.slice(0, 6)}${sign}${head.slice(6, 14)}${sign}${head.slice(14)}${idCheckDigit(head)}`,
    numbers[4]![1].match(/.{1,4}/g)!.join(sign),
  ])('%s', (text) => {
    expect(guardText(`${text}，请查收`).length).toBeGreaterThan(0)
    expect(guardText(redact(text))).toEqual([])
  })
})
test.each(['13,800,138,000', '15，931，712，345', "13'800'138'000", '13’800’138’000', '找老王 13,800,138,000'])(
  'written as a sum: %s',
  (text) => expect(guardText(text).map((f) => f.kind)).toContain('mobile'),
)

describe('what frightens nobody', () => {
  test.each([
    '集体资产合计 13,800,138,000 元',
    '全县总产值 13,800,138,000',
    '13,800,138,000元',
    '¥13,800,138,000.00',
    '13,800,138,000.50',
    '| 柳湾 | 138 | 1234 | 5678 |',
    '柳湾|138|1234|5678|9999',
    '得票：138,1234,5678',
    '138\n1234\n5678',
    '1949年12月31日002页，1380年1月1日8时',
    '路过三叉路口，一叉到村部',
    '护照、通行证一二三号窗口办理',
    '三年的收入：13,800；13,801；13,802',
    '15:30:00开会，13:00:00报到',
    '编号 a1b2c3d4，校验 9f3a1b7c5d2e8a0b',
    '流水号 MTIzNDU2Nzg5MDE，批次 QUJDREVGR0hJSktM，校验 3132333435363738393031',
    '第 138-0013 号至三百 5000 户，十 - 二十 - 三十',
    '가나다 일이삼사오',
    'にほんご、いち、に、さん、ありがとう',
    '2026,2027,2028,2029,2030',
    '110105;19491231;0020',
    '前三位的得票：张三138票，李四1234票，王五5678票',
    '先修138米，然后修1234米，最后修5678米，合计7050米',
    '第一段修路138米，第二段1234米，第三段5678米',
    '前3位2026年评为先进，中间4位2025年评为先进',
    '138户1234户5678户',
    '合同编号 ISO20250101，设备 LA202509110，车架 LSVAU2180N2183294，图 BS5A3DBE1AA',
    'SO2 13 mg，PM10 35 ug，COD 18，BOD5 3，O3 100，BIOS 1SO9001',
    '占比%31，增长%33，完成%38；公式 A&B&C；路径 C:\\\\x\\\\u',
    'https://example.cn/%E6%99%B4%E5%B7%9D?page=13&size=800#138',
    'yi shi wei ding，san nong，ba xiang gui ding，wu shui chu li，liu wan cun，er qi',
    'one village, two committees, three members, four groups, five cadres, six lamps, seven roads',
    '1月3日8时0分到0时1分；3村8组；0.5亩',
    '倒着数第 13 行，第 800 页，反过来看第 13 张、第 8000 号',
    '⠠⠎⠥⠝⠇⠊⠞',
    '1爱3爱8',
    '一号3人五号8人二号2人三号1人',
    '①修路 12000 元 ②清渠 8000 元 ③绿化 3500 元 ④亮化 1200 元 ⑤保洁 600 元',
    '第一组一百二十户，第二组九十八户，第三组七十六户，合计二百九十四户',
    '二〇二六年九月一日至二〇二六年九月七日公示',
    '型号 T12345，图号 G20-1234567',
    '从 ٣ 月开始',
    'OOOOOOOOOOOO lllllllllllll',
    'LOLIOIlololIOl',
    '1组3户、8组2户、3组6户、4组5户、5组1户、6组2户',
    '票数：8、6、7、9、5、3、2、1、4、6、7',
    '合同 BZS2021-05813，图号 SZB2021-0058，1号至9号楼',
    '序号\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11',
  ])('%s', (text) => expect(guardText(text)).toEqual([]))
})

const sounds = [...'灵衣而散思吾刘期巴久', ...'林医儿伞死武流起扒酒', ...'零易耳仨司午溜其叭九']
const tagged = (tag: (inner: string) => string) => (n: string) => `${n.slice(0, 3)}${tag(n.slice(3, 7))}${n.slice(7)}`
const byTags: Record<string, (n: string) => string> = {
  换行标签: (n) => n.replace(/(.{4})(?=.)/g, '$1<br>'),
  换行标签带斜线: (n) => n.replace(/(.{3})(?=.)/g, '$1<br />'),
  粗体: tagged((s) => `<b>${s}</b>`),
  带属性: tagged((s) => `<span style="color:red" class='x'>${s}</span>`),
  注释: (n) => `${n.slice(0, 5)}<!-- 看不见 -->${n.slice(5)}`,
  每字一个标签: (n) => [...n].map((c) => `<i>${c}</i>`).join(''),
  论坛标签: tagged((s) => `[b]${s}[/b]`),
  论坛颜色: tagged((s) => `[color=#f00]${s}[/color]`),
  写成实体的标签: (n) => n.replace(/(.{4})(?=.)/g, '$1&lt;br&gt;'),
  标签里的实体: tagged((s) => `<b>&#${s.charCodeAt(0)};${s.slice(1)}</b>`),
}
describe.each(Object.entries(byTags))('%s', (_name, write) => {
  test.each(numbers)('%s', (kind, number) => {
    const text = `王五：${write(number)}，请查收`
    const found = guardText(text)
    expect(
      found.map((f) => f.kind),
      text,
    ).toContain(kind)
    expect(JSON.stringify(found)).not.toContain(number)
    expect(guardText(redact(text)), redact(text)).toEqual([])
  })
})

describe.each(plainMobiles)('%s in other orders, counts, sounds, letters', (n) => {
  const [a, b, c] = [n.slice(0, 3), n.slice(3, 7), n.slice(7)]
  const han = spelt('〇一二三四五六七八九')
  const sound = (from: number) => [...n].map((d) => sounds[from + Number(d)]!).join('')
  test.each([
    `尾号${c}，前七位${a}${b}`,
    `后四位是${c}，前三位是${a}，中间四位${b}`,
    `中间四位${b}，后四位${c}，前三位${a}`,
    `末尾${c}，开头${a}${b}`,
    `${c}是后四位，${a}${b}是前七位`,
    `尾号${han(c)}，前七位${han(a + b)}`,
    sound(0),
    sound(10),
    sound(20),
    `${a}${sounds[Number(b[0])]}${n.slice(4)}`,
    `打我${[...sound(0)].join('、')}`,
    `${a}a${b}b${c}`,
    `电话${a}甲${b}乙${c}`,
    `手机${a}啊${b}哦${c}`,
  ])('%s', (text) => {
    expect(guardText(text).map((f) => f.kind)).toContain('mobile')
    expect(redact(text)).not.toContain(b)
  })
})
test.each([
  '1380013八千',
  '13800138千',
  '138零零13八千',
  '一百三十八零零一三八千',
  '一百三十八0013 8000',
  '一百三十八-0013-八千',
  '13800一十三8000',
  '一三八零零一三八千',
  '一五九三一七一二千三百四十五',
  '138甲0013乙8000',
])('counted in part: %s', (text) => expect(guardText(`找我 ${text}，谢谢`).map((f) => f.kind)).toContain('mobile'))

test.each([
  '威信abc12345',
  '加V信：liuchanglin',
  '加v liu_changlin88',
  '加我的V：liu_changlin',
  '扣扣123456789',
  '企鹅号：123456789',
  '薇信 liuchanglin',
  '薇❤️ liuchanglin',
  'V♥信 liuchanglin',
  'v💚：liuchanglin',
  '微 信 liuchanglin',
  '微·信号是liuchanglin',
  'wx：liuchanglin',
  'ＶＸ：liuchanglin',
  'V：liuchanglin',
  '抖音号liuchanglin',
  '快手号：liuchanglin9',
])('a handle: %s', (text) => {
  expect(guardText(text).map((f) => [f.kind, f.severity])).toEqual([['handle', 'ask']])
  expect(redact(text)).not.toMatch(/changlin|12345678/)
})

test.each([
  ['+852 9123 4567', 'mobile'],
  ['（+852）91234567', 'mobile'],
  ['00852-9123-4567', 'mobile'],
  ['香港电话 9123 4567', 'mobile'],
  ['+853 6612 3456', 'mobile'],
  ['+886 912 345 678', 'mobile'],
  ['+886-2-2345-6789', 'mobile'],
  ['台湾手机号0912345678', 'mobile'],
  ['0912-345-678', 'mobile'],
  ['+44 7911 123456', 'mobile'],
  ['A123456(3)', 'passport'],
  ['ＨＫＩＤ：Ａ１２３４５６（３）', 'passport'],
  ['香港身份证号 A1234563', 'passport'],
  ['澳门身份证 1234567(8)', 'passport'],
  ['台湾身份证 A123456789', 'passport'],
  ['身份证后六位310021', 'idLike'],
  ['身份证号后6位：31002X', 'idLike'],
  ['身份证前六位110105，出生19491231，后四位002X', 'id'],
])('of other places, and parts of papers: %s is %s', (text, kind) =>
  expect(guardText(text).map((f) => f.kind)).toEqual([kind]),
)

test.each(
  `A123456789
F123456784
B220468173
N120987653
联系人王某，A123456789
把补贴打给她，F123456784，谢谢
王小花（A123456789）已领取
王小花，台湾来的，号码A123456789
a123456789
Ａ１２３４５６７８９
A 123 456 789
A-123-456-789
A123-456-789
A一二三四五六七八九
A①②③④⑤⑥⑦⑧⑨
A1 2 3 4 5 6 7 8 9
A\u200b123\u200b456789
身分證A123456789
港澳居民 C6686689
HKID：Z683365(A)
Z683365A
G3456780
XA123456(8)
K987654（5）
C668668 (9)
王五 C668668-9
澳门居民 5123456(7)
5/123456/7
1234567（8）
H1234567800
H12345678
M0123456701
持 H1234567800 来往
E12345678
请把钱转给她，E12345678，谢谢
EA1234567
e12345678
Ｅ１２３４５６７８
E一二三四五六七八
G87654321 王五
王五，项目经理，护照E12345678
合同乙方王五护照E12345678`.split('\n'),
)('a number from abroad with nothing beside it, or with a word: %s', (text) => {
  const found = guardText(text)
  expect(found.map((f) => f.kind)).toEqual(['passport'])
  expect(personalIn(text), 'nobody is asked beside notices').toBeDefined()
  expect(redact(text)).not.toMatch(/123456|220468|209876|668668|E.{0,2}1234|87654/)
})
test.each(
  `产品批号 A123456789
机号：F123456784
合同编号 A123456789
凭证号A123456789、F123456784
发票号码 E12345678
收据编号E12345678
快递单号 H1234567800
运单 M0123456701
设备型号 E12345678
水泵出厂号 F123456784
电表表号 H12345678
资产编号 EA1234567
图号 C6686689，比例 1:500
车架号 K9876545
国内统一刊号 CN13-1234
ISBN 978-7-301-23456-7
ISBN 7301234567
ISSN 1002-1234
SN：A123456789
No. E12345678
冀农〔2026〕A123号
冀A12345、冀AD12345
车牌 E12345
G1234次列车 12 车厢
G106 公路 K1234+567 处
沿 S334 省道 12 公里
桩号 K12+345
第1234567(8)号
A座1234室、B栋201
A123456788
F223456789
Z683365(1)
K98765432
A4 纸 123 包，B5 纸 45 包
H7N9 流感，维生素B12
V2026100112
台账 A12345 页
型号 A-123-456-789
项目编号 D12345678
工号 S1234567
准考证号 G12345678
验证码 E1234567`.split('\n'),
)('a thing’s number, or none: %s', (text) => expect(guardText(text).filter((f) => f.kind === 'passport')).toEqual([]))

describe('what frightens nobody of tags, counts, sounds, orders and codes', () => {
  test.each(ordinary)('%s', (text) => expect(guardText(text)).toEqual([]))
})

const pieces = [
  '138<br>',
  '<!--',
  '<b ',
  '[b]1',
  '&lt;1',
  '尾号8000，',
  '8000是后四位，',
  '一三八千',
  '1千3',
  '衣三而',
  '其就无以',
  '微  信',
  '加v a',
  '+1 2 3 ',
  '身份证后六位',
  '13800138000 ',
  '1 3 8 ',
  '卡号123456 ',
  '①②③',
  '一二三',
  '\u202e1',
  '路1号',
  '7',
  '1\n',
  '1、3，',
  '前三位138，',
  '1爱3爱',
  'yi er ',
  'yi1san1',
  'I3BOO ',
  '138|0013|',
  '13,800,',
  'a1b3c8',
  'いちさん',
  '일삼팔',
  '&#49;',
  '&amp;#49;',
  '%31',
]
const long = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
/**
 * Microseconds of computing for a character; the least of some runs, for whoever collects garbage in between is not
 * asked.
 */
function timeOf(text: string, runs = 2): number {
  const times = Array.from({ length: runs }, () => {
    const since = process.cpuUsage()
    guardText(text)
    const spent = process.cpuUsage(since)
    return (spent.user + spent.system) / text.length
  })
  return Math.min(...times)
}

describe('the time for a character stays what it is', () => {
  // The first runs compile; what is measured afterwards is the work.
  beforeAll(() => {
    for (const piece of pieces) for (let n = 0; n < 10; n++) timeOf(long(piece, 1_000))
  })

  test.each(pieces)('from a thousand to a hundred thousand of “%s”', (piece) => {
    const [thousand, ten, hundred] = [1_000, 10_000, 100_000].map((length) => timeOf(long(piece, length)))
    // A quadratic one is ten times dearer at each step.
    expect(hundred, `${thousand} ${ten} ${hundred}`).toBeLessThan(6 * Math.max(thousand!, ten!, 0.5))
  })

  // The dearest of them.
  test('and to a million', () => {
    const piece = '前三位138，'
    const [hundred, million] = [timeOf(long(piece, 100_000)), timeOf(long(piece, 1_000_000), 1)]
    expect(million, `${hundred} ${million}`).toBeLessThan(6 * Math.max(hundred, 0.5))
  })
})
