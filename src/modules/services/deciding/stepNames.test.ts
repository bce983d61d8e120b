/** What the receipt calls the steps is what the service's own page calls them, for every service of the demo. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../../platform/root.ts'
import { servicesSchema } from '../list/services.schema.ts'
import { routeOf, stepNameOf } from './routes.ts'

const { services } = servicesSchema.parse(JSON.parse(readFileSync(join(root, 'counties/demo/services.json'), 'utf8')))
const at = (id: string) => ({ id, path: `.${id}.` })
const holders = { village: at('V'), township: at('T'), county: at('C'), bureau: at }

test.each(services.map((s) => [s.code, s] as const))('%s', (_, service) => {
  const told = routeOf(service, holders).flatMap((leg) => stepNameOf(service, leg.step) ?? [])
  expect(told).toEqual(service.steps.map((s) => s.name))
})
