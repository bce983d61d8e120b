/** Somebody else was quicker: what they changed, and how both works become one. */
import { Button } from '../parts/Button.tsx'
import { merged } from '../../kernel/versions/merge.ts'
import { ApiError } from '../client.ts'
import { Note } from '../parts/Note.tsx'
import { sentenceOf, tell } from '../parts/tell.tsx'
import { Changes } from './Changes.tsx'

export type Other = { message: string; changes: readonly string[] }

/** What a refusal says of the other's version; nothing where it was refused for something else. */
export function otherIn(error: unknown): Other | undefined {
  if (!(error instanceof ApiError) || error.status !== 409) return undefined
  const told = error.details as { version?: number; changes?: string[] } | undefined
  return told?.version === undefined ? undefined : { message: sentenceOf(error), changes: told.changes ?? [] }
}

/** As `merged`; says whether both changed the same. */
export function mergeAndTell<D extends object>(base: D, mine: D, theirs: D): D {
  const { whole, both } = merged(base, mine, theirs)
  tell(
    both.length === 0
      ? '合在一起了：别人改的和您改的都在。请看一遍再存。'
      : '合在一起了。两个人都改了的地方用的是您的，请看一遍再存。',
  )
  return whole
}

export function Meanwhile({ other, busy, onMerge }: { other: Other; busy: boolean; onMerge: () => Promise<void> }) {
  return (
    <Note kind="warn" role="alert">
      <p>{other.message}</p>
      {other.changes.length > 0 && (
        <>
          <p>改的是：</p>
          <Changes changes={other.changes} most={20} />
        </>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void onMerge()}>
          和我的合在一起
        </Button>
      </div>
    </Note>
  )
}
