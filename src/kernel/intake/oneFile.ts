/** Routes that take one file: what is larger than the intake takes is refused before it is read. */
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { UserError } from '../../platform/errors.ts'
import { maxFileBytes } from '../files/inspect.ts'

/** What stands around the file in a form. */
const formBytes = 65_536

/** `then`: what the person can do. */
export const fileTooLarge = (then = ''): UserError =>
  new UserError(413, `文件太大了，每个不超过 ${maxFileBytes / 1024 / 1024} MB。${then}`)

/** 413 for a body that holds more than one file of the largest size. */
export const oneFile = (then = ''): MiddlewareHandler =>
  bodyLimit({
    maxSize: maxFileBytes + formBytes,
    onError: () => {
      throw fileTooLarge(then)
    },
  })
