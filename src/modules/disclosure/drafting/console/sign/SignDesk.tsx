/** The last hand, on a tablet: content, hands, clock and signature on one screen, to be worked with a thumb. */
import { useState } from 'react'
import { Link } from '../../../../../console/router.tsx'
import { sayDue } from '../../../../../console/parts/time.ts'
import { ContentView } from '../notice/ContentView.tsx'
import { Clock, Hands } from '../notice/Hands.tsx'
import type { Notice } from '../notice/useNotice.ts'
import { Confirmed } from '../review/Confirmed.tsx'
import { Contradictions } from '../review/Contradictions.tsx'
import { Correction } from '../review/Correction.tsx'
import { Early } from '../review/Early.tsx'
import { Sources } from '../Sources.tsx'
import { SignForm } from './SignForm.tsx'

export default function SignDesk({ notice }: { notice: Notice }) {
  const [whole, setWhole] = useState(false)
  return (
    <div className="page sign-desk">
      <header className="head">
        <h1>{notice.title}</h1>
        <p className="quiet">
          <Link to="/">我的任务</Link>　{notice.place.name}
          {notice.dueNow && `　${sayDue(notice.dueNow, '公开')}`}
        </p>
      </header>
      <section className="sheet sign-content" aria-label="要签字的内容">
        <Early notice={notice} />
        <Contradictions notice={notice} />
        <Correction notice={notice} />
        <label className="check">
          <input type="checkbox" checked={whole} onChange={(e) => setWhole(e.target.checked)} />
          <span>连不公开的列一起看</span>
        </label>
        <ContentView content={notice.content} form={notice.form} whole={whole} />
        <Confirmed notice={notice} />
      </section>
      <section className="sheet sign-hands" aria-label="经手">
        <h2>经手</h2>
        <Hands notice={notice} />
        <Clock notice={notice} />
      </section>
      <Sources notice={notice} />
      <SignForm notice={notice} />
    </div>
  )
}
