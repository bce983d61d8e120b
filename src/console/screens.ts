/** Every screen of the console: its address, who may see it, and its code, loaded when it is opened. The only file that knows all of them. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { May } from './session/me.ts'

export type ScreenProps = { params: Record<string, string> }
export type Screen = { path: string; name: string; may?: May; group?: string; component: LazyExoticComponent<ComponentType<ScreenProps>> }

const disclosure = {
  desk: lazy(() => import('../modules/disclosure/console/desk/Desk.tsx')),
  notice: lazy(() => import('../modules/disclosure/console/notice/NoticeScreen.tsx')),
}

export const screens: Screen[] = [
  { path: '/', name: '我的任务', may: 'desk.see', group: '办事', component: disclosure.desk },
  { path: '/notices/:id', name: '公开事项', may: 'place.see', component: disclosure.notice },
  { path: '/messages', name: '消息', group: '办事', component: lazy(() => import('./messages/Messages.tsx')) },
  { path: '/account', name: '我的账号', component: lazy(() => import('./session/Account.tsx')) },
]

/** The screen at a path with its parameters. */
export function screenAt(path: string): { screen: Screen; params: Record<string, string> } | undefined {
  for (const screen of screens) {
    const params = matched(screen.path, path)
    if (params) return { screen, params }
  }
  return undefined
}

function matched(pattern: string, path: string): Record<string, string> | undefined {
  const [want, have] = [pattern.split('/'), path.split('/')]
  if (want.length !== have.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, part] of want.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(have[i]!)
    else if (part !== have[i]) return undefined
  }
  return params
}
