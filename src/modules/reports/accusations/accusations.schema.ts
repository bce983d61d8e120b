/** Words and shapes of accusations, for the form, the desk and the server. */
import { z } from 'zod'

export const states = {
  received: '已收到，纪检机关还没有打开',
  opened: '纪检机关已经打开看过',
  accepted: '已受理',
  transferred: '已转有管理权限的机关办理',
  outside: '不属于纪检监察机关受理范围',
  closed: '已办结',
} as const
export type State = keyof typeof states
/** What the office says after it has read one. */
export const sayable = ['accepted', 'transferred', 'outside', 'closed'] as const

/** What an envelope holds. Files as base64. */
export type Body = {
  v: 1
  about: string
  text: string
  evidence: string
  files: { name: string; type: string; data: string }[]
}
export type Identity = { v: 1; name: string; phone: string }

/** The smallest envelope holds one block, its key and its tag. */
const envelope = (most: number) => z.instanceof(File).refine((f) => f.size > 16_000 && f.size <= most)
export const accusationSchema = z.object({
  keyId: z.string().regex(/^[0-9a-f]{32}$/),
  sealed: envelope(45_000_000),
  identity: envelope(40_000).optional(),
  key: z.string().min(16).max(80),
  altcha: z.string().max(4_000).optional(),
})
