/**
 * The way of a run. How many steps it has, who has each in hand and how long each may take are rows of the county's
 * list: the case carries them (limits, hands, holder). What the shape says: one step after the other, a skip or a stop
 * only signed; the township sends a step back.
 */
import { defineProcedure, type Action, type Step } from '../../../kernel/cases/procedure.ts'
import { mostSteps, townshipHands, villageHands, type Power } from '../list/powers.schema.ts'

export const stepAt = (index: number): string => `s${index + 1}`
export const indexOf = (step: string): number => Number(step.slice(1)) - 1
/** What the steps of a run are called by its list, `keys` being its way. */
export const stepNames =
  (power: Power, keys: readonly string[]) =>
  (step: string): string =>
    power.steps.find((s) => s.key === keys[indexOf(step)])?.name ?? '结束'
const leaders = ['signer', 'director', 'township_leader'] as const

type RunAct = 'record' | 'finish' | 'skip' | 'skipLast' | 'stop' | 'amend' | 'sendBack'
type Way = Omit<Step<string>, 'actions'> & { actions: { [A in RunAct]?: Action<string> } }

function stepOf(i: number): Way {
  const next: Way['actions'] =
    i + 1 < mostSteps
      ? {
          record: { name: '记下这一步', to: stepAt(i + 1), holder: 'given' },
          skip: {
            name: '跳过这一步',
            to: stepAt(i + 1),
            holder: 'given',
            needsComment: true,
            signs: true,
            by: leaders,
          },
        }
      : {}
  /** The township watches every step of the village, its own turn or not. */
  const back: Way['actions'] =
    i > 0
      ? {
          sendBack: {
            name: '退回上一步',
            to: stepAt(i - 1),
            holder: 'given',
            needsComment: true,
            anew: true,
            by: townshipHands,
            standing: 'above',
            watching: true,
          },
        }
      : {}
  return {
    name: `第 ${i + 1} 步`,
    by: [...villageHands, ...townshipHands],
    standing: 'holder',
    pausable: 'power.pauseDays',
    escalate: { every: 'report.escalateHours', to: ['township_leader', 'county_admin'] },
    actions: {
      ...next,
      ...back,
      finish: { name: '记下最后一步', to: 'done', holder: 'subject' },
      skipLast: { name: '跳过最后一步', to: 'done', holder: 'subject', needsComment: true, signs: true, by: leaders },
      stop: {
        name: '停办',
        to: 'stopped',
        holder: 'subject',
        needsComment: true,
        signs: true,
        by: ['signer', 'director'],
        standing: 'own',
      },
      amend: {
        name: '改金额',
        to: stepAt(i),
        swaps: true,
        holder: 'given',
        needsComment: true,
        by: ['drafter', 'signer', 'director'],
        standing: 'own',
      },
    },
  }
}

const ways: Record<string, Way> = {
  ...Object.fromEntries(Array.from({ length: mostSteps }, (_, i) => [stepAt(i), stepOf(i)])),
  done: { name: '办结', by: [], standing: 'own', end: true, actions: {} },
  stopped: { name: '已停办', by: [], standing: 'own', end: true, actions: {} },
}

export const running = defineProcedure({
  code: 'power.run',
  name: '按权力清单办理',
  kind: '权力办理',
  start: stepAt(0),
  screen: '/powers/runs',
  bySubject: true,
  steps: ways,
})
