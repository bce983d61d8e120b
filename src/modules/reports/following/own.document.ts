/** The receipt of a report as PDF. */
import { sayTime } from '../../../platform/clock.ts'
import type { PdfDocument } from '../../../platform/pdf/document.ts'
import { receiptPaper, sayCalls } from '../../../kernel/receipts/receipt.document.ts'
import { progressHref } from '../addresses.ts'
import { reportKinds, type ReportKind } from '../reports.schema.ts'
import type { Own } from './own.read.ts'

/** `origin`: where the site stands. */
export function reportReceipt({ report: r, at, called, clocks, digits, receipt }: Own, origin: string): PdfDocument {
  return receiptPaper({
    title: '反映回执',
    place: r.place,
    received: `${sayTime(r.received_at, true)} 收到`,
    code: r.code,
    digits,
    about: [['反映的是', reportKinds[r.kind as ReportKind]]],
    calls: sayCalls(
      called,
      at.closed_at === null && at.holder !== '' ? { name: at.holder, phone: at.phone } : undefined,
    ),
    progress: `${origin}${progressHref(r.code)}`,
    find: `${origin}/reports`,
    note: receipt,
    check: `${origin}/check`,
    clocks,
  })
}
