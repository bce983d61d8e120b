/** The catalogue as the console reads and saves it. */
import { useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { ask } from '../../../../console/client.ts'
import type { Kit } from '../../../../console/versions/kit.ts'
import { isSame } from '../../../../kernel/versions/words.ts'
import { api } from '../../client.ts'
import { isSelfMade } from '../../derived/derived.schema.ts'
import { ownFigures, type WholeItem } from '../catalogue.schema.ts'
import { itemChanges } from '../changes.ts'
import { blankItem } from './newItem.ts'

/** An item of the catalogue in force today. */
export type Item = InferResponseType<typeof api.catalogue.$get, 200>['items'][number]

/**
 * The server sets the first day: today for a new item, else the first of next month. A table is sent where it was
 * changed.
 */
export const itemKit: Kit<WholeItem> = {
  keys: ['catalogue'],
  blank: blankItem,
  read: async (code) => {
    const { item, ...whole } = await ask(api.catalogue[':code'].$get({ param: { code } }))
    return { ...whole, definition: item }
  },
  save: async ({ definition: { table, ...item }, base, seenVersion }) => {
    const template = table === null || isSame(table, base.table) ? undefined : table
    // An older version may still carry a figure that another kind of deadline had.
    const sent = { ...item, deadline: ownFigures(item.deadline) }
    const { version, inForceFrom } = await ask(api.catalogue.$post({ json: { item: sent, template, seenVersion } }))
    return { version, from: inForceFrom }
  },
  changes: itemChanges,
  words: {
    one: '这个事项',
    added: '新事项',
    saveNew: '存下新事项',
    ended: '停用',
    resume: '恢复',
    gone: '这一项已经停用。',
  },
}

export const useCatalogue = () =>
  useQuery({ queryKey: ['catalogue'], staleTime: 300_000, queryFn: () => ask(api.catalogue.$get()) })

/** Items that become due when something happens. */
export const onEvents = (items: readonly Item[]): Item[] =>
  items.filter((i) => !isSelfMade(i.definition) && ['onEvent', 'perStage', 'standing'].includes(i.definition.frequency))
