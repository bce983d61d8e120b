/** What a county's server must keep to itself. */
import { createHash } from 'node:crypto'

/**
 * `session` signs cookies and opens second factors, `files` opens original uploads, `database` are the passwords of its
 * roles; `log`: the public log's private key (PEM) where it does not lie in the data folder.
 */
export type Secrets = {
  session: string
  database: Record<'owner' | 'app' | 'web_public' | 'web_resident' | 'backup', string>
  files: string
  log?: string | undefined
}

/** What may be kept beside the data to recognise a secret: it opens nothing. */
export const printOf = (secret: string) =>
  createHash('sha256').update(`sunlit key print\n${secret}`).digest('hex').slice(0, 32)
