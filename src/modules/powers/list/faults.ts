/** What is wrong with a power although each field is well formed: told with a remedy. */
import { stepsOf } from './bands.ts'
import { refusedCitation, refusedOf, type Refused } from '../../../kernel/rules/certificates.ts'
import { townshipHands, type Power } from './powers.schema.ts'

export type PowerFault = { field: string; say: string; remedy: string }

/** Which kinds of particulars a bound fits. */
const bounds = {
  optionBands: 'choice',
  quorum: 'text',
  amount: 'money',
  leastDays: 'dates',
  most: 'int',
  past: 'date',
  party: 'text',
} as const
/** Bounds that follow the band of the amount. */
const banded: readonly string[] = ['amount', 'optionBands']
const isBound = (name: string): name is keyof typeof bounds => name in bounds

function misplaced({ steps, amount }: Power): PowerFault[] {
  return steps.flatMap((s) =>
    s.facts.flatMap((f) =>
      Object.keys(f)
        .filter(isBound)
        .filter((name) => f.kind !== bounds[name] || (banded.includes(name) && !amount))
        .map((name) => ({
          field: `steps.${s.key}.facts.${f.key}.${name}`,
          say: `“${f.label}”不能这样限定（${name}）。`,
          remedy:
            f.kind === bounds[name]
              ? '这一项权力不分金额，请去掉。'
              : `这种限定只用在${bounds[name]}类的内容上，请去掉。`,
        })),
    ),
  )
}

/** `refused`: certificates that the county's villages must not issue besides the twenty. */
export function powerFaults(power: Power, refused: readonly Refused[] = []): PowerFault[] {
  return [
    ...certificate(power, refused),
    ...keysOnce(power),
    ...hands(power),
    ...aparts(power),
    ...bands(power),
    ...limits(power),
    ...notices(power),
    ...facts(power),
    ...misplaced(power),
    ...options(power),
  ]
}

function certificate({ name }: Power, refused: readonly Refused[]): PowerFault[] {
  const named = refusedOf(name, refused)
  return named
    ? [
        {
          field: 'name',
          say: `村里不得出具“${named.name}”（${refusedCitation}），不能列进清单。`,
          remedy: `请告诉村民找${named.competent}。`,
        },
      ]
    : []
}

function keysOnce({ steps }: Power): PowerFault[] {
  return doubled(steps.map((s) => s.key)).map((k) => ({
    field: `steps.${k}`,
    say: `步骤的键 ${k} 用了两次。`,
    remedy: '请换一个键。',
  }))
}

function hands({ steps }: Power): PowerFault[] {
  const town = new Set<string>(townshipHands)
  return steps
    .filter((s) => new Set(s.hands.map((h) => town.has(h))).size > 1)
    .map((s) => ({
      field: `steps.${s.key}.hands`,
      say: `“${s.name}”既写了村里的岗位，又写了乡镇的岗位。`,
      remedy: '一步只在一级办，请拆成两步，或者只留一级。',
    }))
}

function aparts({ steps }: Power): PowerFault[] {
  return steps.flatMap((s, i) =>
    s.apart
      .filter((k) => !steps.slice(0, i).some((b) => b.key === k))
      .map((k) => ({
        field: `steps.${s.key}.apart`,
        say: `“${s.name}”要和“${k}”分开办，前面却没有这一步。`,
        remedy: '请改成前面步骤的键。',
      })),
  )
}

function bands({ amount, steps, name }: Power): PowerFault[] {
  const known = amount?.bands.map((b) => b.key) ?? []
  const unknown = steps.flatMap((s) =>
    s.bands
      .filter((b) => !known.includes(b))
      .map((b) => ({
        field: `steps.${s.key}.bands`,
        say: `“${s.name}”只用于限额 ${b}，这项权力没有这一档。`,
        remedy: '请改成 amount.bands 里有的键。',
      })),
  )
  if (!amount) return unknown
  const tops = amount.bands.map((b) => b.below)
  const order = tops.some(
    (t, i) => (t === null && i < tops.length - 1) || (t !== null && t <= (i === 0 ? amount.from : tops[i - 1]!)),
  )
  return [
    ...unknown,
    ...doubled(known).map((k) => ({ field: 'amount.bands', say: `限额的键 ${k} 用了两次。`, remedy: '请换一个键。' })),
    ...(order
      ? [
          {
            field: 'amount.bands',
            say: '各档限额没有从小到大排，或者中间断了。',
            remedy: '请按 below 从小到大排列；只有最后一档可以不写上限。',
          },
        ]
      : []),
    ...amount.bands
      .filter((b) => stepsOf({ steps } as Power, b.key).length === 0)
      .map((b) => ({
        field: 'amount.bands',
        say: `“${name}”在“${b.name}”这一档没有一步。`,
        remedy: '请给这一档写步骤。',
      })),
    ...(amount.kind === 'law' && amount.citation === ''
      ? [
          {
            field: 'amount.citation',
            say: '限额写的是法律规定，却没有写依据。',
            remedy: '请写明依据，或者把 kind 改成 assumed。',
          },
        ]
      : []),
  ]
}

