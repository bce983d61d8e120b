/**
 * Forms that carry whole files, from browsers without scripts: limited in size, and in how much is on its way at once,
 * for each is held in memory while it is read.
 */
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { UserError } from '../../platform/errors.ts'

const mb = 1024 * 1024
/** A video of the largest size, and some pictures. */
const most = 64 * mb
const mostAtOnce = 256 * mb
let onTheirWay = 0

/**
 * 413 for a form that is too large; 503 while too many large ones are on their way. `then`: what becomes of what was
 * typed.
 */
export function wholeForm(then: string): MiddlewareHandler {
  const limited = bodyLimit({
    maxSize: most,
    onError: () => {
      throw new UserError(413, `照片和视频加起来超过 ${most / mb} MB，请少选几个，或把视频拍短一点。${then}`)
    },
  })
  return async (c, next) => {
    const bytes = Math.min(Number(c.req.header('content-length') ?? most), most)
    if (onTheirWay + bytes > mostAtOnce) throw new UserError(503, `现在传照片和视频的人多，请过一会儿再按一次。${then}`)
    onTheirWay += bytes
    try {
      return await limited(c, next)
    } finally {
      onTheirWay -= bytes
    }
  }
}
