/**
 * Every screen of the console, gathered from the rooms' own declarations (`room.console.ts`); a new room is found by
 * itself.
 */
import type { ComponentType } from 'react'
import { onDemand, type OnDemand } from '../../console/onDemand.tsx'
import type { Me } from '../../console/me.ts'
import type { Address } from '../../console/router.tsx'
import { askAhead } from '../../console/sending.ts'
import type { ConsoleRoom, ScreenDeclaration, ScreenProps } from '../../console/screen.ts'
import { shell } from './shell.console.ts'

export type Screen = ScreenDeclaration & { component: OnDemand<ScreenProps> }

const rooms = import.meta.glob<ConsoleRoom>('../../modules/*/room.console.ts', { eager: true, import: 'room' })
const groups = ['办事', '看情况', '管理']

/** In the order of the menu. */
export const screens: Screen[] = [shell, ...Object.values(rooms)]
  .flatMap((room) => room.screens)
  .map((s) => ({ ...s, component: onDemand(s.load as () => Promise<{ default: ComponentType<ScreenProps> }>) }))
  .sort((a, b) => groups.indexOf(a.group ?? '') - groups.indexOf(b.group ?? '') || (a.place ?? 0) - (b.place ?? 0))

/** The screen at a path with its parameters. */
export function screenAt(path: string): { screen: Screen; params: Record<string, string> } | undefined {
  for (const screen of screens) {
    const params = matched(screen.path, path)
    if (params) return { screen, params }
  }
  return undefined
}

/**
 * Sends for the code of the screen that is opened, and for what it asks first, side by side, while the rest still
 * comes. A stranger needs the code after signing in; a failure is told when the screen opens.
 */
export function openAhead({ path, query }: Address, me: Me | null | undefined): void {
  const found = screenAt(path)
  void found?.screen.component.load().catch(() => undefined)
  if (me && found && (!found.screen.may || me.may.includes(found.screen.may)))
    for (const url of found.screen.asksFirst?.(query) ?? []) askAhead(url)
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
