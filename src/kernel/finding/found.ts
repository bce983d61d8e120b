/**
 * What a room finds for a question: rows with their fit, which the page of the search puts in order beside those of
 * other rooms.
 */
import type { ComponentChildren } from 'preact'
import type { Visit } from '../site/site.tsx'
import type { Asked, Want } from './question.ts'

/** `fit`: of `fitOf`, or on its scale. */
export type FoundRow = {
  fit: number
  href: string
  what: ComponentChildren
  when?: ComponentChildren
  more?: ComponentChildren
}

/** `path`, `village`: the place in which was searched; `named`: places must be named in the rows. */
export type FoundWithin = { path: string | undefined; village: string | undefined; named: boolean }

/** `wanted`: the wishes that this kind answers. `seldom`: comes after other kinds that fit as well. */
export type SearchKind = {
  heading: string
  label: string
  wanted?: readonly Want[]
  seldom?: true
  find(visit: Visit, asked: Asked, within: FoundWithin): Promise<FoundRow[]>
}
