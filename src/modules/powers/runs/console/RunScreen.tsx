/**
 * One run: where it stands, the step to record, everything recorded, the notices that followed, villagers' questions.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { StepClocks } from '../../../../console/parts/StepClocks.tsx'
import { Lamp } from '../../../../console/parts/Lamp.tsx'
import { sayLimit, sayTime } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { tell } from '../../../../console/parts/tell.tsx'
import { Link } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { handNames } from '../../list/powers.schema.ts'
import { Confirm } from './Confirm.tsx'
import { Past } from './Past.tsx'
import { StepForm } from './StepForm.tsx'
import { Trail } from './Trail.tsx'
import { useReread, useRun, type Run } from './useRun.ts'

export default function RunScreen({ params }: ScreenProps) {
  const query = useRun(params['id']!)
  return (
    <div className="page">
      <p>
        <Link to="/powers/runs">权力办理</Link>
      </p>
      <Shown query={query} what="这件事">
        {(run) => <Whole key={run.run.id} run={run} />}
      </Shown>
    </div>
  )
}

function Whole({ run }: { run: Run }) {
  const [past, setPast] = useState<'skip' | 'stop'>()
  const [asking, setAsking] = useState<'amend' | 'pause' | 'resume' | 'back'>()
  const reread = useReread(run.run.id)
  const step = run.way[run.index]
  const pending = run.steps.find((s) => s.waits)
  return (
    <>
      <div className="head">
        <h1>{run.run.title}</h1>
        <span className="step">
          {step
            ? `第 ${run.index + 1}/${run.way.length} 步 ${step.name}`
            : run.case.step === 'done'
              ? '办结'
              : '已停办'}
        </span>
      </div>
      <div className="case">
        <div>
          <Trail run={run} />
        </div>
        <div className="case-side">
          <div className="decide">
            {step && pending && <Confirm key={pending.id} run={run} record={pending} />}
            {step && run.paused && (
              <section className="sheet">
                <h2>停表</h2>
                <p>
                  从 {sayTime(run.paused.since)}起停表，{run.paused.why}。
                  {run.paused.until && `最晚到 ${sayLimit(run.paused.until)}，到时候自动接着计时。`}
                </p>
                {run.may.resume && (
                  <Button type="primary" onClick={() => setAsking('resume')}>
                    等到了，接着办
                  </Button>
                )}
              </section>
            )}
            {step &&
              !pending &&
              !run.paused &&
              (run.may.record ? (
                <StepForm key={`${step.key} ${run.steps.length}`} run={run} step={step} />
              ) : (
                <section className="sheet">
                  <h2>{step.name}</h2>
                  <p>
                    这一步由{run.holder}的{step.hands.map((h) => handNames[h]).join('或者')}记。
                  </p>
                </section>
              ))}
            {step && (run.may.sendBack || run.may.skip || run.may.stop || run.may.amend || run.may.pause) && (
              <div className="do">
                {run.may.pause && <Button onClick={() => setAsking('pause')}>停表，等{step.pauses}</Button>}
                {run.may.amend && run.amount && <Button onClick={() => setAsking('amend')}>改金额</Button>}
                {run.may.sendBack && !pending && !run.paused && (
                  <Button onClick={() => setAsking('back')}>退回上一步</Button>
                )}
                {run.may.skip && <Button onClick={() => setPast('skip')}>跳过这一步（要签字）</Button>}
                {run.may.stop && <Button onClick={() => setPast('stop')}>停办（要签字）</Button>}
              </div>
            )}
          </div>
          <Aside run={run} />
        </div>
      </div>
      {past && step && <Past run={run} step={step} past={past} onClose={() => setPast(undefined)} />}
      {asking === 'pause' && step && (
        <FormDialog
          title={`停表，等${step.pauses}`}
          button="停表"
          onClose={() => setAsking(undefined)}
          about={<p className="quiet">停表的日子不算在期限里，原因村民看得到。停得太久会自动接着计时。</p>}
          fields={[{ key: 'reason', label: '等的是什么，到哪天', type: 'textarea', max: 200 }]}
          onDone={async (v) => {
            await ask(
              api.powers.runs[':id'].pause.$post({
                param: { id: run.run.id },
                json: { step: step.key, reason: v['reason']!, seenEvents: run.case.events },
              }),
            )
            tell('停表了，村民看得到原因。')
            await reread()
          }}
        />
      )}
      {asking === 'back' && step && (
        <FormDialog
          title={`把“${run.way[run.index - 1]!.name}”退回重办`}
          button="退回"
          onClose={() => setAsking(undefined)}
          about={
            <p className="quiet">
              回到上一步重新办、重新记。记过的还在，村民看得到，理由也看得到{run.run.person && '，不要写当事人的姓名'}。
            </p>
          }
          fields={[{ key: 'reason', label: '哪里不对，要怎么改', type: 'textarea', max: 500 }]}
          onDone={async (v) => {
            await ask(
              api.powers.runs[':id'].back.$post({
                param: { id: run.run.id },
                json: { step: step.key, reason: v['reason']!, seenEvents: run.case.events },
              }),
            )
            tell('退回去了，村里会收到消息。')
            await reread()
          }}
        />
      )}
      {asking === 'resume' && (
        <FormDialog
          title="等到了，接着办"
          button="接着计时"
          onClose={() => setAsking(undefined)}
          fields={[{ key: 'reason', label: '等到了什么', type: 'textarea', optional: true, max: 200 }]}
          onDone={async (v) => {
            await ask(
              api.powers.runs[':id'].resume.$post({
                param: { id: run.run.id },
                json: { reason: v['reason']!, seenEvents: run.case.events },
              }),
            )
            tell('接着计时了。')
            await reread()
          }}
        />
      )}
      {asking === 'amend' && (
        <FormDialog
          title={`改${run.amount!.name}`}
          button="改"
          onClose={() => setAsking(undefined)}
          about={<p className="quiet">换了一档，要补的步骤马上排在下面。改动和理由村民看得到。</p>}
          fields={[
            { key: 'amount', label: `新的${run.amount!.name}（元）`, type: 'number', start: run.run.amount ?? '' },
            { key: 'reason', label: '为什么改', type: 'textarea', max: 300 },
          ]}
          onDone={async (v) => {
            const done = await ask(
              api.powers.runs[':id'].amount.$post({
                param: { id: run.run.id },
                json: {
                  amount: v['amount']!.replaceAll(/[,，\s]/g, ''),
                  reason: v['reason']!,
                  seenEvents: run.case.events,
                },
              }),
            )
            tell(done.added.length > 0 ? `金额改好了，要补：${done.added.join('、')}。` : '金额改好了。')
            await reread()
          }}
        />
      )}
    </>
  )
}

function Aside({ run }: { run: Run }) {
  const band = run.amount?.bands.find((b) => b.key === run.run.band)
  return (
    <>
      <section className="sheet">
        <h2>这件事</h2>
        <dl className="facts">
          <div>
            <dt>权力</dt>
            <dd>{run.run.power_name}</dd>
          </div>
          <div>
            <dt>村</dt>
            <dd>{run.run.place}</dd>
          </div>
          <div>
            <dt>编号</dt>
            <dd className="num">{run.run.code}</dd>
          </div>
          {run.run.amount !== null && (
            <div>
              <dt>{run.amount?.name}</dt>
              <dd>
                {Number(run.run.amount).toLocaleString('en')} 元{band && `，${band.rule}`}
              </dd>
            </div>
          )}
          <div>
            <dt>发起</dt>
            <dd>
              {run.run.started_post}
              {run.run.started_name}　{sayTime(run.run.started_at)}
            </dd>
          </div>
          {run.case.closed_at === null && (run.case.due_at ?? run.paused) && (
            <div>
              <dt>这一步</dt>
              <dd>
                <Lamp colour={run.case.lamp} missed={run.case.missed_at !== null} />
                {run.case.due_at && `　最晚 ${sayLimit(run.case.due_at)}`}
              </dd>
            </div>
          )}
        </dl>
        {run.clock.length + run.pastClocks.length > 0 && (
          <details>
            <summary>每一步的时限是怎么算的</summary>
            <StepClocks clock={run.clock} past={run.pastClocks} />
          </details>
        )}
        {run.run.about !== '' && <p className="told">{run.run.about}</p>}
        <p>
          <a href={`/v/${run.run.slug}/powers/runs/${run.run.code}`} target="_blank" rel="noreferrer">
            村民看到的页面
          </a>
        </p>
      </section>
      {run.questions.length > 0 && (
        <section className="sheet">
          <h2>村民的疑问</h2>
          <ul className="plain-list">
            {run.questions.map((q) => (
              <li key={q.case_id}>
                <Link to={`/cases/${q.case_id}`}>{q.title}</Link>
                {'　'}
                <span className="quiet">
                  {run.way.find((s) => s.key === q.step)?.name ?? '整件事'}　{sayTime(q.received_at)}
                  {'　'}
                  {q.closed_at ? '已办结' : '正在办'}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {run.ways.length > 1 && (
        <section className="sheet">
          <h2>改过金额</h2>
          <ul className="plain-list">
            {run.ways.slice(1).map((w) => (
              <li key={w.seq}>
                {sayTime(w.at)} {w.by_post}
                {w.by_name}：{Number(w.amount).toLocaleString('en')} 元。{w.reason}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
