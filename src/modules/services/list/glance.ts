/**
 * What matters of a service at a glance, in the same words on page, paper and PDF: how much money, how long, what it
 * costs, what comes of it, where.
 */
import { units } from '../../../kernel/versions/limits.ts'
import { sayShownLimit } from './serviceWords.ts'
import type { ServiceProps } from './service.pages.tsx'

export type GlanceFact = {
  key: 'money' | 'promised' | 'measured' | 'legal' | 'fee' | 'result' | 'place' | 'competent'
  label: string
  value: string
}

export function glanceOf({
  service: s,
  village,
  place,
  bureau,
  measured,
}: Pick<ServiceProps, 'service' | 'village' | 'place' | 'bureau' | 'measured'>): GlanceFact[] {
  return [
    ...(s.result.money ? [{ key: 'money' as const, label: '能得多少钱', value: s.result.money }] : []),
    {
      key: 'promised',
      label: '多久办好',
      value: s.atOnce
        ? '当天办完，材料齐的当场办好'
        : s.promised
          ? `承诺 ${sayShownLimit(s.promised)}${s.notice ? '，公示的时间另算' : ''}`
          : '按下面的步骤',
    },
    {
      key: 'measured',
      label: '实际多久',
      value: measured
        ? `最近办好的 ${measured.n} 件，一半在 ${days(measured.median, measured.unit)}内，九成在 ${days(measured.p90, measured.unit)}内`
        : '办好的还太少，没有算',
    },
    { key: 'legal', label: '法定期限', value: sayShownLimit(s.legal) },
    {
      key: 'fee',
      label: '收多少钱',
      value: s.fee.yuan === 0 ? s.fee.about || '不收费' : `${s.fee.yuan} 元。${s.fee.about}`,
    },
    { key: 'result', label: '办好得到什么', value: `${s.result.name}。${s.result.how}` },
    {
      key: 'place',
      label: '在哪办',
      value: village
        ? `${place.startsWith(village.name) ? '' : village.name}${place}${village.phone === '' ? '' : `，电话 ${village.phone}`}`
        : `您所在的村的${place}`,
    },
    {
      key: 'competent',
      label: '谁负责',
      value: bureau ? `${bureau.name}${bureau.phone === '' ? '' : `，电话 ${bureau.phone}`}` : s.competent.name,
    },
  ]
}

/** What was done on the same day took less than one. */
const days = (n: number, unit: keyof typeof units): string => `${Math.max(1, n)} ${units[unit]}`
