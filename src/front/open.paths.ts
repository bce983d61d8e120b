/** What anybody may read without signing in, as OpenAPI 3.1 paths: open data, single notices, feeds, the public log. One source for `/api/openapi.json` and the page for people at `/open/api`. */
import { columns as powerColumns } from '../modules/powers/list/open.routes.ts'
import { columns } from '../modules/services/list/open.routes.ts'
import { datasets, type Dataset } from './open.datasets.ts'

export type Field = { type?: string; description?: string; properties?: Record<string, Field>; items?: Field }
type Parameter = {
  name: string
  in: 'path' | 'query'
  required: boolean
  description: string
  schema: { type: 'string' }
  example: string
}
export type OpenOperation = {
  summary: string
  description: string
  tags: string[]
  security: []
  parameters: Parameter[]
  responses: Record<string, { description: string; content?: Record<string, { schema: Field }> }>
}
type OpenPaths = Record<string, { get: OpenOperation }>

const month: Parameter = {
  name: 'month',
  in: 'query',
  required: false,
  description: '月份；不写就是本月',
  schema: { type: 'string' },
  example: '2026-09',
}
const version: Parameter = {
  name: 'v',
  in: 'query',
  required: false,
  description: '第几版；不写就是最新的',
  schema: { type: 'string' },
  example: '1',
}
const inPath = (name: string, description: string, example: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string' },
  example,
})
const code = inPath('code', '公开的编号，10 位数字和字母，在网页下方和网址里', '2QQKCY4PS1')
const slug = inPath('slug', '地方的网址名，在“地方和单位”里查', 'liuwan')

const text: Field = { type: 'string' }
const bytes: Field = { type: 'string', description: '二进制' }
const fields = (pairs: readonly (readonly [key: string, about: string])[]): Field => ({
  type: 'object',
  properties: Object.fromEntries(pairs.map(([key, description]) => [key, { description }])),
})
const listOf = (items: Field): Field => ({ type: 'array', items })

function read(
  tag: string,
  summary: string,
  description: string,
  parameters: Parameter[],
  type: string,
  schema: Field,
): { get: OpenOperation } {
  return {
    get: {
      summary,
      description,
      tags: [tag],
      security: [],
      parameters,
      responses: {
        200: { description: summary, content: { [type]: { schema } } },
        404: { description: '没有，或者内容不展示' },
      },
    },
  }
}

const rowOf = (set: Dataset, kind: 'csv' | 'json'): Field =>
  fields([
    ...set.columns.map((c) => [c.key, c.about] as const),
    ...(kind === 'json' && set.name === 'notices' ? [['content', '公开的内容：各行、合计、说明、附件'] as const] : []),
  ])

const ofDatasets = datasets.flatMap((d) =>
  (['csv', 'json'] as const).map(
    (kind) =>
      [
        `/open/${d.name}.${kind}`,
        read(
          '整批数据',
          `${d.title}（${kind === 'csv' ? 'CSV 表格' : 'JSON'}）`,
          d.about,
          d.monthly ? [month] : [],
          kind === 'csv' ? 'text/csv' : 'application/json',
          listOf(rowOf(d, kind)),
        ),
      ] as const,
  ),
)

const sheet = '表里只有对外公开的列，和网页上一样；遮住的仍然遮住。'
const evidence = [
  ['content', '公开的内容，规范化的 JSON'],
  ['salt', '防猜测的随机数'],
  ['entry', '记入存证的条目'],
  ['proof', '凭据：条目在第几条、怎样算到总指纹'],
  ['vkey', '核对用的公钥'],
] as const
const ofNotices = [
  [
    '/d/{code}.xlsx',
    read(
      '单项公开',
      '一项公开的表格（Excel）',
      sheet,
      [code],
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes,
    ),
  ],
  ['/d/{code}.csv', read('单项公开', '一项公开的表格（CSV）', sheet, [code], 'text/csv', text)],
  [
    '/d/{code}.json',
    read(
      '单项公开',
      '一项公开的表格（JSON）',
      sheet,
      [code],
      'application/json',
      fields([
        ['title', '标题'],
        ['place', '哪里'],
        ['period', '哪一期'],
        ['code', '编号'],
        ['version', '第几版'],
        ['publishedOn', '公开日期'],
        ['address', '网页地址'],
        ['columns', '各列：键、名称、类型、单位'],
        ['rows', '各行'],
        ['totals', '合计'],
        ['note', '说明'],
      ]),
    ),
  ],
  [
    '/d/{code}/evidence.json',
    read(
      '单项公开',
      '一项公开没有改过的全部凭据',
      '离线也能核对；网页“查有没有改过”用的就是它。',
      [code, version],
      'application/json',
      fields(evidence),
    ),
  ],
  [
    '/d/{code}.tlog-proof',
    read(
      '单项公开',
      '一项公开的存证凭据',
      '格式见 c2sp.org/tlog-proof，别家的工具也能读。',
      [code, version],
      'text/plain',
      text,
    ),
  ],
] as const

