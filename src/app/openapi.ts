/**
 * OpenAPI 3.1 of every route, read from the routes themselves: path, permission and the schemas that check the input.
 */
import { Hono } from 'hono'
import { z } from 'zod'
import { permissionOf, schemaOf, type Marked } from '../kernel/staff/staff.ts'
import { merged, type Room } from '../kernel/room.ts'
import { openPaths } from '../front/open.paths.ts'

type Operation = {
  summary: string
  tags: string[]
  security: unknown[]
  parameters: unknown[]
  requestBody?: unknown
  responses: Record<string, unknown>
}

const problem = {
  description: '说明哪里不对、怎么办',
  content: {
    'application/json': {
      schema: { type: 'object', properties: { message: { type: 'string' }, details: {} }, required: ['message'] },
    },
  },
}

/** The description as JSON. `staff` is the console's API without its prefix. */
export function openApi(staff: Hono, rooms: readonly Room[], baseUrl: string | undefined): object {
  const paths: Record<string, Record<string, Operation>> = { ...openPaths, ...merged(rooms, 'open') }
  for (const r of staff.routes) {
    if (r.method === 'ALL') continue
    const path = `/api${r.path.replace(/:(\w+)/g, '{$1}')}`
    const operation = ((paths[path] ??= {})[r.method.toLowerCase()] ??= {
      summary: path.slice(5),
      tags: ['办公台'],
      security: [{ session: [] }],
      parameters: [...r.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      responses: {
        200: { description: '成功', content: { 'application/json': { schema: {} } } },
        401: problem,
        403: problem,
        409: problem,
        422: problem,
      },
    })
    describe(operation, r.handler as Marked)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '阳光村务',
      version: '0.1.0',
      description: '公开数据不用登录。办公台的接口要先登录，权限写在每个接口的说明里。',
    },
    servers: [{ url: baseUrl ?? '/' }],
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sunlit.session_token' } } },
    paths,
  }
}

function describe(operation: Operation, handler: Marked) {
  const permission = handler[permissionOf]
  if (permission === 'anyone') operation.security = []
  else if (permission !== undefined)
    operation.summary = `${operation.summary}（${permission === 'signed-in' ? '登录即可' : permission}）`
  const input = handler[schemaOf]
  if (!input) return
  const schema = z.toJSONSchema(input.schema, { io: 'input', unrepresentable: 'any' })
  if (input.target === 'json') operation.requestBody = { required: true, content: { 'application/json': { schema } } }
  if (input.target === 'query') {
    const { properties = {}, required = [] } = schema as { properties?: Record<string, unknown>; required?: string[] }
    for (const [name, of] of Object.entries(properties))
      operation.parameters.push({ name, in: 'query', required: required.includes(name), schema: of })
  }
}
