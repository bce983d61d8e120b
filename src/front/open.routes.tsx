/** Open data: a page that describes the sets, and the files themselves, streamed. */
import { asAttachment } from '../platform/disposition.ts'
import { page, visitOf, type Shown, type Site, type Visit } from '../modules/disclosure/index.pages.ts'
import { sayMonth } from '../modules/disclosure/index.ts'
import type { Context, Hono } from 'hono'
import { addMonths } from '../platform/clock.ts'
import { merged } from '../kernel/room.ts'
import { Fold } from '../web/less.tsx'
import { notFound } from '../platform/errors.ts'
import { csvCell } from '../kernel/sheets/export.ts'
import { datasets, type Dataset, type OpenRow } from './open.datasets.ts'
import { openApiPage } from './open.api.pages.tsx'
import type { Reader } from '../kernel/site/statement.ts'

export function openRoutes(app: Hono, site: Site) {
  app.get(
    '/open',
    page(
      site,
      () => 'all',
      (visit) => Promise.resolve(openPage(visit)),
    ),
  )
  app.get(
    '/open/api',
    page(
      site,
      () => 'all',
      (visit) => Promise.resolve(openApiPage(visit)),
    ),
  )
  app.get('/open/:file{[a-z]+\\.(?:csv|json)}', async (c) => {
    const [name, kind] = c.req.param('file').split('.') as [string, 'csv' | 'json']
    const set = datasets.find((d) => d.name === name)
    if (!set) throw notFound('没有这个数据集，请看“开放数据”里的名单。')
    const visit = await visitOf(site, c)
    return stream(c, set, kind, visit.db, monthOf(c, visit))
  })
}

function monthOf(c: Context, visit: Visit): string {
  const month = c.req.query('month') ?? visit.month
  // Of this century: the database knows no year 0, and would end an answer that has begun.
  if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(month)) throw notFound('月份要写成 2026-09 这样。')
  return month
}

function openPage(visit: Visit): Shown {
  const months = [0, -1, -2, -3].map((n) => addMonths(visit.month, n))
  return {
    title: '开放数据',
    crumbs: [{ href: '/', text: visit.frame.county }],
    description: '公开的内容可以整批下载，随便使用，注明来源即可。',
    body: (
      <>
        <h1>开放数据</h1>
        <p class="text">
          网页上公开的，都可以整批下载，随便使用，注明来自{visit.frame.county}阳光村务即可。CSV 用 Excel、WPS
          可以打开；JSON 给程序用。里面没有身份证号、电话和银行卡号。
        </p>
        <div class="parts">
          {datasets.map((d) => (
            <Fold first key={d.name} id={d.name} title={d.title}>
              <p>{d.about}</p>
              <ul class="plain">
                {(d.monthly ? months : ['']).map((m) => (
                  <li key={m}>
                    {m !== '' && `${sayMonth(m, visit.today)}：`}
                    <a href={`/open/${d.name}.csv${m && `?month=${m}`}`}>CSV</a>
                    {'　'}
                    <a href={`/open/${d.name}.json${m && `?month=${m}`}`}>JSON</a>
                  </li>
                ))}
              </ul>
              <details>
                <summary>每一列是什么</summary>
                <ul>
                  {d.columns.map((col) => (
                    <li key={col.key}>
                      <span class="mono">{col.key}</span>：{col.about}
                    </li>
                  ))}
                </ul>
              </details>
            </Fold>
          ))}
          <Fold first id="services" title="便民服务事项">
            <p>在村里能办的事：谁可以办、要带什么、多久办好、谁负责。JSON 里还有步骤和表单。</p>
            <ul class="plain">
              <li>
                <a href="/open/services.csv">CSV</a>　<a href="/open/services.json">JSON</a>
              </li>
            </ul>
          </Fold>
          <Fold first id="powers" title="村级权力清单">
            <p>村里能决定、能办的每一件事：依据、谁负责、要走的步骤、期限、材料、风险。</p>
            <ul class="plain">
              <li>
                <a href="/open/powers.csv">CSV</a>　<a href="/open/powers.json">JSON</a>
              </li>
            </ul>
          </Fold>
          <Fold id="figures" title="数字是怎么算的">
            <p>同一个数字，网页、表格和数据文件里都这样算：</p>
            <ul>
              {Object.values(merged(visit.rooms, 'figures')).map((said) => (
                <li key={said}>{said}</li>
              ))}
            </ul>
          </Fold>
        </div>
        <p class="text">单独一项公开的 Excel、CSV、JSON 在它自己的页面上。以前的月份，把网址里的月份改掉即可。</p>
        <p>
          给做程序的人：<a href="/open/api">数据接口，每个网址和字段的说明</a>。
        </p>
      </>
    ),
  }
}

/** Written as it is read, so that a large month needs no memory. */
function stream(c: Context, set: Dataset, kind: 'csv' | 'json', db: Reader, month: string): Response {
  const encoder = new TextEncoder()
  let last: OpenRow | undefined
  let begun = false
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const rows = await set.next(db, month, last)
      const text = kind === 'csv' ? csvPart(set, rows, begun) : jsonPart(set, rows, begun, last === undefined)
      begun = true
      last = rows.at(-1) ?? last
      controller.enqueue(encoder.encode(text))
      if (rows.length === 0) controller.close()
    },
  })
  return c.body(body, 200, {
    'content-type': kind === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
    'access-control-allow-origin': '*',
    'cache-control': 'public, max-age=300',
    'x-robots-tag': 'noindex',
    'content-disposition': asAttachment(`${set.name}${set.monthly ? `-${month}` : ''}.${kind}`),
  })
}

function csvPart(set: Dataset, rows: readonly OpenRow[], begun: boolean): string {
  const head = begun ? '' : `\ufeff${set.columns.map((col) => col.key).join(',')}\r\n`
  return (
    head +
    rows
      .map(
        (row) =>
          `${set.columns.map((col) => csvCell(textOf(row[col.key]), typeof row[col.key] === 'number')).join(',')}\r\n`,
      )
      .join('')
  )
}

function textOf(value: OpenRow[string] | undefined): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function jsonPart(set: Dataset, rows: readonly OpenRow[], begun: boolean, isFirst: boolean): string {
  const open = begun ? '' : '[\n'
  if (rows.length === 0) return `${open}\n]\n`
  const keys = [...set.columns.map((col) => col.key), ...(rows[0] && 'content' in rows[0] ? ['content'] : [])]
  return `${open}${isFirst ? '' : ',\n'}${rows.map((row) => JSON.stringify(Object.fromEntries(keys.map((k) => [k, row[k] ?? null])))).join(',\n')}`
}
