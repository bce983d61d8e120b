/** The county's list of powers as the console reads, saves and ends it. */
import { useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { ask } from '../../../../console/client.ts'
import type { Kit } from '../../../../console/versions/kit.ts'
import { api } from '../../client.ts'
import { powerChanges } from '../changes.ts'
import type { Power } from '../powers.schema.ts'
import { blankPower } from './newPower.ts'

const list = api['power-list']
export type Around = InferResponseType<typeof list.known.$get, 200>

/** `powers`: what runs show of the list. */
export const powerKit: Kit<Power> = {
  keys: ['power-list', 'powers'],
  blank: blankPower,
  read: async (code) => {
    const { power, ...whole } = await ask(list[':code'].$get({ param: { code } }))
    return { ...whole, definition: power }
  },
  save: ({ definition, seenVersion, from }) => ask(list.$post({ json: { power: definition, seenVersion, from } })),
  changes: powerChanges,
  end: {
    send: (code, asked) => ask(list[':code'].end.$post({ param: { code }, json: asked })),
    button: '不再列入',
    title: (name) => `“${name}”不再列入清单`,
    about: '从那天起不能再发起，正在办的照旧办完。以后还能重新列入。',
    why: '为什么',
    told: '存好了。正在办的照旧办完。',
  },
  words: {
    one: '这项权力',
    added: '新的一项',
    saveNew: '存下',
    keeps: '正在办的照发起时的那一版办完',
    ended: '不再列入',
    resume: '重新列入',
    gone: '这一项已经不在清单里，不能再发起。',
  },
}

export const useList = () => useQuery({ queryKey: ['power-list'], queryFn: () => ask(list.$get()) })
export const useAround = () =>
  useQuery({ queryKey: ['power-list', 'known'], staleTime: 300_000, queryFn: () => ask(list.known.$get()) })
