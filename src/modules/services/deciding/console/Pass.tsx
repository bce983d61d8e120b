/** Passing on; a first step compares the person, a visit and a meeting are recorded with it. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { Note } from '../../../../console/parts/Note.tsx'
import { today } from '../../../../console/parts/time.ts'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { decide, useDone, type DecisionInput, type StaffApplication } from './useApplication.ts'

const wanted: Record<string, number> = { none: 0, phone: 1, agent: 2, outside: 3 }

export function Pass({ a, choice }: { a: StaffApplication; choice: StaffApplication['may'][number] }) {
  const kind = a.step.split('_')[1]!
  const [checked, setChecked] = useState(false)
  const [comment, setComment] = useState('')
  const [visit, setVisit] = useState({ on: today(), people: '', text: '' })
  const [meeting, setMeeting] = useState({ on: today(), present: '', agree: '', against: '0', abstain: '0', text: '' })
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const done = useDone(a.id)
  const mustCheck = kind === 'accept' && a.identity.has < wanted[a.identity.wants]!
  const send = () =>
    once(async () => {
      setError('')
      const input: DecisionInput = {
        comment,
        ...(mustCheck ? { identityChecked: checked } : {}),
        ...(kind === 'visit'
          ? {
              record: {
                kind: 'visit' as const,
                on: visit.on,
                people: visit.people.split(/[、，,\s]+/).filter((p) => p !== ''),
                place: '',
                text: visit.text,
              },
            }
          : {}),
        ...(kind === 'appraise'
          ? {
              record: {
                kind: 'appraise' as const,
                on: meeting.on,
                present: Number(meeting.present),
                agree: Number(meeting.agree),
                against: Number(meeting.against),
                abstain: Number(meeting.abstain),
                text: meeting.text,
              },
            }
          : {}),
      }
      await decide(a, choice.action, input).then(
        () => done(choice.action === 'deliver' ? '结果已交给申请人，这件办结了。' : '已往下走。'),
        (e: unknown) => setError(sentenceOf(e)),
      )
    })
  return (
    <div>
      {mustCheck && (
        <label className="check">
          <input type="checkbox" checked={checked} onChange={(e) => setChecked(e.target.checked)} />
          <span>
            <b>已对照身份证核对本人</b>（{a.identity.say}）
          </span>
        </label>
      )}
      {kind === 'visit' && (
        <>
          <label className="field">
            <span>哪天入户</span>
            <input
              className="plain-input"
              type="date"
              max={today()}
              value={visit.on}
              onChange={(e) => setVisit({ ...visit, on: e.target.value })}
            />
          </label>
          <label className="field">
            <span>
              哪两个人以上去的<span className="hint">　写姓名，用顿号隔开</span>
            </span>
            <input
              className="plain-input"
              value={visit.people}
              maxLength={200}
              onChange={(e) => setVisit({ ...visit, people: e.target.value })}
            />
          </label>
          <label className="field">
            <span>看到的情况</span>
            <textarea
              className="plain-input"
              rows={4}
              maxLength={2_000}
              value={visit.text}
              onChange={(e) => setVisit({ ...visit, text: e.target.value })}
            />
          </label>
        </>
      )}
      {kind === 'appraise' && (
        <>
          <label className="field">
            <span>哪天评议</span>
            <input
              className="plain-input"
              type="date"
              max={today()}
              value={meeting.on}
              onChange={(e) => setMeeting({ ...meeting, on: e.target.value })}
            />
          </label>
          <div className="votes">
            {(
              [
                ['present', '到会'],
                ['agree', '同意'],
                ['against', '不同意'],
                ['abstain', '弃权'],
              ] as const
            ).map(([k, label]) => (
              <label key={k} className="field">
                <span>{label}（人）</span>
                <input
                  className="plain-input"
                  inputMode="numeric"
                  maxLength={3}
                  value={meeting[k]}
                  onChange={(e) => setMeeting({ ...meeting, [k]: e.target.value.replace(/\D/g, '') })}
                />
              </label>
            ))}
          </div>
          <label className="field">
            <span>评议意见</span>
            <textarea
              className="plain-input"
              rows={3}
              maxLength={2_000}
              value={meeting.text}
              onChange={(e) => setMeeting({ ...meeting, text: e.target.value })}
            />
          </label>
        </>
      )}
      {kind !== 'visit' && kind !== 'appraise' && choice.action === 'pass' && (
        <label className="field">
          <span>
            意见<span className="hint">　可以不写，留在办理记录里</span>
          </span>
          <textarea
            className="plain-input"
            rows={2}
            maxLength={1_000}
            value={comment}
            onChange={(e) => setComment(e.target.value)}
          />
        </label>
      )}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void send()}>
          {choice.name}
        </Button>
      </div>
    </div>
  )
}
