/**
 * The last hand, on a tablet: the papers beside the decision, the sum and the button always in view; upright in one
 * column.
 */
import { useMemo, useState } from 'react'
import { Button } from '../../../../../console/parts/Button.tsx'
import { Link } from '../../../../../console/router.tsx'
import { ContentView } from '../notice/ContentView.tsx'
import { Files } from '../notice/Files.tsx'
import { Clock, Hands } from '../notice/Hands.tsx'
import type { Notice } from '../notice/useNotice.ts'
import { Confirmed } from '../review/Confirmed.tsx'
import { Contradictions } from '../review/Contradictions.tsx'
import { Correction } from '../review/Correction.tsx'
import { Early } from '../review/Early.tsx'
import { Sources } from '../Sources.tsx'
import { besideLast, sumsOf } from './beside.ts'
import { Compared, Facts, Sum } from './Facts.tsx'
import { SignForm } from './SignForm.tsx'

export default function SignDesk({ notice }: { notice: Notice }) {
  const last = useMemo(() => besideLast(notice), [notice])
  const sums = useMemo(() => sumsOf(notice), [notice])
  return (
    <div className="sign-desk">
      <SignForm
        notice={notice}
        papers={<Papers notice={notice} last={last} />}
        facts={<Facts notice={notice} sums={sums} last={last} />}
        sum={<Sum notice={notice} sums={sums} />}
      />
    </div>
  )
}

type Tab = 'this' | 'last' | 'papers' | 'print'

function Papers({ notice, last }: { notice: Notice; last: ReturnType<typeof besideLast> }) {
  const [tab, setTab] = useState<Tab>('this')
  const [whole, setWhole] = useState(false)
  const files = notice.content.attachments.length + (notice.sources?.length ?? 0)
  const tabs: readonly (readonly [Tab, string])[] = [
    ['this', '这份公开'],
    ...(last ? [['last', `和 ${last.short} 比`] as const] : []),
    ['papers', files > 0 ? `票据 ${files} 张` : '票据'],
    ['print', '打印样'],
  ]
  return (
    <div className="sign-papers">
      <div className="sign-tabs" role="group" aria-label="看哪一样">
        {tabs.map(([key, name]) => (
          <button key={key} type="button" aria-pressed={tab === key} onClick={() => setTab(key)}>
            {name}
          </button>
        ))}
      </div>
      <div className={tab === 'print' ? 'sign-content as-paper' : 'sign-content'}>
        <header>
          <h1>{notice.title}</h1>
          <p className="quiet">
            <span className="noprint">
              <Link to="/">我的任务</Link>
              {'　'}
            </span>
            {notice.place.name}
          </p>
        </header>
        {tab === 'this' && (
          <section aria-label="要签字的内容">
            <Early notice={notice} />
            <Contradictions notice={notice} />
            <Correction notice={notice} />
            <ContentView
              content={notice.content}
              form={notice.form}
              whole={whole}
              compact
              {...(last && !whole ? { differs: last.differs } : {})}
            />
            <label className="check">
              <input type="checkbox" checked={whole} onChange={(e) => setWhole(e.target.checked)} />
              <span>连不公开的列一起看</span>
            </label>
            <Confirmed notice={notice} />
            <section aria-label="经手">
              <h2>经手</h2>
              <Hands notice={notice} />
              <Clock notice={notice} />
            </section>
          </section>
        )}
        {tab === 'last' && last && <Compared last={last} />}
        {tab === 'papers' && (
          <>
            {files === 0 && <p>这份公开没有附票据。</p>}
            <Files files={notice.content.attachments} />
            <Sources notice={notice} />
          </>
        )}
        {tab === 'print' && (
          <>
            <ContentView content={notice.content} form={notice.form} whole={false} compact asTable />
            <Hands notice={notice} />
            <div className="do noprint">
              <Button onClick={() => window.print()}>打印</Button>
            </div>
          </>
        )}
      </div>
    </div>
  )
}
