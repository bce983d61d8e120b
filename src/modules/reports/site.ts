/** The kernel's site as the pages of reports see it. */
export { answer, visitOf, type Shown, type Site, type Visit } from '../../kernel/site/site.tsx'

const own = 'src/modules/reports/browser'

/** Scripts of these pages, by the name under which a page asks for them. */
export const reportScripts = {
  report: `${own}/report.ts`,
  receipt: `${own}/receipt.ts`,
  worker: `${own}/worker.ts`,
  accuse: `${own}/accuse.ts`,
}
