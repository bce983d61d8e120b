/** The draft while it is written: undo, saving by itself 1.5 seconds after typing, two windows, no network. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError, ask as request } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { readNotice, type Notice } from './notice/useNotice.ts'
import { forget, keep, keptOf } from './keeping.ts'
import { keepAsked, keptAsked, type Asked } from './readAsked.ts'
import { sameWork, tidy, workOf, type Work } from './work.ts'

export type SaveState =
  | { kind: 'saved'; at: string | null }
  | { kind: 'waiting' | 'saving' }
  /** Tried again by itself; `why`: no network, or no sign-in any more. */
  | { kind: 'offline'; kept: boolean; why: 'network' | 'signedOut' }
  | { kind: 'stopped'; say: string }
  | { kind: 'conflict'; theirs: Notice }
export type Checked = Pick<Notice, 'problems' | 'findings'>

const pause = 1_500
const retryAfter = 5_000
const keepAfter = 300

export function useDraft(notice: Notice) {
  const [start] = useState(() => beginning(notice))
  const [work, setWork] = useState<Work>(start.work)
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: null })
  const [checked, setChecked] = useState<Checked & { of: Work }>({
    problems: notice.problems,
    findings: notice.findings,
    of: start.work,
  })
  const [asked, setAsked] = useState(() => keptAsked(notice.id))
  const ask = useCallback(
    (all: readonly Asked[]) => {
      keepAsked(notice.id, all)
      setAsked([...all])
    },
    [notice.id],
  )
  const [depth, setDepth] = useState(0)
  const now = useRef({
    work: start.work,
    saved: sameWork(start.work, workOf(notice)) ? start.work : workOf(notice),
    revision: start.revision,
    past: [] as Work[],
    mark: '',
    running: undefined as Promise<boolean> | undefined,
    halted: false,
    keeping: undefined as number | undefined,
  })

  /** Keeps on this device what the server does not have yet. */
  const keepNow = useCallback(() => {
    const at = now.current
    window.clearTimeout(at.keeping)
    at.keeping = undefined
    if (sameWork(at.work, at.saved)) return
    const kept = keep(notice.id, { revision: at.revision, work: at.work, at: new Date().toISOString() })
    setState((s) => (s.kind === 'offline' ? { ...s, kept } : s))
  }, [notice.id])
  useEffect(() => {
    const at = now.current
    const leaving = () => at.keeping !== undefined && keepNow()
    window.addEventListener('pagehide', leaving)
    return () => {
      window.removeEventListener('pagehide', leaving)
      leaving()
    }
  }, [keepNow])

  const save = useCallback(async (): Promise<boolean> => {
    const at = now.current
    if (at.running) await at.running
    if (at.halted) return false
    if (sameWork(at.work, at.saved)) {
      setState((s) => (s.kind === 'waiting' ? { kind: 'saved', at: null } : s))
      return true
    }
    const sent = at.work
    setState({ kind: 'saving' })
    at.running = request(
      api.notices[':id'].draft.$put({
        param: { id: notice.id },
        json: {
          revision: at.revision,
          ...tidy(sent),
          publishAt: sent.publishAt === null ? null : new Date(sent.publishAt),
          settled: true,
        },
      }),
    ).then(
      (done) => {
        at.revision = done.revision
        at.saved = sent
        setChecked({ problems: done.problems, findings: done.findings as Checked['findings'], of: sent })
        const whole = sameWork(at.work, sent)
        if (whole) forget(notice.id)
        setState(whole ? { kind: 'saved', at: done.savedAt } : { kind: 'waiting' })
        return true
      },
      async (error: unknown) => {
        setState(await stateAfter(error, notice.id))
        // Somebody else's version waits to be settled; what was refused is tried again with the next change.
        at.halted = error instanceof ApiError && error.status === 409
        return false
      },
    )
    const ok = await at.running
    at.running = undefined
    return ok
  }, [notice.id])

  /** A change by the person. Changes with the same mark as the last (typing on in one cell) are undone together. */
  const change = useCallback((step: (work: Work) => Work, mark = '') => {
    const at = now.current
    const before = at.work
    const next = step(before)
    if (next === before) return
    if (mark === '' || mark !== at.mark) at.past = [...at.past.slice(-99), before]
    setDepth(at.past.length)
    at.mark = mark
    at.work = next
    setWork(next)
  }, [])

  const undo = useCallback(() => {
    const at = now.current
    const last = at.past.pop()
    if (!last) return
    at.mark = ''
    at.work = last
    setDepth(at.past.length)
    setWork(last)
  }, [])

  useEffect(() => {
    const at = now.current
    if (work === at.saved) return
    // Writing five hundred rows down takes longer than a key may: a moment later, once for all that was typed till
    // then.
    at.keeping ??= window.setTimeout(keepNow, keepAfter)
    if (at.halted) return
    setState((s) => (s.kind === 'offline' || s.kind === 'waiting' ? s : { kind: 'waiting' }))
    const timer = window.setTimeout(() => void save(), pause)
    return () => window.clearTimeout(timer)
  }, [work, save, keepNow])

  useEffect(() => {
    if (state.kind !== 'offline') return
    const again = () => void save()
    const timer = window.setInterval(again, retryAfter)
    window.addEventListener('online', again)
    return () => {
      window.clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [state.kind, save])

  /** Settles a conflict: mine over theirs, or theirs with mine one "undo" away. */
  const settle = useCallback(
    (theirs: Notice, whose: 'mine' | 'theirs') => {
      const at = now.current
      at.revision = theirs.revision ?? 0
      const other = workOf(theirs)
      at.saved = other
      at.halted = false
      if (whose === 'mine') return void save()
      change(() => other)
      forget(notice.id)
      setState({ kind: 'saved', at: null })
    },
    [change, save, notice.id],
  )

  return {
    work,
    change,
    undo,
    mayUndo: depth > 0,
    state,
    checked,
    /** What was doubtful when it was read; `ask` puts other questions in their place. */
    asked,
    ask,
    save,
    settle,
    restored: start.restored,
    revision: () => now.current.revision,
  }
}

export type Draft = ReturnType<typeof useDraft>

/**
 * Starts from what this device kept unsaved. It keeps its own revision: if somebody saved meanwhile, saving it says so.
 */
function beginning(notice: Notice): { work: Work; revision: number; restored: string | undefined } {
  const kept = keptOf(notice.id)
  if (!kept || sameWork(kept.work, workOf(notice)))
    return { work: workOf(notice), revision: notice.revision ?? 0, restored: undefined }
  return { work: kept.work, revision: kept.revision, restored: kept.at }
}

async function stateAfter(error: unknown, id: string): Promise<SaveState> {
  if (!(error instanceof ApiError)) return { kind: 'stopped', say: sentenceOf(error) }
  if (error.status === 0 || error.status === 401)
    return { kind: 'offline', kept: keptOf(id) !== undefined, why: error.status === 0 ? 'network' : 'signedOut' }
  const overtaken =
    error.status === 409 && typeof (error.details as { revision?: unknown } | undefined)?.revision === 'number'
  const theirs = overtaken ? await readNotice(id).catch(() => undefined) : undefined
  return theirs ? { kind: 'conflict', theirs } : { kind: 'stopped', say: error.message }
}
