/** A holder: since when, account, deputy; end of term, hand-over, deputy, password reset. */
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { FormDialog } from '../../../console/parts/FormDialog.tsx'
import { personOf } from '../../../console/parts/PersonField.tsx'
import { sayDay, today } from '../../../console/parts/time.ts'
import { tell } from '../../../console/parts/tell.tsx'
import { Deputies } from './Deputies.tsx'
import { OpenWork, sayCounts } from './OpenWork.tsx'
import type { Holder, People } from './People.tsx'
import type { Slip } from '../../../kernel/people/accounts.jobs.ts'
import { secondOf } from '../../../console/parts/second.ts'
import { seconds } from './seconds.ts'
import { Slips } from './Slips.tsx'

type Doing = 'end' | 'hand' | 'deputy' | 'reset'

export function HolderRow({
  holder: h,
  people,
  onDone,
}: {
  holder: Holder
  people: People
  onDone: () => Promise<unknown>
}) {
  const [doing, setDoing] = useState<Doing>()
  const [slip, setSlip] = useState<Slip>()
  const close = () => setDoing(undefined)
  const done = (say: string) => {
    tell(say)
    return onDone()
  }
  const param = { id: h.id }
  const hand = (v: Record<string, string>) => {
    const to = personOf(v.person!)
    return ask(
      api.appointments[':id']['hand-over'].$post({
        param,
        json: { toPersonId: to.id, toName: to.name, on: v.on!, note: v.note!, second: secondOf(v) },
      }),
    ).then(({ work, barred }) =>
      done(
        `交接好了。${work.length === 0 ? '没有没办完的事。' : `交给接任的人：${sayCounts(work)}。`}${barred > 0 ? `有 ${barred} 件接任的人要回避，没有交给他，请安排别人办。` : ''}`,
      ),
    )
  }
  const deputise = (v: Record<string, string>) => {
    const who = personOf(v.person!)
    if (!who.id) return Promise.reject(new Error('代理人要是平台上已有的人，请从名单里选。'))
    return ask(
      api.appointments[':id'].deputy.$post({
        param,
        json: { deputyId: who.id, from: v.from!, to: v.to!, reason: v.reason!, second: secondOf(v) },
      }),
    ).then(() => done('代理记好了，办事时会写明是代谁办的。'))
  }
  const reset = (v: Record<string, string>) =>
    ask(api.accounts[':id'].reset.$post({ param: { id: h.person_id }, json: { second: secondOf(v) } })).then((made) => {
      setSlip({ place: people.place.name, township: '', name: h.name, posts: h.post, ...made })
      return onDone()
    })
  return (
    <div className="holder">
      <p>
        <b>{h.name}</b>　{sayDay(h.from_on, true)}起{h.to_on && `，到 ${sayDay(h.to_on, true)}止`}
        {h.term_until &&
          `　任期到 ${sayDay(h.term_until, true)}${h.term_until < today() ? '，已经满了，请办换届' : ''}`}
        {h.office_phone && `　${h.office_phone}`}
      </p>
      <p className="quiet">
        {h.username
          ? `用户名 ${h.username}${h.must_change ? '，还没换第一次的密码' : ''}${h.second ? '，已设动态码' : ''}`
          : '还没有账号'}
      </p>
      <Deputies holder={h} people={people} onDone={onDone} />
      {(people.mayEdit || people.mayReset) && (
        <p className="holder-do">
          {people.mayEdit && h.to_on === null && (
            <>
              <button type="button" className="plain" onClick={() => setDoing('hand')}>
                交接
              </button>
              <button type="button" className="plain" onClick={() => setDoing('end')}>
                离任
              </button>
              <button type="button" className="plain" onClick={() => setDoing('deputy')}>
                代理
              </button>
            </>
          )}
          {people.mayReset && (
            <button type="button" className="plain" onClick={() => setDoing('reset')}>
              {h.username ? '重设密码' : '建账号'}
            </button>
          )}
        </p>
      )}
      {doing === 'end' && (
        <FormDialog
          title={`${h.name}离任`}
          button="记下离任"
          onClose={close}
          onDone={(v) =>
            ask(api.appointments[':id'].end.$post({ param, json: { on: v.on!, second: secondOf(v) } })).then(() =>
              done('记下了。'),
            )
          }
          fields={[{ key: 'on', label: '最后一天', type: 'date', start: today() }, ...seconds(people)]}
          about={
            <p>
              岗位会显示空缺，没办完的事留在岗位上，等新的人接着办。
              {people.handOverWithin &&
                `换届离任的，要在 ${people.handOverWithin.days} 天内办完移交（${people.handOverWithin.cite}）。`}
            </p>
          }
        />
      )}
      {doing === 'hand' && (
        <FormDialog
          title={`${h.name}交接`}
          button="交接"
          onClose={close}
          onDone={hand}
          about={<OpenWork appointment={h.id} />}
          fields={[
            { key: 'person', label: '接任的人', type: 'person' },
            { key: 'on', label: '原任最后一天', type: 'date', start: today() },
            { key: 'note', label: '说明', optional: true },
            ...seconds(people),
          ]}
        />
      )}
      {doing === 'deputy' && (
        <FormDialog
          title={`请人代理${h.name}`}
          button="记下代理"
          onClose={close}
          onDone={deputise}
          fields={[
            { key: 'person', label: '代理人', type: 'person' },
            { key: 'from', label: '从哪天', type: 'date', start: today() },
            { key: 'to', label: '到哪天', type: 'date' },
            { key: 'reason', label: '原因', max: 200 },
            ...seconds(people),
          ]}
        />
      )}
      {doing === 'reset' && (
        <FormDialog
          title={h.username ? `重设${h.name}的密码` : `给${h.name}建账号`}
          button={h.username ? '重设' : '建账号'}
          onClose={close}
          onDone={reset}
          fields={seconds(people)}
          about={
            <p>
              {h.username
                ? '原来的密码和动态码马上作废，要换用新的密码条。'
                : '会给出用户名和第一次的密码，当面交给本人。'}
            </p>
          }
        />
      )}
      {slip && <Slips slips={[slip]} onClose={() => setSlip(undefined)} />}
    </div>
  )
}
