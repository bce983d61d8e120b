/**
 * What the villager told: words, pictures, voice, place; who it was only on request, with a reason that is recorded.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { aboutHref } from '../../sending/rowRef.ts'
import { Files } from './Files.tsx'
import { ConsentPaper } from './ConsentPaper.tsx'
import { GivenFiles } from './ReplyFiles.tsx'
import type { StaffCase } from './useCase.ts'
import { postAt } from '../../../../kernel/people/postAt.ts'

const ratingNames: Record<string, string> = { satisfied: '满意', basic: '基本满意', unsatisfied: '不满意' }
const raters: Record<string, string> = { reporter: '反映人', supporter: '一起反映的人', callback: '回访' }

export function Told({ data }: { data: StaffCase }) {
  const { report } = data
  return (
    <section className="sheet told-first" aria-labelledby="told">
      <h2 id="told">反映的内容</h2>
      <p className="told">{report.text || '（没有写字，请看附件）'}</p>
      {(report.spot || report.group) && (
        <p>
          地点：{[report.group, report.spot].filter(Boolean).join(' ')}
          {report.lng !== null && (
            <span className="quiet num">
              {'　'}
              {report.lat?.toFixed(5)}, {report.lng.toFixed(5)}
            </span>
          )}
        </p>
      )}
      {report.notice_code && (
        <p>
          针对的公开：
          <a href={aboutHref(report.notice_code, report.row_ref)} target="_blank" rel="noreferrer">
            {report.notice_title}
          </a>
          {report.notice_row && `（${report.notice_row}）`}
        </p>
      )}
      <Files data={data} />
      <p className="quiet">
        来源：{report.channelName}　{report.showName}
        {report.supporters > 1 && `　共 ${report.supporters} 人一起反映`}
      </p>
      {data.additions.map((a) => (
        <div key={`${a.at}${a.from}`}>
          <h3>
            补充（{sayTime(a.at)}
            {a.from && `，并进来的 ${a.from} 的反映人写的`}）
          </h3>
          <p className="told">{a.text}</p>
        </div>
      ))}
      {data.replies.map((r) => (
        <div key={r.seq}>
          <h3>
            答复（{sayTime(r.at)}，{postAt(r.by_place, r.by_post)}
            {r.by_name}）
          </h3>
          <p className="reply">{r.text}</p>
          <GivenFiles caseId={data.case.id} files={r.files} />
        </div>
      ))}
      {data.ratings.map((r) => (
        <p key={r.at}>
          <b>
            {raters[r.by_party]}：{ratingNames[r.rating]}
          </b>
          {r.reason && `，${r.reason}`}
          <span className="quiet">　{sayTime(r.at)}</span>
        </p>
      ))}
      <Contact data={data} />
      <ConsentPaper data={data} />
    </section>
  )
}

function Contact({ data }: { data: StaffCase }) {
  const [asking, setAsking] = useState(false)
  const [seen, setSeen] = useState<{ name: string; phone: string; about: string }>()
  if (data.how === 'copy') return null
  if (!data.report.hasContact && !data.report.hasAbout) return <p className="quiet">反映人没有留联系方式。</p>
  if (seen)
    return (
      <Note kind="warn">
        <p>
          {seen.name && `姓名：${seen.name}　`}
          {seen.phone && `电话：${seen.phone}`}
        </p>
        {seen.about && <p>投诉的人或单位：{seen.about}</p>}
        <p className="quiet">只用来办这件事，不要告诉别人。这次查看已经记下。</p>
      </Note>
    )
  if (!data.can.look) return <p className="quiet">反映人的身份只有正在办的人能看。</p>
  return (
    <p className="do">
      <Button onClick={() => setAsking(true)}>看联系方式</Button>
      {asking && (
        <FormDialog
          title="看反映人的联系方式"
          about={<p>谁、什么时候、为什么看，都会记下来。</p>}
          fields={[{ key: 'why', label: '为什么要看', hint: '例如：打电话核实地点' }]}
          button="看"
          onClose={() => setAsking(false)}
          onDone={async (v) =>
            setSeen(await ask(api.cases[':id'].look.$post({ param: { id: data.case.id }, json: { why: v['why']! } })))
          }
        />
      )}
    </p>
  )
}
