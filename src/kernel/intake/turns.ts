/**
 * Who waits for whom where files of strangers are taken apart: so many at once in all, one of each sender, and the next is whoever has
 * waited longest among those who have none. So one sender with slow files holds up nobody else.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { UserError } from '../../platform/errors.ts'

/** Who sends in this request: the address of a stranger (app/app.ts), the account of a signed-in person (kernel/staff/staff.ts). */
export const sender = new AsyncLocalStorage<string>()

const ourselves = 'ourselves'

export type Limits = { atOnce: number; waitingOfOne: number; waiting: number }
const usual: Limits = { atOnce: Math.max(2, availableParallelism()), waitingOfOne: 12, waiting: 120 }

/** A queue of its own. What runs for ourselves (jobs) has no limit of one, it is one at a time already. */
export class Turns {
  private readonly running = new Map<string, number>()
  private readonly queue: { who: string; start: () => void }[] = []
  private count = 0
  private readonly limits: Limits

  constructor(limits: Limits = usual) {
    this.limits = limits
  }

  /** Runs when it is the sender's turn. 429 where the sender has too many waiting, 503 where everybody has. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    const who = sender.getStore() ?? ourselves
    if (!this.mayStart(who)) await this.wait(who)
    this.count += 1
    this.running.set(who, (this.running.get(who) ?? 0) + 1)
    try {
      return await work()
    } finally {
      this.count -= 1
      const left = this.running.get(who)! - 1
      if (left > 0) this.running.set(who, left)
      else this.running.delete(who)
      this.next()
    }
  }

  private mayStart(who: string): boolean {
    return this.count < this.limits.atOnce && (who === ourselves || !this.running.has(who))
  }

  private wait(who: string): Promise<void> {
    if (this.queue.filter((q) => q.who === who).length >= this.limits.waitingOfOne)
      throw new UserError(429, '您已经有好几份文件在等着检查，请等它们查完再传。')
    if (this.queue.length >= this.limits.waiting)
      throw new UserError(503, '现在传文件的人很多，请过一两分钟再传。您填的内容没有丢。')
    return new Promise((start) => this.queue.push({ who, start }))
  }

  private next(): void {
    const i = this.queue.findIndex((q) => this.mayStart(q.who))
    if (i >= 0) this.queue.splice(i, 1)[0]!.start()
  }
}

export const turns = new Turns()
