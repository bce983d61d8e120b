/**
 * Who waits for whom where files of strangers are taken apart: so many at once in all, one of each sender, and the next
 * is whoever has waited longest among those who have none. So one sender with slow files holds up nobody else.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { UserError } from '../../platform/errors.ts'

/**
 * Who sends in this request: the address of a stranger (app/app.ts), the account of a signed-in person
 * (kernel/staff/staff.ts).
 */
export const sender = new AsyncLocalStorage<string>()

export type Limits = { atOnce: number; waitingOfOne: number; waiting: number }
const usual: Limits = { atOnce: Math.max(2, availableParallelism()), waitingOfOne: 12, waiting: 120 }

export class Turns {
  private readonly running = new Set<string>()
  private readonly queue: { who: string; start: () => void }[] = []
  private readonly limits: Limits

  constructor(limits: Limits = usual) {
    this.limits = limits
  }

  /** Runs when it is the sender's turn. Errors as `enter`. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    const leave = await this.enter()
    return work().finally(leave)
  }

  /**
   * Waits for the sender's turn; whoever got in calls the answer to leave. Our own jobs have no sender: they are one at
   * a time already and take nobody's place. 429 where the sender has too many waiting, 503 where everybody has.
   */
  async enter(): Promise<() => void> {
    const who = sender.getStore()
    if (who === undefined) return () => undefined
    // A place that is handed over counts at once: between two senders nobody slips in.
    if (this.mayStart(who)) this.running.add(who)
    else await this.wait(who)
    return () => this.leave(who)
  }

  private mayStart(who: string): boolean {
    return this.running.size < this.limits.atOnce && !this.running.has(who)
  }

  private leave(who: string): void {
    this.running.delete(who)
    const i = this.queue.findIndex((q) => this.mayStart(q.who))
    if (i < 0) return
    const [next] = this.queue.splice(i, 1)
    this.running.add(next!.who)
    next!.start()
  }

  private wait(who: string): Promise<void> {
    if (this.queue.filter((q) => q.who === who).length >= this.limits.waitingOfOne)
      throw new UserError(429, '您已经有好几份文件在等着检查，请等它们查完再传。')
    if (this.queue.length >= this.limits.waiting)
      throw new UserError(503, '现在传文件的人很多，请过一两分钟再传。您填的内容没有丢。')
    return new Promise((start) => this.queue.push({ who, start }))
  }
}

export const turns = new Turns()
