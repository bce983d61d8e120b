/** Who owes an item, through whose hands it goes, who guides it, how long it is kept. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { levelNames } from '../../../../console/parts/places.ts'
import type { Item as Definition } from '../catalogue.schema.ts'
import { audienceNames, chainNames, privacyNames, reviewNames, signNames } from '../names.ts'

type Props = { value: Definition; onValue: (part: Partial<Definition>) => void }
/** What is chosen from a list. */
type Chosen = 'chain' | 'reviewBy' | 'signBy' | 'dept' | 'publisher' | 'group' | 'audience' | 'privacyLevel'
const levels = ['village', 'group', 'township', 'bureau', 'county'] as const
const same = (names: readonly string[]) => names.map((n) => [n, n] as const)

export function Belonging({ value: d, onValue }: Props) {
  const bureaux = useQuery({
    queryKey: ['bureaux'],
    staleTime: 300_000,
    queryFn: () => ask(api.bureaux.$get()).then((a) => a.bureaux),
  })
  const select = <K extends Chosen>(key: K, label: string, options: readonly (readonly [string, string])[]) => (
    <label className="field">
      <span>{label}</span>
      <select
        className="plain-input"
        value={d[key]}
        onChange={(e) => onValue({ [key]: e.target.value as Definition[K] } as Pick<Definition, K>)}
      >
        {d[key] === '' && <option value="">请选择</option>}
        {options.map(([k, n]) => (
          <option key={k} value={k}>
            {n}
          </option>
        ))}
      </select>
    </label>
  )
  const days = (text: string) => (text.trim() === '' ? null : Number(text))
  return (
    <>
      <fieldset className="field plain-set">
        <legend className="label">谁要公开</legend>
        {levels.map((l) => (
          <label key={l} className="check">
            <input
              type="checkbox"
              checked={d.levels.includes(l)}
              onChange={(e) =>
                onValue({ levels: e.target.checked ? [...d.levels, l] : d.levels.filter((x) => x !== l) })
              }
            />
            <span>{levelNames[l]}</span>
          </label>
        ))}
      </fieldset>
      {select('chain', '经谁的手', Object.entries(chainNames))}
      {select('reviewBy', '谁审查', Object.entries(reviewNames))}
      {select('signBy', '谁签字', Object.entries(signNames))}
      {select(
        'dept',
        '指导责任单位',
        (bureaux.data ?? []).map((b) => [b.code, b.name] as const),
      )}
      {select(
        'publisher',
        '发布主体',
        same([...new Set(['村民委员会', '村党组织', '村务监督委员会', '村集体经济组织', d.publisher])]),
      )}
      {select('group', '分组', same([...new Set(['村情', '村务', '财务', '党务', d.group])]))}
      {select('audience', '给谁看', Object.entries(audienceNames))}
      {select('privacyLevel', '涉及个人', Object.entries(privacyNames))}
      <label className="field">
        <span>
          公布期限 <span className="hint">天，不少于 15；长期公开的可以不填</span>
        </span>
        <input
          className="plain-input"
          inputMode="numeric"
          value={d.minDisplayDays ?? ''}
          onChange={(e) => onValue({ minDisplayDays: days(e.target.value) })}
        />
      </label>
      <label className="field">
        <span>
          公示期 <span className="hint">天，不要公示的不填</span>
        </span>
        <input
          className="plain-input"
          inputMode="numeric"
          value={d.noticeWindowDays ?? ''}
          onChange={(e) => onValue({ noticeWindowDays: days(e.target.value) })}
        />
      </label>
      <label className="field">
        <span>
          保存几年 <span className="hint">永久保存的不填</span>
        </span>
        <input
          className="plain-input"
          inputMode="numeric"
          value={d.retention.years ?? ''}
          onChange={(e) => onValue({ retention: { ...d.retention, years: days(e.target.value) } })}
        />
      </label>
      <label className="field">
        <span>保存的依据</span>
        <input
          className="plain-input"
          maxLength={200}
          value={d.retention.basis}
          onChange={(e) => onValue({ retention: { ...d.retention, basis: e.target.value } })}
        />
      </label>
      {d.frequency === 'perStage' && <Stages value={d} onValue={onValue} />}
    </>
  )
}

/** Stages by name, in order; a stage that was there keeps its key and its window. */
function Stages({ value: d, onValue }: Props) {
  const set = (text: string) =>
    onValue({
      stages: text.split('、').map(
        (name, i) =>
          d.stages.find((s) => s.name === name) ?? {
            ...(d.stages.length > i ? d.stages[i]! : { key: `stage${i + 1}` }),
            name,
          },
      ),
    })
  return (
    <label className="field">
      <span>
        有哪些阶段 <span className="hint">按先后，用顿号分开</span>
      </span>
      <input
        className="plain-input"
        value={d.stages.map((s) => s.name).join('、')}
        onChange={(e) => set(e.target.value)}
      />
    </label>
  )
}
