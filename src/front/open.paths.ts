/**
 * What anybody may read without signing in, as OpenAPI 3.1 paths: open data, single notices, feeds, the public log. One
 * source for `/api/openapi.json` and the page for people at `/open/api`.
 */
import {
  bytes,
  code,
  fields,
  inPath,
  listOf,
  month,
  read,
  slug,
  text,
  version,
  type Field,
  type OpenPaths,
} from '../kernel/site/openPaths.ts'
import { datasets, type Dataset } from './open.datasets.ts'

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
  ['record', '谁经办、哪天公开、公开到哪天，和内容的指纹，规范化的 JSON'],
  ['recordSalt', '经办记录的随机数'],
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
  ['/feed.xml', read('订阅', '各村、各单位最近公开', 'Atom 格式，订阅软件可以读。', [], 'application/atom+xml', text)],
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

/** The site's own; the rooms' stand beside them. */
export const openPaths: OpenPaths = Object.fromEntries([...ofDatasets, ...ofNotices, ...ofPlaces, ...ofLog])
