/** The way it took: every hand with time, post and words; and a note for those who work on it. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { sayLimit, sayTime } from '../../../../console/parts/time.ts'
import { noteKinds, type NoteKind } from '../../reports.words.ts'
import { useDone, type StaffCase } from './useCase.ts'
import { postAt } from '../../../../kernel/people/postAt.ts'

export function History({ data }: { data: StaffCase }) {
  const [kind, setKind] = useState<NoteKind>()
  const done = useDone(data.case.id)
  return (
    <section className="sheet" aria-labelledby="history">
      <h2 id="history">办理记录</h2>
      <ol className="hands">
        {data.history.map((e) => (
          <li key={e.seq}>
            <b>{e.name}</b>
            {(e.to || e.handedTo) && (
              <>
                ，到{e.handedTo}
                {e.to && `“${e.to}”`}
              </>
            )}
            <span className="said-there quiet">
              {sayTime(e.at)}　{postAt(e.place, e.post)}
              {e.person}
              {e.deputy_for && `（代${e.deputy_for}）`}
              {e.until && `　最迟 ${sayLimit(e.until)} 恢复`}
            </span>
            {e.comment && <span className="said-there">{e.comment}</span>}
            {e.proof.map((p) => (
              <a
                key={p.sha256}
                className="said-there"
                href={`/api/cases/${data.case.id}/proof/${p.sha256}`}
                target="_blank"
                rel="noreferrer"
              >
                {p.name}
              </a>
            ))}
          </li>
        ))}
      </ol>
      <div className="do">
        {data.can.note && <Button onClick={() => setKind('note')}>记一条内部备注</Button>}
        {data.can.order && <Button onClick={() => setKind('talk')}>记约谈</Button>}
        {data.can.order && <Button onClick={() => setKind('circular')}>记通报</Button>}
        <Button onClick={() => window.print()}>打印案卷</Button>
      </div>
      {kind && (
        <FormDialog
          title={noteKinds[kind]}
          about={<p>只有办理的人和上级看得到。</p>}
          fields={[{ key: 'text', label: '内容', type: 'textarea', max: 1_000 }]}
          button="记下"
          onClose={() => setKind(undefined)}
          onDone={async (v) => {
            await ask(api.cases[':id'].notes.$post({ param: { id: data.case.id }, json: { kind, text: v['text']! } }))
            await done('已记下。')
          }}
        />
      )}
    </section>
  )
}