const ofPlaces = [
  [
    '/near.json',
    read(
      '地方',
      '村的位置',
      '给“附近的村子”用：下载到手机上再比远近。',
      [],
      'application/json',
      listOf(
        fields([
          ['name', '村名'],
          ['township', '乡镇'],
          ['href', '网页地址'],
          ['lng', '经度'],
          ['lat', '纬度'],
        ]),
      ),
    ),
  ],
  ['/feed.xml', read('订阅', '全县最近公开', 'Atom 格式，订阅软件可以读。', [], 'application/atom+xml', text)],
  [
    '/v/{slug}/feed.xml',
    read('订阅', '一个地方最近公开', 'Atom 格式；乡镇、部门也用这个地址。', [slug], 'application/atom+xml', text),
  ],
] as const

const ofLog = [
  [
    '/log/checkpoint',
    read(
      '公开存证',
      '现在的检查点',
      '存证有多少条、总指纹、签名。格式见 c2sp.org/tlog-checkpoint。',
      [],
      'text/plain',
      text,
    ),
  ],
  ['/log/key', read('公开存证', '检查点的公钥', '核对签名用。', [], 'text/plain', text)],
  [
    '/log/tile/{level}/{index}',
    read(
      '公开存证',
      '哈希块',
      '格式见 c2sp.org/tlog-tiles。',
      [inPath('level', '第几层', '0'), inPath('index', '第几块', '000')],
      'application/octet-stream',
      bytes,
    ),
  ],
  [
    '/log/tile/entries/{index}',
    read(
      '公开存证',
      '条目块',
      '每一条是什么；没有个人信息。',
      [inPath('index', '第几块', '000')],
      'application/octet-stream',
      bytes,
    ),
  ],
] as const

const serviceCode = inPath('code', '事项编码，在“便民服务事项”里查', 'SV001')
const serviceFields = [
  ['code', '事项编码'],
  ['version', '第几版'],
  ['name', '名称'],
  ['also', '别的叫法'],
  ['who', '谁可以办'],
  ['materials', '要带的材料：样子、有效期、什么情况要带'],
  ['steps', '步骤：哪一级、由谁办、几天'],
  ['handling', '办理方式'],
  ['promised', '承诺期限和凭什么'],
  ['legal', '法定期限和依据'],
  ['fee', '收费'],
  ['result', '办好得到什么'],
  ['notice', '公示'],
  ['publish', '结果公开哪几列'],
  ['joint', '联审部门'],
  ['form', '填的表'],
  ['competent', '负责单位'],
  ['source', '依据和来源'],
  ['assumed', '还没有核定的'],
] as const
const ofServices = [
  [
    '/open/services.json',
    read(
      '便民服务',
      '便民服务事项（JSON）',
      '现在在办的全部事项，每项是完整的定义，和网页同一份。',
      [],
      'application/json',
      listOf(fields(serviceFields)),
    ),
  ],
  [
    '/open/services.csv',
    read(
      '便民服务',
      '便民服务事项（CSV 表格）',
      '一行一项，只有一格放得下的内容。',
      [],
      'text/csv',
      listOf(fields(columns.map(([name]) => [name, ''] as const))),
    ),
  ],
  [
    '/open/powers.json',
    read(
      '权力清单',
      '村级权力清单（JSON）',
      '现行的全部权力，每项是完整的定义，和网页同一份。',
      [],
      'application/json',
      listOf(
        fields([
          ['version', '第几版'],
          ['code', '编码'],
          ['name', '名称'],
          ['aspect', '哪个方面'],
          ['basis', '依据'],
          ['responsible', '谁负责'],
          ['amount', '金额和限额'],
          ['steps', '每一步：谁办、期限、材料、要记的、风险、要公开的事项'],
        ]),
      ),
    ),
  ],
  [
    '/open/powers.csv',
    read(
      '权力清单',
      '村级权力清单（CSV 表格）',
      '一行一步。',
      [],
      'text/csv',
      listOf(fields(powerColumns.map(([name]) => [name, ''] as const))),
    ),
  ],
  [
    '/v/{slug}/powers/runs/{code}/record.json',
    read(
      '权力清单',
      '一次办理的记录（JSON）',
      '每一步的内容、防猜测的随机数、在存证的第几条：内容的规范化 JSON 前面接上随机数，算 SHA-256，就是存证里的承诺。',
      [slug, code],
      'application/json',
      fields([
        ['run', '编号'],
        ['page', '网页'],
        ['steps', '每一步'],
      ]),
    ),
  ],
  [
    '/v/{slug}/powers/runs/{code}/{step}.tlog-proof',
    read(
      '权力清单',
      '一步的存证凭据',
      '格式见 c2sp.org/tlog-proof；步骤的编号在办理页面的链接里。',
      [slug, code, inPath('step', '步骤的编号', '01a20349-b6ac-7259-a4a1-b188aaf3b6fa')],
      'text/plain',
      text,
    ),
  ],
  [
    '/services/{code}/form.schema.json',
    read(
      '便民服务',
      '一个事项要填的表（JSON Schema）',
      '按 JSON Schema 2020-12，含什么时候要填的条件。',
      [serviceCode],
      'application/schema+json',
      { type: 'object' },
    ),
  ],
  [
    '/services/{code}/notice.pdf',
    read(
      '便民服务',
      '一个事项的一次性告知单（PDF）',
      '一张 A4，字体在文件里；村里的在 /v/{slug}/services/{code}/notice.pdf。',
      [serviceCode],
      'application/pdf',
      bytes,
    ),
  ],
] as const

export const openPaths: OpenPaths = Object.fromEntries([
  ...ofDatasets,
  ...ofServices,
  ...ofNotices,
  ...ofPlaces,
  ...ofLog,
])
