/** A file that cannot be taken in, and how whoever sent it is told. */
import { UserError } from '../../platform/errors.ts'

/** Its message is a Chinese sentence for the person who sent it: what is wrong, what to do. */
export class FileRefused extends Error {
  override name = 'FileRefused'
}

/**
 * For `catch`: a refused file is the sender's matter, 415 beside `field`; anything else goes on. `say`: its words for
 * this sender.
 */
export const asRefusal =
  (field = 'file', say: (message: string) => string = (message) => message) =>
  (error: unknown): never => {
    throw error instanceof FileRefused ? new UserError(415, say(error.message), { field }) : error
  }
