/** @jsxImportSource preact */
/**
 * The readable page of an archived version: plain HTML that opens in any browser without the platform, its style
 * inside.
 */
import { renderToString } from 'preact-render-to-string'
import { sayDay, sayTime } from '../../../platform/clock.ts'
import { showCell } from '../../../kernel/forms/show.ts'
import type { PublicContent } from '../../../kernel/guard/mask.ts'
import type { Hand } from '../publishing/publish.ts'

const css =
  'body{font:16px/1.7 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2420}table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.3rem .6rem;text-align:left;vertical-align:top}.n{text-align:right}h1{font-size:1.5rem}small{color:#555}'

type Archived = {
  title: string
  place: string
  item: string
  version: number
  publishedOn: string
  hands: readonly Hand[]
  face: PublicContent
  reason: string
  withdrawn: string | null
}

export function archivePage(a: Archived): string {
  return page(
    `${a.title} · ${a.place}`,
    <>
      <h1>{a.title}</h1>
      <p>
        {a.place} · {a.item} · 第 {a.version} 版 · {sayDay(a.publishedOn, true)}公开
      </p>
      {a.reason !== '' && <p>更正原因：{a.reason}</p>}
      {a.withdrawn !== null ? (
        <p>
          <strong>这项公开已经撤下。</strong>原因：{a.withdrawn}
        </p>
      ) : (
        <Body face={a.face} />
      )}
      <h2>经手</h2>
      <ol>
        {a.hands.map((h) => (
          <li>
            {h.step}：{h.name}（{h.post}
            {h.deputyFor ? `，代${h.deputyFor}` : ''}）{sayTime(new Date(h.at), true)}
            {h.comment ? `，${h.comment}` : ''}
          </li>
        ))}
      </ol>
    </>,
  )
}

/** The first page of a package. */
export function archiveIndex(
  place: string,
  period: string,
  all: readonly { path: string; title: string; version: number; on: string; withdrawn: boolean }[],
): string {
  return page(
    `${place} ${period} 村务公开归档`,
    <>
      <h1>
        {place} {period} 村务公开归档
      </h1>
      <p>共 {all.length} 份。每份都可以核对有没有改过：npm run verify -- 本文件.zip</p>
      <table>
        <thead>
          <tr>
            <th>公开日期</th>
            <th>标题</th>
            <th>版本</th>
          </tr>
        </thead>
        <tbody>
          {all.map((n) => (
            <tr>
              <td>{n.on}</td>
              <td>
                <a href={n.path}>{n.title}</a>
                {n.withdrawn ? '（已撤下）' : ''}
              </td>
              <td>{n.version}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>,
  )
}

function Body({ face }: { face: PublicContent }) {
  if (face.nothing) return <p>本期没有可公开的内容。原因：{face.nothing.reason}</p>
  if (face.layout !== 'rows')
    return (
      <table>
        <tbody>
          {face.columns.map((c) => (
            <tr>
              <th scope="row">{c.label}</th>
              <td>{showCell(face.rows[0]?.[c.key] ?? null, c)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )
  const totals = Object.keys(face.totals).length > 0
  return (
    <>
      <table>
        <thead>
          <tr>
            {face.columns.map((c) => (
              <th scope="col">{c.label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {face.rows.map((row) => (
            <tr>
              {face.columns.map((c) => (
                <td>{showCell(row[c.key] ?? null, c)}</td>
              ))}
            </tr>
          ))}
        </tbody>
        {totals && (
          <tfoot>
            <tr>
              {face.columns.map((c, i) => (
                <td>{face.totals[c.key] !== undefined ? showCell(face.totals[c.key]!, c) : i === 0 ? '合计' : ''}</td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {face.hiddenRows > 0 && (
        <p>
          <small>另有 {face.hiddenRows} 行按规定不公开姓名，金额已计入合计。</small>
        </p>
      )}
      {face.note !== '' && <p>说明：{face.note}</p>}
    </>
  )
}

function page(title: string, body: preact.ComponentChildren): string {
  return `<!doctype html>${renderToString(
    <html lang="zh-CN">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{title}</title>
        <style>{css}</style>
      </head>
      <body>{body}</body>
    </html>,
  )}`
}
