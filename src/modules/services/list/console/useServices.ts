/** The county's services as the console reads, saves and ends them. */
import { useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { ask } from '../../../../console/client.ts'
import type { Kit } from '../../../../console/versions/kit.ts'
import { api } from '../../client.ts'
import { serviceChanges } from '../changes.ts'
import type { Service } from '../services.schema.ts'
import { blankService } from './newService.ts'

export type ServiceLine = InferResponseType<typeof api.services.$get, 200>['services'][number]
export type Surroundings = InferResponseType<typeof api.services.surroundings.$get, 200>

export const serviceKit: Kit<Service> = {
  keys: ['services'],
  blank: blankService,
  read: async (code) => {
    const { service, ...whole } = await ask(api.services[':code'].$get({ param: { code } }))
    return { ...whole, definition: service }
  },
  save: ({ definition, seenVersion, from }) =>
    ask(api.services.$post({ json: { service: definition, seenVersion, from } })),
  changes: (before, after) => serviceChanges(before, after).map((c) => c.say),
  end: {
    send: (code, asked) => ask(api.services[':code'].end.$post({ param: { code }, json: asked })),
    button: '停办',
    title: (name) => `停办“${name}”`,
    about: '从那天起村民看不到它，已经受理的照旧办完。以后还能恢复。',
    why: '为什么停办',
    told: '存好了。已经受理的照旧办完。',
  },
  words: {
    one: '这个事项',
    added: '新事项',
    saveNew: '存下新事项',
    keeps: '已经受理的照旧版办完',
    ended: '停办',
    resume: '恢复办理',
    gone: '这一项已经停办，村民看不到。',
  },
}

export const useServices = () => useQuery({ queryKey: ['services'], queryFn: () => ask(api.services.$get()) })
export const useSurroundings = () =>
  useQuery({
    queryKey: ['services', 'surroundings'],
    staleTime: 300_000,
    queryFn: () => ask(api.services.surroundings.$get()),
  })
