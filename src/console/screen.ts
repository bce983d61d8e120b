/** What a room shows in the console, declared in its `room.console.ts`. */
import type { ComponentType } from 'react'
import type { PostFunction } from '../kernel/people/functions.ts'
import type { May } from './me.ts'

export type ScreenProps = { params: Record<string, string> }

/**
 * `group`, `place`: where it stands in the menu, smaller places first; a screen without a group is reached from others.
 * `first`: whose daily work it is; to everybody else who may open it the menu shows it under 更多.
 */
export type ScreenDeclaration = {
  path: string
  name: string
  may?: May
  group?: '办事' | '看情况' | '管理'
  place?: number
  first?: readonly PostFunction[] | 'everyone'
  /**
   * Addresses under /api that it asks for first, as its own client writes them: sent for while its code is still on the
   * way.
   */
  asksFirst?: (query: URLSearchParams) => readonly string[]
  /** The module whose default export is the screen, loaded when it is opened. */
  load: () => Promise<{ default: ComponentType<ScreenProps> } | { default: ComponentType }>
}
export type ConsoleRoom = { screens: readonly ScreenDeclaration[] }
