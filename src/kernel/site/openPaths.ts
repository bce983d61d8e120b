/** What anybody may read without signing in, as OpenAPI 3.1 paths: each room describes its own (kernel/room.ts). */
export type Field = { type?: string; description?: string; properties?: Record<string, Field>; items?: Field }
export type Parameter = {
  name: string
  in: 'path' | 'query'
  required: boolean
  description: string
  schema: { type: 'string' }
  example: string
}
export type OpenOperation = {
  summary: string
  description: string
  tags: string[]
  security: []
  parameters: Parameter[]
  responses: Record<string, { description: string; content?: Record<string, { schema: Field }> }>
}
export type OpenPaths = Record<string, { get: OpenOperation }>

export const month: Parameter = {
  name: 'month',
  in: 'query',
  required: false,
  description: '月份；不写就是本月',
  schema: { type: 'string' },
  example: '2026-09',
}
export const version: Parameter = {
  name: 'v',
  in: 'query',
  required: false,
  description: '第几版；不写就是最新的',
  schema: { type: 'string' },
  example: '1',
}
export const inPath = (name: string, description: string, example: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string' },
  example,
})
export const code = inPath('code', '公开的编号，10 位数字和字母，在网页下方和网址里', '2QQKCY4PS1')
export const slug = inPath('slug', '地方的网址名，在“地方和单位”里查', 'liuwan')

export const text: Field = { type: 'string' }
export const bytes: Field = { type: 'string', description: '二进制' }
export const fields = (pairs: readonly (readonly [key: string, about: string])[]): Field => ({
  type: 'object',
  properties: Object.fromEntries(pairs.map(([key, description]) => [key, { description }])),
})
export const listOf = (items: Field): Field => ({ type: 'array', items })

export function read(
  tag: string,
  summary: string,
  description: string,
  parameters: Parameter[],
  type: string,
  schema: Field,
): { get: OpenOperation } {
  return {
    get: {
      summary,
      description,
      tags: [tag],
      security: [],
      parameters,
      responses: {
        200: { description: summary, content: { [type]: { schema } } },
        404: { description: '没有，或者内容不展示' },
      },
    },
  }
}
