/** The e-mail address of a post that changes hands: it may be the leaver's own, so it stands in the record. */
import { addressesOfPost } from '../../kernel/notices/addresses.ts'
import type { HandOverPart } from '../../kernel/people/handOver.ts'

/** From the day after the last one nothing is sent there until it is confirmed (`kernel/notices/addresses.ts`). */
export const addressesHandOver: HandOverPart = {
  kind: '单位邮箱',
  open: async (tx, at) =>
    (await addressesOfPost(tx, at)).map(({ id, email }) => ({
      id,
      title: email.replace(/^(.).*(@.*)$/, '$1***$2'),
      step: '换人后停发，等确认',
      due_at: null,
    })),
}
