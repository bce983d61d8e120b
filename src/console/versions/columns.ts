/**
 * What lists of entries in versions show alike: where an entry comes from, whether it is in force, in which version.
 */
import { sayDay } from '../parts/time.ts'
import { ofWhole } from '../whole.ts'

type Line<S extends string> = {
  version: number
  state: S
  own: boolean
  next: { version: number; from: string; state: string } | null
}

/** Columns of a `DataTable`. `states`: the words for each state, the one for `ended` also for what is to end. */
export const versionColumns = <S extends string>(states: Readonly<Record<S | 'ended', string>>) => [
  { name: '从哪来', value: (line: Line<S>) => ofWhole(line.own ? '本县改的' : '县里导入的') },
  { name: '状态', value: (line: Line<S>) => states[line.state] },
  {
    name: '版本',
    value: (line: Line<S>) => line.version,
    number: true,
    show: ({ version, next }: Line<S>) => {
      const then = next?.state === 'ended' ? states.ended : `第 ${next?.version} 版`
      return `${version === 0 ? '' : version}${next ? `（${sayDay(next.from)}起${then}）` : ''}`
    },
  },
]
