/** One question with its review and its answer. Nameless text is never shown publicly (CAUTIONS 4). */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { AskReason } from '../../../../console/parts/AskReason.tsx'
import { Lamp } from '../../../../console/parts/Lamp.tsx'
import { daysUntil, sayDue, sayTime } from '../../../../console/parts/time.ts'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { Link } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'
import { Answer } from './Answer.tsx'
import { questionKinds, type Question } from './kinds.ts'

export function QuestionCard({ question: q, chosen }: { question: Question; chosen: boolean }) {
  const me = useMe()
  const queries = useQueryClient()
  const [hiding, setHiding] = useState(false)
  const [answering, setAnswering] = useState(chosen)
  const left = daysUntil(q.due_on)
  const done = (say: string) => {
    tell(say)
    return Promise.all([
      queries.invalidateQueries({ queryKey: ['questions'] }),
      queries.invalidateQueries({ queryKey: ['desk'] }),
    ])
  }
  const review = (shown: boolean, reason = '') =>
    ask(api.questions[':id'].review.$post({ param: { id: q.id }, json: { shown, reason } })).then(() =>
      done(shown ? '审过了，会显示在公开页上。' : '审过了，不显示。'),
    )
  const mayReview = me.data?.may.includes('question.review') === true && q.shown === null
  return (
    <article className="sheet question" aria-label={`${questionKinds[q.kind] ?? ''}：${q.text.slice(0, 20)}`}>
      <p>
        {!q.answer && <Lamp colour={left < 0 ? 'red' : left <= 1 ? 'yellow' : 'green'} />}{' '}
        <b>{questionKinds[q.kind]}</b>　{q.place}
        {q.title && <>　{q.notice_id ? <Link to={`/notices/${q.notice_id}?page=1`}>{q.title}</Link> : q.title}</>}
      </p>
      <p className="asked">{q.text}</p>
      <p className="quiet">
        {sayTime(q.asked_at)}
        {'　'}
        {q.name ? `${q.name}（姓名${q.show_name ? '可以' : '不'}公开）` : '没有留姓名，只给办理人看'}
        {q.contact && `　联系方式：${q.contact}`}　由{q.handler}答复
        {!q.answer && `　${sayDue(q.due_on, '答复')}`}
      </p>
      {q.shown !== null && (
        <p className="quiet">
          {q.shown ? '已审，显示在公开页上' : `已审，不显示${q.review_reason ? `：${q.review_reason}` : ''}`}
        </p>
      )}
      {q.answer && (
        <div className="note good">
          <p>{q.answer}</p>
          <p className="quiet">
            {q.answered_by}　{q.answered_at && sayTime(q.answered_at)}
          </p>
        </div>
      )}
      <div className="do">
        {mayReview && q.name !== '' && (
          <Button onClick={() => void review(true).catch(tellWrong)}>可以显示在公开页上</Button>
        )}
        {mayReview && <Button onClick={() => setHiding(true)}>不显示</Button>}
        {!q.answer && me.data?.may.includes('question.answer') && !answering && (
          <Button type="primary" onClick={() => setAnswering(true)}>
            答复
          </Button>
        )}
      </div>
      {answering && !q.answer && (
        <Answer question={q} onDone={() => done('答复好了。')} onClose={() => setAnswering(false)} />
      )}
      {hiding && (
        <AskReason
          title="不显示在公开页上"
          hint="为什么不显示，留底备查"
          button="不显示"
          least={2}
          onClose={() => setHiding(false)}
          onDone={(reason) => review(false, reason)}
        />
      )}
    </article>
  )
}
