/**
 * Ten kills under 200 reports a second, every third with the database; what the receipts, the database, the pages and
 * the log then say.
 */
import { killUnderReports } from '../e2e/faults.ts'

/** A Markdown section. `data`: an empty folder for a server of its own. */
export async function faultsBench(data: string, say: (t: string) => void): Promise<string> {
  say('kill -9：十次')
  const o = await killUnderReports(data, 10, 200, 3_000)
  return [
    '## Killed under load',
    '',
    `\`kill -9\` of the server ten times under 200 reports a second (every third time of its PostgreSQL too), each sender trying again with the same key: ${o.sent.toLocaleString('en')} reports sent, ${o.shown.toLocaleString('en')} receipts shown, **${o.lost.length} lost, ${o.doubled.length} stored twice**, ${o.unopened.length} of the 200 receipts tried did not open, ${o.log.length} faults in the public log. ${Math.round(o.perSecond)} receipts a second on average, the restarts included.`,
  ].join('\n')
}