function limits({ steps }: Power): PowerFault[] {
  return steps
    .filter((s) => s.limit?.kind === 'law' && s.limit.citation === '')
    .map((s) => ({
      field: `steps.${s.key}.limit`,
      say: `“${s.name}”的期限写的是法律规定，却没有写依据。`,
      remedy: '请写明依据，或者把 kind 改成 assumed。',
    }))
}

/** An item, with its stage, follows from one step of a way only: the second would find the first one's notice. */
function notices(power: Power): PowerFault[] {
  const ways = power.amount ? power.amount.bands.map((b) => b.key) : [null]
  const twice = ways.flatMap((band) =>
    doubled(stepsOf(power, band).flatMap((s) => s.notices.map((n) => `${n.item}${n.stage ? ` ${n.stage}` : ''}`))),
  )
  return [...new Set(twice)].map((n) => ({
    field: 'steps.notices',
    say: `公开事项 ${n} 在同一次办理里由两步引出。`,
    remedy: '请只留在一步。',
  }))
}

function facts({ steps }: Power): PowerFault[] {
  return steps.flatMap((s) => [
    ...doubled([...s.facts.map((f) => f.key), ...s.papers.map((p) => p.key)]).map((k) => ({
      field: `steps.${s.key}`,
      say: `“${s.name}”里 ${k} 用了两次。`,
      remedy: '请换一个键。',
    })),
    ...s.facts
      .filter((f) => (f.kind === 'choice') !== (f.options !== undefined))
      .map((f) => ({
        field: `steps.${s.key}.facts`,
        say: `“${f.label}”是选择的要写选项，不是选择的不要写。`,
        remedy: '请补上或者删去 options。',
      })),
  ])
}

/**
 * Who gets the work, and in which way: where amounts part the ways, the list says for every way of awarding which
 * amounts it is for. A band that a step is for has at least one option left.
 */
function options({ amount, steps }: Power): PowerFault[] {
  if (!amount) return []
  const known = amount.bands.map((b) => b.key)
  return steps.flatMap((s) =>
    s.facts.flatMap((f) => {
      if (f.kind !== 'choice' || !f.options) return []
      const field = `steps.${s.key}.facts.${f.key}.optionBands`
      if (!f.optionBands)
        return s.facts.some((x) => x.party)
          ? [
              {
                field,
                say: `“${f.label}”没有写每个选项用于哪一档金额。`,
                remedy: '请在 optionBands 里逐个选项写 bands 和依据（basis）。',
              },
            ]
          : []
      const told = f.optionBands.map((o) => o.option)
      const missing = f.options.filter((o) => !told.includes(o))
      const strange = told.filter((o) => !f.options!.includes(o))
      const unknown = f.optionBands.flatMap((o) => o.bands.filter((b) => !known.includes(b)))
      const bare = (s.bands.length === 0 ? known : s.bands).filter(
        (b) => !f.optionBands!.some((o) => o.bands.includes(b)),
      )
      return [
        ...missing.map((o) => ({
          field,
          say: `“${f.label}”的选项“${o}”没有写用于哪一档金额。`,
          remedy: '请补上它的 bands 和依据；哪一档都不许用的，bands 留空。',
        })),
        ...strange.map((o) => ({ field, say: `“${f.label}”没有“${o}”这个选项。`, remedy: '请改成 options 里有的。' })),
        ...doubled(told).map((o) => ({ field, say: `“${f.label}”的选项“${o}”写了两次。`, remedy: '请只留一次。' })),
        ...[...new Set(unknown)].map((b) => ({
          field,
          say: `“${f.label}”的选项用于限额 ${b}，这项权力没有这一档。`,
          remedy: '请改成 amount.bands 里有的键。',
        })),
        ...bare.map((b) => ({
          field,
          say: `“${f.label}”在“${amount.bands.find((x) => x.key === b)?.name ?? b}”这一档一个选项也不能选。`,
          remedy: '请至少让一个选项用于这一档。',
        })),
      ]
    }),
  )
}

const doubled = (keys: readonly string[]) => [...new Set(keys.filter((k, i) => keys.indexOf(k) < i))]
