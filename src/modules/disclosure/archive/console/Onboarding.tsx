/** Who is ready to go live: staff, accounts, first content, what is missing. */
import { formulas } from '../../obligations/figures.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { levelNames } from '../../../../console/parts/places.ts'
import { sayDay } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { Link, setQuery, useAddress } from '../../../../console/router.tsx'
import { onboardingParts, type OnboardingPart } from '../onboarding.parts.ts'
import { OnboardingParts } from './OnboardingParts.tsx'

type Row = InferResponseType<typeof api.onboarding.$get, 200>['places'][number]

export default function Onboarding() {
  const only = useAddress().query.get('only') ?? ''
  const [opened, setOpened] = useState<Row>()
  const board = useQuery({ queryKey: ['onboarding'], queryFn: () => ask(api.onboarding.$get()) })
  return (
    <div className="page">
      <h1>上线准备</h1>
      <p className="quiet">上线那天和宽限期在“区划和上线”里定。宽限期内的不算逾期。</p>
      <Shown query={board} what="上线准备">
        {({ places }) => (
          <DataTable
            name="上线准备"
            rows={places.filter((p) => only === '' || stateOf(p) === only)}
            keyOf={(p) => p.slug}
            empty="没有符合条件的地方。"
            notes={[formulas.published, formulas.missing]}
            columns={[
              { name: '乡镇', value: (p) => (p.level === 'village' ? p.township : '') },
              {
                name: '地方',
                main: true,
                value: (p) => p.name,
                show: (p) => <Link to={`/people?place=${p.slug}`}>{p.name}</Link>,
              },
              { name: '准备得怎样', value: stateOf },
              ...(Object.keys(onboardingParts) as OnboardingPart[]).map((part) => ({
                name: onboardingParts[part],
                named: true as const,
                value: (p: Row) => (isReady(p, part) ? '好了' : '还没有'),
                show: (p: Row) => (isReady(p, part) ? '好了' : <span className="quiet">还没有</span>),
              })),
              {
                name: '首批内容',
                value: (p) => (p.owed === 0 ? '' : p.first_n / p.owed),
                show: (p) => (p.owed === 0 ? '上线后算' : `${p.first_n}/${p.owed} 项`),
              },
              { name: '空缺岗位', value: (p) => Number(p.vacant), number: true },
              { name: '有账号', value: (p) => Number(p.accounts), number: true },
              { name: '登录过', value: (p) => Number(p.signed_in), number: true },
              { name: '第一次公开', value: (p) => p.first_on, show: (p) => p.first_on && sayDay(p.first_on, true) },
              { name: '近两月公开', value: (p) => Number(p.published), number: true },
              { name: '逾期', value: (p) => Number(p.missing), number: true },
              { name: '级别', value: (p) => levelNames[p.level] ?? p.level },
              { name: '上线', value: (p) => p.goes_live_on, show: (p) => sayDay(p.goes_live_on, true) },
              { name: '宽限到', value: (p) => p.grace_until, show: (p) => sayDay(p.grace_until, true) },
            ]}
            seldom
            actions={(p) => (
              <Button size="small" onClick={() => setOpened(p)} aria-label={`${p.name}的上线准备`}>
                核对
              </Button>
            )}
            filters={
              <label>
                准备得怎样
                <select value={only} onChange={(e) => setQuery({ only: e.target.value })}>
                  <option value="">全部</option>
                  {['已经公开', '可以开始', '缺账号', '缺人'].map((s) => (
                    <option key={s}>{s}</option>
                  ))}
                </select>
              </label>
            }
          />
        )}
      </Shown>
      {opened && <OnboardingParts slug={opened.slug} name={opened.name} onClose={() => setOpened(undefined)} />}
    </div>
  )
}

const isReady = (p: Row, part: OnboardingPart): boolean => p.ticks.find((t) => t.part === part)?.ready === true

function stateOf(p: Row): string {
  if (p.first_on !== null) return '已经公开'
  if (Number(p.vacant) > 0) return '缺人'
  return Number(p.accounts) < Number(p.posts) ? '缺账号' : '可以开始'
}
