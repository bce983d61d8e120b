/** The county's list of powers: what stands on it, what is planned, what has ended; the way to a new one. */
import { Button } from '../../../../console/parts/Button.tsx'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { Shown } from '../../../../console/parts/State.tsx'
import { go, Link } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'
import { versionColumns } from '../../../../console/versions/columns.ts'
import { useList } from './useList.ts'
import { ofWhole } from '../../../../console/whole.ts'

const states = { inForce: '在清单里', planned: '还没开始', ended: '不再列入' } as const

export default function PowerList() {
  const list = useList()
  const edits = useMe().data?.may.includes('power.edit') === true
  return (
    <div className="page">
      <div className="head">
        <h1>权力清单</h1>
        {edits && (
          <div className="do">
            <Button onClick={() => go('/power-aspects')}>方面</Button>
            <Button type="primary" onClick={() => go('/power-list/new')}>
              新列一项
            </Button>
          </div>
        )}
      </div>
      <p className="quiet">
        {edits
          ? '改了存成新的一版，从生效那天起发起的按新版办，正在办的照原来的办完。每个村“权力清单”那一项公开跟着自动更新。'
          : ofWhole('清单由县里定，要改请告诉县管理员。')}
      </p>
      <Shown query={list} what="权力清单">
        {({ powers, aspects }) => (
          <DataTable
            name="权力清单"
            rows={powers}
            keyOf={(p) => p.code}
            empty="还没有。"
            notes={['正在办 = 已经发起、还没有办结的件数']}
            columns={[
              { name: '编码', value: (p) => p.code },
              {
                name: '权力',
                main: true,
                value: (p) => p.name,
                wide: true,
                show: (p) => <Link to={`/power-list/${p.code}`}>{p.name}</Link>,
              },
              { name: '方面', value: (p) => aspects.find((a) => a.code === p.aspect)?.name ?? p.aspect },
              { name: '步骤', value: (p) => p.steps, number: true },
              { name: '正在办', value: (p) => p.open, number: true },
              ...versionColumns(states),
            ]}
            seldom
            actions={(p) => (
              <Button size="small" onClick={() => go(`/power-list/${p.code}`)} aria-label={`打开 ${p.name}`}>
                打开
              </Button>
            )}
          />
        )}
      </Shown>
    </div>
  )
}
