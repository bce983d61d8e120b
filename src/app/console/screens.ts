/** Every screen of the console, gathered from the rooms' own declarations (`room.console.ts`); a new room is found by itself. */
import type { ComponentType } from 'react'
import { onDemand, type OnDemand } from '../../console/onDemand.tsx'
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
