/**
 * The menu under the chat: up to three buttons, each a page of the site or up to five of them. Names as long as WeChat
 * shows them: 16 bytes, below 60 (developers.weixin.qq.com, 自定义菜单).
 */
import { z } from 'zod'
import { first, sql, type Db, type Tx } from '../../platform/db.ts'

const bytes = (text: string) => Buffer.byteLength(text, 'utf8')
const page = z
  .string()
  .trim()
  .max(200)
  .regex(/^\/(?!\/)[^\s"<>]*$/, '网址只能写本站的，从斜杠开始')
const name = (most: number, say: string) =>
  z
    .string()
    .trim()
    .min(1, '请写名字')
    .refine((t) => bytes(t) <= most, say)

const below = z.object({ name: name(60, '名字最多 20 个字'), path: page })
export const menuSchema = z
  .array(
    z.object({
      name: name(16, '名字最多 5 个字'),
      /** Where it has none below it. */
      path: page.optional(),
      below: z.array(below).max(5, '下面最多 5 个').default([]),
    }),
  )
  .min(1, '至少要有一个按钮')
  .max(3, '最多 3 个按钮')
  .refine(
    (all) => all.every((b) => (b.path === undefined) === b.below.length > 0),
    '每个按钮要么写网址，要么下面有几个',
  )
export type Menu = z.output<typeof menuSchema>

/** What a villager comes for. */
export const ownMenu: Menu = [
  { name: '看公开', path: '/', below: [] },
  {
    name: '反映办事',
    below: [
      { name: '反映问题', path: '/reports/new' },
      { name: '凭回执查结果', path: '/reports' },
      { name: '要办的事', path: '/services' },
    ],
  },
  { name: '我的', path: '/my', below: [] },
]

/** The menu as the county wants it, and when WeChat last took it. */
export async function readMenu(db: Db | Tx): Promise<{ menu: Menu; sentAt: Date | null }> {
  const kept = await first(
    db,
    sql<{ menu: Menu | null; menu_sent_at: Date | null }>`SELECT menu, menu_sent_at FROM wechat_accounts`,
  )
  return { menu: kept?.menu ?? ownMenu, sentAt: kept?.menu_sent_at ?? null }
}

/** Kept once WeChat has taken it. */
export async function keepMenu(tx: Tx, menu: Menu, now: Date): Promise<void> {
  await sql`UPDATE wechat_accounts SET menu = ${JSON.stringify(menu)}::jsonb, menu_sent_at = ${now}`.execute(tx)
}

/** As `menu/create` takes it; `origin`: where the site stands. */
export const asWechat = (menu: Menu, origin: string) => ({
  button: menu.map((b) =>
    b.path === undefined
      ? { name: b.name, sub_button: b.below.map((s) => viewOf(s.name, origin + s.path)) }
      : viewOf(b.name, origin + b.path),
  ),
})

const viewOf = (named: string, url: string) => ({ type: 'view', name: named, url })
