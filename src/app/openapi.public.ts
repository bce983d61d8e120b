/** What anybody may read without signing in, as OpenAPI paths: open data, single notices, feeds, the public log. */
import { datasets } from '../modules/disclosure/public/open.datasets.ts'

const ok = (type: string, description: string) => ({ 200: { description, content: { [type]: { schema: type === 'application/json' ? {} : { type: 'string' } } } }, 404: { description: '没有' } })
const param = (name: string, about: string, where: 'path' | 'query' = 'path') => ({ name, in: where, required: where === 'path', description: about, schema: { type: 'string' } })
const read = (summary: string, tag: string, parameters: unknown[], responses: Record<string, unknown>) => ({ get: { summary, tags: [tag], security: [], parameters, responses } })

export const openDatasets = Object.fromEntries([
  ...datasets.flatMap((d) => (['csv', 'json'] as const).map((kind) => [`/open/${d.name}.${kind}`, read(`${d.title}：${d.about}`, '开放数据', d.monthly ? [param('month', '月份，如 2026-09', 'query')] : [], ok(kind === 'csv' ? 'text/csv' : 'application/json', d.columns.map((c) => `${c.key} ${c.about}`).join('；')))])),
  ...(['xlsx', 'csv', 'json'] as const).map((kind) => [`/d/{code}.${kind}`, read(`一项公开的表格（${kind}）`, '单项公开', [param('code', '编号，10 位')], ok(kind === 'json' ? 'application/json' : 'application/octet-stream', '公开的内容'))]),
  ['/feed.xml', read('全县最近公开（Atom）', '订阅', [], ok('application/atom+xml', '订阅'))],
  ['/v/{slug}/feed.xml', read('一个村最近公开（Atom）', '订阅', [param('slug', '村的网址名')], ok('application/atom+xml', '订阅'))],
  ['/log/checkpoint', read('公开存证的检查点（c2sp.org/tlog-checkpoint）', '公开存证', [], ok('text/plain', '签名的检查点'))],
  ['/log/key', read('检查点的公钥', '公开存证', [], ok('text/plain', '公钥'))],
  ['/log/tile/{level}/{index}', read('哈希块（c2sp.org/tlog-tiles）', '公开存证', [param('level', '层'), param('index', '块')], ok('application/octet-stream', '哈希'))],
  ['/log/tile/entries/{index}', read('条目块', '公开存证', [param('index', '块')], ok('application/octet-stream', '条目'))],
]) as Record<string, Record<string, never>>
