/** The public interfaces in plain words, from the same paths as the OpenAPI document. */
import type { Shown, Visit } from '../modules/disclosure/index.pages.ts'
import { merged } from '../kernel/room.ts'
import { Fold } from '../web/less.tsx'
import type { Field, OpenOperation } from '../kernel/site/openPaths.ts'
import { openPaths } from './open.paths.ts'

export function openApiPage(visit: Visit): Shown {
  const operations = Object.entries({ ...openPaths, ...merged(visit.rooms, 'open') }).map(([path, { get }]) => ({
    path,
    get,
  }))
  const tags = [...new Set(operations.flatMap((o) => o.get.tags))]
  return {
    title: '数据接口',
    crumbs: [
      { href: '/', text: visit.frame.county },
      { href: '/open', text: '开放数据' },
    ],
    description: '不用登录就能取的数据：每个网址取到什么、每个字段是什么意思。',
    body: (
      <>
        <div class="text">
          <h1>数据接口</h1>
          <p>
            给做程序的人看的：每个网址取到什么、每个字段是什么意思。都用 GET 取，不用登录，不用申请，不收费。注明来自
            {visit.frame.county}阳光村务即可。
          </p>
          <p>
            程序可以直接读 <a href="/api/openapi.json">OpenAPI 3.1 说明</a>
            ，里面还有办公台的接口（要登录）。只想看数据的，请到<a href="/open">开放数据</a>下载。
          </p>
          <p>网址里大括号的部分换成实际的值。日期按北京时间；带 Z 的时刻是国际标准时，加 8 小时就是北京时间。</p>
        </div>
        {tags.map((t) => {
          const own = operations.filter((o) => o.get.tags.includes(t))
          return (
            <Fold first key={t} title={t} note={`${own.length} 个`}>
              {own.map((o) => (
                <Operation key={o.path} {...o} />
              ))}
            </Fold>
          )
        })}
      </>
    ),
  }
}

function Operation({ path, get }: { path: string; get: OpenOperation }) {
  const [[type, { schema }]] = Object.entries(get.responses[200]!.content!) as [[string, { schema: Field }]]
  const fields = Object.entries((schema.items ?? schema).properties ?? {})
  return (
    <article class="panel">
      <h3>{get.summary}</h3>
      <p>
        {path.includes('{') ? (
          <span class="mono">{path}</span>
        ) : (
          <a class="mono" href={path}>
            {path}
          </a>
        )}
      </p>
      <p>{get.description}</p>
      {get.parameters.length > 0 && (
        <ul class="plain">
          {get.parameters.map((p) => (
            <li key={p.name}>
              <span class="mono">{p.name}</span>（{p.required ? '必须写' : '可以不写'}）：{p.description}，例如{' '}
              <span class="mono">{p.example}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="quiet">
        取到的格式：<span class="mono">{type}</span>
        {schema.type === 'array' && '，一行一条'}
      </p>
      {fields.length > 0 && (
        <details>
          <summary>{fields.length} 个字段是什么</summary>
          <ul>
            {fields.map(([key, f]) => (
              <li key={key}>
                <span class="mono">{key}</span>：{f.description}
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  )
}
