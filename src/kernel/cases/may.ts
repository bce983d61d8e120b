/** Who may take which action of a step, and why not. The same function answers act(), the desk's buttons and the rights matrix. */
import { holds, type Actor, type Post } from '../people/actor.ts'
import type { Case, CaseEvent } from './case.ts'
import { procedureOf, type Action, type Procedure, type Step } from './procedure.ts'

export type Refusal = { reason: 'step' | 'post' | 'conflict'; say: string }

/** The post through which a person may act now, or why they may not. */
export function postForAction(actor: Actor, c: Case, history: CaseEvent[], actionName: string): Post | Refusal {
  const { step, action } = actionAt(procedureOf(c.procedure), c.step, actionName)
  if (!step) return { reason: 'step', say: '这件事现在走到了别的步骤。' }
  if (!action) return { reason: 'step', say: `这件事现在在“${step.name}”，不能做这一步。请刷新看看别人做了什么。` }
  const functions = action.by ?? step.by
  const posts = actor.posts.filter((p) => functions.includes(p.function) && stands(p, step, c))
  if (posts.length === 0) return { reason: 'post', say: `这一步（${step.name}）不归您的岗位办。` }
  const clash = conflictOf(actor.personId, step, history)
  if (clash) return { reason: 'conflict', say: clash }
  return posts[0]!
}

/** The actions of the current step that this person may take now. */
export function mayOf(actor: Actor, c: Case, history: CaseEvent[]): string[] {
  const step = procedureOf(c.procedure).steps[c.step]
  if (!step) return []
  return Object.keys(step.actions).filter((name) => !('reason' in postForAction(actor, c, history, name)))
}

export function isRefusal(x: Post | Refusal): x is Refusal {
  return 'reason' in x
}

function actionAt(p: Procedure, stepName: string, actionName: string): { step?: Step<string>; action?: Action<string> } {
  const step = p.steps[stepName]
  return { step, action: step?.actions[actionName] }
}

/** A village group has no staff of its own: its village's posts act for it. */
function stands(post: Post, step: Step<string>, c: Case): boolean {
  if (step.standing === 'above') return holds(post.path, c.path)
  return post.path === c.path || (post.level === 'village' && holds(post.path, c.path))
}

/** Whoever drafted cannot review or sign the same thing: only acts on the content as it stands now count. */
function conflictOf(personId: string, step: Step<string>, history: CaseEvent[]): string | undefined {
  if (!step.apart || step.apart.length === 0) return undefined
  const since = history.findLastIndex((e) => e.action === 'submit')
  const acted = history.slice(Math.max(0, since)).find((e) => e.person_id === personId && e.from_step !== null && step.apart!.includes(e.from_step) && e.action !== 'return')
  return acted ? `您已经以“${acted.post_name}”办过这份材料的前一步，不能再办“${step.name}”，请由别的人办。` : undefined
}
