/**
 * What the applicant has filled in; numbers of cards, telephones and accounts stay masked until somebody opens them on
 * the record.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { AskReason } from '../../../../console/parts/AskReason.tsx'
import type { Inside, StaffApplication } from './useApplication.ts'

type Section = Inside['sections'][number]

export function Filled({ a, inside }: { a: StaffApplication; inside: Inside }) {
  const [whole, setWhole] = useState<Section[]>()
  const [asking, setAsking] = useState(false)
  return (
    <section className="sheet" aria-labelledby="filled">
      <h2 id="filled">申请内容</h2>
      <p className="quiet">
        身份：{a.identity.say}。
        {a.identity.has >= 2 ? '已对照身份证核对。' : a.identity.has === 1 ? '手机号核过。' : '还没有核对。'}
        {inside.consent && (
          <>
            {'　'}代办同意凭据：
            <a href={`/api/applications/${a.id}/consent`} target="_blank" rel="noreferrer">
              {inside.consent.name}
            </a>
          </>
        )}
      </p>
      {(whole ?? inside.sections)
        .filter((s) => s.title !== '要交的材料')
        .map((s) => (
          <div key={s.title}>
            <h3>{s.title}</h3>
            <dl className="facts">
              {s.lines.map((l) => (
                <div key={l.label} className={l.kind === 'table' ? 'long' : undefined}>
                  <dt className={l.label === s.title ? 'sr' : undefined}>{l.label}</dt>
                  <dd>
                    <Line line={l} />
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      {a.how === 'hand' && !whole && (
        <div className="do noprint">
          <Button onClick={() => setAsking(true)}>看完整号码</Button>
          <Button onClick={() => window.print()}>打印这张申请表</Button>
          <a className="plain" href={`/api/applications/mine.xlsx?service=${a.service.code}`} download>
            这个事项在我手里的，导出表格
          </a>
        </div>
      )}
      {asking && (
        <AskReason
          title="看完整的证件号、电话、账号"
          hint="为什么要看（申请人看得到谁看过、为什么）"
          button="看"
          least={2}
          onClose={() => setAsking(false)}
          onDone={(why) =>
            ask(api.applications[':id'].reveal.$post({ param: { id: a.id }, json: { why } })).then((r) =>
              setWhole(r.sections),
            )
          }
        />
      )}
    </section>
  )
}

function Line({ line }: { line: Section['lines'][number] }) {
  if (line.kind === 'line') return <>{line.value === '' ? <span className="quiet">没有填</span> : line.value}</>
  if (line.kind === 'boxes')
    return (
      <>
        {line.options
          .filter((o) => o.ticked)
          .map((o) => o.text)
          .join('、') || <span className="quiet">没有选</span>}
      </>
    )
  return (
    <div className="table-scroll">
      <table className="list">
        <thead>
          <tr>
            {line.head.map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {line.rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j} data-label={line.head[j]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
