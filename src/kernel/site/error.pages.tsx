/** Errors as pages: what happened, in one sentence, and what to do now. */
import type { Context } from 'hono'
import { notFound } from '../../platform/errors.ts'
import { tellError } from '../../platform/http.ts'
import { answer, visitOf, type Shown, type Site } from './site.tsx'

const titles: Record<number, string> = {
  400: '请求不对',
  403: '不能这样操作',
  404: '没有这个页面',
  409: '没有办成',
  413: '内容太长',
  422: '没有办成',
  429: '请稍等',
  503: '请稍等',
}

/** The page of an error. Where not even the frame can be read, a plain one. */
export async function errorPage(site: Site, c: Context, error: unknown): Promise<Response> {
  const told = tellError(error, c.req.path.replace(/[0-9A-Za-z-]{10,}/g, ':id'))
  // Whoever reads open data reads no pages.
  if (c.req.path.endsWith('.json')) return c.json({ message: told.message }, told.status as 500)
  try {
    return await answer(site, c, await visitOf(site, c), shown(told.status, told.message))
  } catch {
    return c.html(plainPage(told.message), told.status as 500)
  }
}

/** A page without the site's frame, for which the database is needed. */
export const plainPage = (sentence: string): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>请稍等</title>` +
  `<h1>请稍等</h1><p>${sentence}</p><p><a href="/">回首页</a></p>`

export const notFoundPage = (site: Site, c: Context): Promise<Response> =>
  errorPage(site, c, notFound('网址可能写错了，也可能页面已经换了地方。'))

function shown(status: number, message: string): Shown {
  return {
    title: titles[status] ?? '出了问题',
    noindex: true,
    fleeting: true,
    status: status as 404,
    body: (
      <div class="text">
        <h1>{titles[status] ?? '出了问题'}</h1>
        <p>{message}</p>
        <p class="do">
          <a class="press" href="/">
            找村子
          </a>
          <a class="press second" href="/search">
            搜索
          </a>
        </p>
      </div>
    ),
  }
}
