/**
 * What stands for something that somebody has yet to write, in the spellings of counties' own lists; and what only
 * looks like it.
 */
import { expect, test } from 'vitest'
import { likely } from './likely.ts'
import { isPlaceholder, isPlaceholderHost } from './placeholder.ts'

test.each([
  'XX县',
  'xx村',
  'ＸＸ镇',
  '××县民政局',
  'XXX村村民委员会',
  'X县',
  '×村',
  '某某县',
  '某县',
  '王某某',
  '○○镇',
  '〇〇村',
  '□□村',

  '（村名）',
  '(县名)民政局',
  '【待填】',
  '[单位名称]',
  '〔填写办公地点〕',
  '{{name}}',
  '${county}',
  '<域名>',
  '《县名》',

  '待填',
  '待定',
  '电话待补充',
  '待核实',
  '请填姓名',
  '请填写',
  '请输入电话',
  '此处填写单位',
  '在此填写',
  '未填',
  '尚未确定',
  '空缺',

  '0317-XXXXXXX',
  '0317-xxxxxxx',
  '0317-×××××××',
  '0317-0000000',
  '0317-1234567',
  '0317-*******',
  '13800xxxxxx',
  '冀ICP备XXXXXXXX号',
  '村名',
  '本县名称',
  '姓名',
  '联系电话',
  '办公地址',
  '本县',
  '某村',
  '示例村',
  '测试村',
  '样本',
  '占位',

  'TODO',
  'to do',
  'TBD',
  'N/A',
  'my-county',
  'your-name',
  'test',
  'example',
  'xxx',
  'asdf',
  '……',
  '——',
  '____',
  '***',
  '？？',
  '.',
  '请\u200b填姓名',
])('%s waits for somebody', (text) => expect(isPlaceholder(text)).toBe(true))

test.each([
  '盐山县',
  '柳湾村',
  '待王村',
  '请子山村',
  '未庄村',
  '本溪市',
  '某里屯'.slice(1),
  '例子村',
  '样田村',
  '测绘院社区',
  '县前街社区',

  '二〇〇八',
  '一〇〇村',
  '0317-6221234',
  '12345',
  '12388',
  '400-000-1234',
  '0317-8888888',
  '冀ICP备2026001234号',
  '冀公网安备 13092502000001号',

  'MAXX超市',
  'Exxon',
  'xxk-2',
  'K12村',
  '3号楼',
  '李定',
  '王待',
  '陈略',
  '柳长青',
  '阿不都热合曼·买买提',
  '村（居）民委员会',
  '（集体）',

  '办事窗口（姓名见门牌）',
  '负责填写登记表。',
  '请假由村书记批准。'.slice(1),
  '无',
  '暂无',
  '-',
  'QC',
  'V-OFFICER',
  'liuwan',
  'test-bed-cun',
  '',
])('%s is what it says', (text) => expect(isPlaceholder(text)).toBe(false))

test('in prose only what can mean nothing else', () => {
  for (const text of [
    '请填写申请表并签名。',
    '示例见窗口。',
    '未定的事项由村民会议决定。',
    '材料待补充的，一次告知。',
    '身份证、户口簿……',
  ])
    expect([text, isPlaceholder(text, true)]).toEqual([text, false])
  for (const text of ['到XX县政务服务中心办理。', '电话：0317-XXXXXXX。', '由（村名）代办员受理。', '某某局'])
    expect([text, isPlaceholder(text, true)]).toEqual([text, true])
})

test('addresses that no county has', () => {
  for (const host of [
    'cunwu.example.cn',
    'example.com',
    'your-domain.cn',
    'xx.gov.cn',
    'cunwu.xxx.gov.cn',
    '<域名>',
    'changeme.cn',
  ])
    expect([host, isPlaceholderHost(host)]).toEqual([host, true])
  for (const host of [
    'cunwu.yanshan.gov.cn',
    'localhost',
    '10.0.0.8',
    'testing.qinghe.gov.cn',
    'xxgk.yanshan.gov.cn',
    'maxx.cn',
  ])
    expect([host, isPlaceholderHost(host)]).toEqual([host, false])
})

test('the name that somebody meant', () => {
  const known = ['people.csv', 'posts.csv', 'regions.csv', 'rules/*.json', 'county.json', 'services.json']
  const meant = {
    'person.csv': undefined,
    'poeple.csv': 'people.csv',
    'People.CSV': 'people.csv',
    'regions (1).csv': 'regions.csv',
    'regions - 副本.csv': 'regions.csv',
    'posts.csv.bak': 'posts.csv',
    'posts.cvs': 'posts.csv',
    'county.jsn': 'county.json',
    'service.json': 'services.json',
    '人员.csv': undefined,
    'photo.jpg': undefined,
  }
  for (const [written, name] of Object.entries(meant))
    expect([written, likely(written, known)]).toEqual([written, name])
})
