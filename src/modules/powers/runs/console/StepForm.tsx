/** Recording the present step: the day, its particulars, its papers, a few words. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState, type FormEvent } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { useMe } from '../../../../console/me.ts'
import { FactField } from './FactField.tsx'
import { PaperFields } from './PaperFields.tsx'
import { useReread, type Run, type WayStep } from './useRun.ts'
import { useWrong } from './useWrong.ts'

export function StepForm({ run, step }: { run: Run; step: WayStep }) {
  const [form, setForm] = useState<Form>(() => ({ on: run.today, words: '', facts: known(run, step), handIn: true }))
  const [papers, setPapers] = useState(() =>
    run.papers.filter((p) => p.step_id === null && p.mine).map((p) => ({ id: p.id, paper: p.paper, name: p.name })),
  )
  const wrong = useWrong()
  const [busy, once] = useBusy()
  const reread = useReread(run.run.id)
  const drafts = useMe().data?.posts.some((p) => p.function === 'drafter' && p.slug === run.run.slug)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    wrong.clear()
    await once(() =>
      ask(
        api.powers.runs[':id'].record.$post({
          param: { id: run.run.id },
          json: { step: step.key, ...form, papers: papers.map((p) => p.id), seenEvents: run.case.events },
        }),
      ).then(async (done) => {
        tell(done.state === 'waiting' ? '记下了，请另一个人来确认。' : saidOf(done))
        await reread()
      }, wrong.told),
    )
  }
  return (
    <form ref={wrong.form} className="sheet" onSubmit={(e) => void send(e)} noValidate aria-label={`记“${step.name}”`}>
      <h2>{step.name}</h2>
      <p>
        谁办：{step.who}。{step.people === 2 && <b>这一步要两个人办：您记下，另一个人确认。</b>}
      </p>
      {step.risk !== '' && (
        <p className="quiet">
          当心：{step.risk}
          {step.control}
        </p>
      )}
      <label className="field">
        <span>哪天办的</span>
        <input
          className="plain-input"
          type="date"
          max={run.today}
          aria-invalid={wrong.wrongAt('on')}
          value={form.on}
          onChange={(e) => setForm(moved(form, step, e.target.value))}
        />
      </label>
      {step.facts.map((f) => (
        <FactField
          key={f.key}
          fact={f}
          power={run}
          band={run.run.band}
          value={form.facts[f.key] ?? ''}
          wrong={wrong.wrongAt(`facts.${f.key}`)}
          onValue={(v) => setForm({ ...form, facts: { ...form.facts, [f.key]: v } })}
        />
      ))}
      <PaperFields run={run} step={step} papers={papers} onPapers={setPapers} wrongAt={wrong.wrongAt} />
      <label className="field">
        <span>
          还要说明的 <span className="hint">可以不填{run.run.person ? '' : '，村民看得到'}</span>
        </span>
        <textarea
          className="plain-input"
          rows={2}
          maxLength={1_000}
          aria-invalid={wrong.wrongAt('words')}
          value={form.words}
          onChange={(e) => setForm({ ...form, words: e.target.value })}
        />
      </label>
      {step.notices.length > 0 &&
        (drafts ? (
          <label className="check">
            <input
              type="checkbox"
              checked={form.handIn}
              onChange={(e) => setForm({ ...form, handIn: e.target.checked })}
            />
            <span>公开稿写好后，内容齐全的直接送审</span>
          </label>
        ) : (
          <p className="quiet">这一步要公开的，系统写好公开稿，由村务公开专职人员核对送审。</p>
        ))}
      {wrong.say && (
        <Note kind="wrong" role="alert">
          {wrong.say}
        </Note>
      )}
      <Button type="primary" htmlType="submit" loading={busy}>
        {step.people === 2 ? '记下，请另一个人确认' : '记下这一步'}
      </Button>
    </form>
  )
}

type Form = { on: string; words: string; facts: Record<string, string>; handIn: boolean }

/** The first date among the particulars is the step's own day until somebody writes another. */
function moved(form: Form, step: WayStep, on: string): Form {
  const own = firstDate(step)
  return {
    ...form,
    on,
    facts: own !== undefined && form.facts[own] === form.on ? { ...form.facts, [own]: on } : form.facts,
  }
}

const firstDate = (step: WayStep): string | undefined => step.facts.find((f) => f.kind === 'date' && f.required)?.key

/** What earlier steps recorded under the same name is offered again. */
function known(run: Run, step: WayStep): Record<string, string> {
  const before = Object.assign({}, ...run.steps.filter((s) => !s.waits).map((s) => s.facts)) as Record<string, string>
  const own = firstDate(step)
  return {
    ...(own === undefined ? {} : { [own]: run.today }),
    ...Object.fromEntries(step.facts.flatMap((f) => (before[f.key] === undefined ? [] : [[f.key, before[f.key]!]]))),
  }
}

function saidOf({ handedIn, drafts }: { handedIn: number; drafts: number }): string {
  const parts = [
    handedIn > 0 ? `${handedIn} 项公开稿已经送审` : '',
    drafts > 0 ? `${drafts} 项公开稿已写好，等村务公开专职人员核对` : '',
  ].filter(Boolean)
  return `记下了，村民看得到了。${parts.length > 0 ? `${parts.join('，')}。` : ''}`
}
