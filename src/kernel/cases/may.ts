/**
 * Who may take which action of a step, and why not. The same function answers act(), the desk's buttons and the rights
 * matrix.
 */
import { holds, type Actor, type Post } from '../people/actor.ts'
import type { PostFunction } from '../people/functions.ts'
import type { Case, CaseEvent } from './case.ts'
import { procedureOf, type Action, type Standing, type Step } from './procedure.ts'
import { undoneBy } from './route.ts'

export type Refusal = { reason: 'step' | 'post' | 'conflict'; say: string }

/**
 * The post through which a person may act now, or why they may not. Whether they are barred from the case is asked
 * before (seeing.ts).
 */
export function postForAction(actor: Actor, c: Case, history: CaseEvent[], actionName: string): Post | Refusal {
  const step = procedureOf(c.procedure).steps[c.step]
  if (!step) return { reason: 'step', say: '这件事现在走到了别的步骤。' }
  const action = step.actions[actionName]
  if (!action || (action.undoes !== undefined && !undoneBy(action, history)))
    return { reason: 'step', say: `这件事现在在“${step.name}”，不能做这一步。请看看别人做了什么。` }
  // Whoever works on a case does not speak for the one it is about (actAsParty).
  if (action.party) return { reason: 'post', say: `“${action.name}”只能由当事人自己办。` }
  const posts = actor.posts.filter(
    (p) => (action.by ?? handsOf(step, c)).includes(p.function) && stands(p, action.standing ?? step.standing, c),
  )
  if (posts.length === 0) return { reason: 'post', say: `这一步（${step.name}）不归您的岗位办。` }
  if (action.takesBack) return handedInBy(actor, posts, step, history)
  const clash = conflictOf(actor.personId, step, history)
  if (clash) return { reason: 'conflict', say: clash }
  return posts[0]!
}

/**
 * Of these posts the one that handed the matter in, whoever holds it now; refused as soon as anybody has done something
 * since.
 */
function handedInBy(actor: Actor, posts: Post[], step: Step<string>, history: CaseEvent[]): Post | Refusal {
  const since = history.findLastIndex((e) => e.to_step !== e.from_step && e.action !== 'open')
  const handed = history[since]
  const post = posts.find(
    (p) =>
      handed !== undefined &&
      (handed.person_id === actor.personId || (handed.post_name === p.post && handed.place_name === p.region)),
  )
  if (!post) return { reason: 'post', say: `谁送的由谁取回；您要改，请用“${step.name}”这一步里的退回。` }
  const acted = history.slice(since + 1).find((e) => e.person_id !== null)
  if (acted)
    return {
      reason: 'conflict',
      say: `${acted.person_name}（${acted.post_name}）已经办过，不能取回了。要改，请他们退回。`,
    }
  return post
}

/** The actions of the current step that this person may take now. */
export function mayOf(actor: Actor, c: Case, history: CaseEvent[]): string[] {
  const step = procedureOf(c.procedure).steps[c.step]
  if (!step || c.paused_at !== null || c.merged_into !== null) return []
  return Object.keys(step.actions).filter((name) => !('reason' in postForAction(actor, c, history, name)))
}

/**
 * The post through which a person has the case in hand now: each action of the step is theirs, or all would be but for
 * the pause.
 */
export function handling(actor: Actor, c: Case): Post | undefined {
  const step = procedureOf(c.procedure).steps[c.step]
  if (!step || c.closed_at !== null) return undefined
  const of = (a: Action<string>) =>
    actor.posts.find(
      (p) => (a.by ?? handsOf(step, c)).includes(p.function) && stands(p, a.standing ?? step.standing, c),
    )
  return Object.values(step.actions)
    .filter(
      (a) => (a.standing ?? step.standing) !== 'aboveHolder' && !a.watching && !a.takesBack && a.undoes === undefined,
    )
    .map(of)
    .find((p) => p !== undefined)
}

/** Of the functions that a step names, those that have this case in hand. */
export function handsOf(step: Step<string>, c: Pick<Case, 'hands'>): readonly PostFunction[] {
  return c.hands === null ? step.by : step.by.filter((f) => c.hands!.includes(f))
}

export function isRefusal(x: Post | Refusal): x is Refusal {
  return 'reason' in x
}

/** A village group has no staff of its own: its village's posts act for it. */
function stands(post: Post, standing: Standing, c: Case): boolean {
  if (standing === 'above') return holds(post.path, c.path)
  if (standing === 'aboveHolder')
    return c.holder_path !== null && post.path !== c.holder_path && holds(post.path, c.holder_path)
  const at = standing === 'holder' ? (c.holder_path ?? c.path) : c.path
  return post.path === at || (post.level === 'village' && holds(post.path, at))
}

/** Whoever drafted cannot review or sign the same thing: only acts on the content as it stands now count. */
function conflictOf(personId: string, step: Step<string>, history: CaseEvent[]): string | undefined {
  if (!step.apart || step.apart.length === 0) return undefined
  const since = history.findLastIndex((e) => e.action === 'submit')
  const acted = history
    .slice(Math.max(0, since))
    .find(
      (e) =>
        e.person_id === personId && e.from_step !== null && step.apart!.includes(e.from_step) && e.action !== 'return',
    )
  return acted ? `您已经以“${acted.post_name}”办过这份材料的前一步，不能再办“${step.name}”，请由别的人办。` : undefined
}
