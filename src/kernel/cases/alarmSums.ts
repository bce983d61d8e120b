/**
 * Nobody reads two hundred reminders at once: what one post would hear many times in one sweep is said once, with the
 * number.
 */
import type { NewMessage } from '../notices/messages.ts'

const each = 5
const said: Record<string, (n: number) => string> = {
  yellow: (n) => `有 ${n} 件事快到期，请抓紧办。`,
  red: (n) => `有 ${n} 件事已逾期，请马上办。`,
  escalated: (n) => `下面有 ${n} 件事逾期未办，请督促。`,
}

/**
 * The messages of a sweep; more than five of a kind to the same post become one, which leads to the list. `guarded`:
 * cases from which somebody is barred, who must not even count them: they are told apart.
 */
export function inSum(all: readonly NewMessage[], guarded: ReadonlySet<string>): NewMessage[] {
  const apart = (m: NewMessage) => (guarded.has(m.caseId ?? '') ? `apart ${m.caseId}` : '')
  return [...Map.groupBy(all, (m) => `${m.regionId} ${m.function} ${m.kind} ${apart(m)}`).values()].flatMap((same) =>
    same.length <= each
      ? same
      : [
          {
            regionId: same[0]!.regionId,
            function: same[0]!.function,
            kind: same[0]!.kind,
            say: said[same[0]!.kind]!(same.length),
            link: same[0]!.kind === 'escalated' ? '/board' : '/',
            caseId: null,
          },
        ],
  )
}
