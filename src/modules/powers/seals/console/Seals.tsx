/** The register of seals: ask, approve, stamp with the photo of the sheet; what lies in one's hands first. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { AskReason } from '../../../../console/parts/AskReason.tsx'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { Lamp } from '../../../../console/parts/Lamp.tsx'
import { sayDay, sayTime, today } from '../../../../console/parts/time.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { setQuery, useAddress } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { useMe } from '../../../../console/me.ts'
import { newKey } from '../../../../kernel/newKey.ts'
import { Stamp } from './Stamp.tsx'

export type Use = InferResponseType<typeof api.seals.$get, 200>['uses'][number]
const kinds = [
  ['villager', '本村村民'],
  ['staff', '村干部'],
  ['unit', '单位'],
] as const

export default function Seals({ params }: ScreenProps) {
  const me = useMe()
  const client = useQueryClient()
  const [asking, setAsking] = useState<string>()
  const id = params['id']
  const after = useAddress().query.get('after') ?? ''
  const list = useQuery({
    queryKey: ['seals', id ?? '', after],
    refetchOnMount: 'always',
    queryFn: () =>
      ask(api.seals.$get({ query: { ...(id === undefined ? {} : { id }), ...(after === '' ? {} : { after }) } })),
  })
  const villages = [
    ...new Map(
      (me.data?.posts ?? []).filter((p) => p.level === 'village').map((p) => [p.slug, p.region] as const),
    ).entries(),
  ]
  const reread = () => client.invalidateQueries({ queryKey: ['seals'] })
  return (
    <div className="page narrow">
      <div className="head">
        <h1>用章登记</h1>
        {villages.length > 0 && me.data?.may.includes('seal.ask') && (
          <Button type="primary" onClick={() => setAsking(newKey())}>
            登记一次用章
          </Button>
        )}
      </div>
      <p className="quiet">
        先登记，负责人批准，保管人盖章并拍下登记页。盖过就公开，村民的姓名不公开。村里不得出具的证明，一律不登记。
      </p>
      <Shown query={list} what="用章登记">
        {({ uses, more }) => (
          <>
            {uses.length === 0 ? (
              <Nothing>还没有登记。</Nothing>
            ) : (
              uses.map((u) => <One key={u.id} use={u} onDone={reread} />)
            )}
            {(after !== '' || more) && (
              <div className="do">
                {after !== '' && <Button onClick={() => setQuery({ after: undefined })}>第一页</Button>}
                {more && <Button onClick={() => setQuery({ after: uses.at(-1)!.id })}>下一页</Button>}
              </div>
            )}
          </>
        )}
      </Shown>
      {asking && (
        <FormDialog
          title="登记一次用章"
          button="登记，送负责人批"
          onClose={() => setAsking(undefined)}
          fields={[
            ...(villages.length > 1
              ? [{ key: 'place', label: '哪个村', type: 'select' as const, options: villages }]
              : []),
            { key: 'seal', label: '用哪一枚章', start: '村民委员会印章', max: 30 },
            { key: 'paper', label: '盖在什么材料上', hint: '村民看得到，不写人名', max: 60 },
            { key: 'reason', label: '做什么用', hint: '村民看得到，不写人名', type: 'textarea', max: 200 },
            { key: 'copies', label: '几份', type: 'number', start: '1', max: 4 },
            { key: 'askerKind', label: '申请的是', type: 'select', options: kinds, start: 'villager' },
            { key: 'askerName', label: '申请人', hint: '只有村里看得到；单位的公开', max: 40 },
          ]}
          onDone={async (v) => {
            await ask(
              api.seals.$post({
                json: {
                  place: v['place'] ?? villages[0]![0],
                  seal: v['seal']!,
                  paper: v['paper']!,
                  reason: v['reason']!,
                  copies: Number(v['copies']),
                  askerKind: v['askerKind'] as 'villager',
                  askerName: v['askerName']!,
                  key: asking,
                },
              }),
            )
            tell('登记好了，等负责人批。')
            await reread()
          }}
        />
      )}
    </div>
  )
}

function One({ use: u, onDone }: { use: Use; onDone: () => Promise<void> }) {
  const [open, setOpen] = useState<'refuse' | 'giveUp' | 'stamp'>()
  const [busy, once] = useBusy()
  const decide = (action: 'approve' | 'refuse' | 'giveUp', comment = '') =>
    ask(api.seals[':id'].decide.$post({ param: { id: u.id }, json: { action, comment } })).then(async () => {
      tell(action === 'approve' ? '批准了，请保管人盖章。' : '记下了。')
      await onDone()
    })
  return (
    <article className="sheet">
      <div className="head">
        <h2>{u.paper}</h2>
        <span className="step">{u.stepName}</span>
        {['asked', 'approved'].includes(u.step) && <Lamp colour={u.lamp} />}
      </div>
      <p>
        {u.place}　{u.seal}　{u.copies} 份　用途：{u.reason}
      </p>
      <p className="quiet">
        申请：{u.asker_name || kinds.find(([k]) => k === u.asker_kind)![1]}　{u.asked_by_name} {sayTime(u.asked_at)}{' '}
        登记　编号 {u.code}
      </p>
      {u.stamped_on && (
        <p>
          {sayDay(u.stamped_on, true)} 盖章：{u.keeper_name}　批准：{u.approver_name}
          {'　'}
          {u.file_id && (
            <a href={`/api/powers/papers/${u.file_id}`} target="_blank" rel="noreferrer">
              登记页照片
            </a>
          )}
        </p>
      )}
      {u.step === 'refused' && u.comment && <p>没有盖：{u.comment}</p>}
      <div className="do">
        {u.may.includes('approve') && (
          <Button type="primary" loading={busy} onClick={() => void once(() => decide('approve').catch(tellWrong))}>
            批准
          </Button>
        )}
        {u.may.includes('refuse') && <Button onClick={() => setOpen('refuse')}>不批准</Button>}
        {u.may.includes('stamp') && (
          <Button type="primary" onClick={() => setOpen('stamp')}>
            盖章登记
          </Button>
        )}
        {u.may.includes('giveUp') && <Button onClick={() => setOpen('giveUp')}>不盖了</Button>}
      </div>
      {(open === 'refuse' || open === 'giveUp') && (
        <AskReason
          title={open === 'refuse' ? '不批准' : '不盖了'}
          hint="请写理由"
          button="记下"
          least={2}
          onClose={() => setOpen(undefined)}
          onDone={(comment) => decide(open, comment)}
        />
      )}
      {open === 'stamp' && (
        <Stamp
          today={today()}
          onClose={() => setOpen(undefined)}
          onStamp={async (on, photo) => {
            const { id: file } = await ask(
              api.seals[':id'].sheet.$post({ param: { id: u.id } }, formOf({ file: photo })),
            )
            await ask(api.seals[':id'].stamp.$post({ param: { id: u.id }, json: { on, file } }))
            tell('登记好了，台账公开了。')
            await onDone()
          }}
        />
      )}
    </article>
  )
}
