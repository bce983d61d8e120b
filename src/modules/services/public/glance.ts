/** What matters of a service at a glance, in the same words on page, paper and PDF: how long, what it costs, what comes of it, where. */
import { sayLimit } from './say.ts'
import type { ServiceProps } from './service.pages.tsx'

export type GlanceFact = { key: 'promised' | 'legal' | 'fee' | 'result' | 'place' | 'competent'; label: string; value: string }

export function glanceOf({ service: s, village, place, bureau }: Pick<ServiceProps, 'service' | 'village' | 'place' | 'bureau'>): GlanceFact[] {
  return [
    { key: 'promised', label: '多久办好', value: s.promised ? `承诺 ${sayLimit(s.promised)}${s.notice ? '，公示的时间另算' : ''}` : '当场办，或者按下面的步骤' },
    { key: 'legal', label: '法定期限', value: sayLimit(s.legal) },
    { key: 'fee', label: '收多少钱', value: s.fee.yuan === 0 ? s.fee.about || '不收费' : `${s.fee.yuan} 元。${s.fee.about}` },
    { key: 'result', label: '办好得到什么', value: `${s.result.name}。${s.result.how}` },
    { key: 'place', label: '在哪办', value: village ? `${place.startsWith(village.name) ? '' : village.name}${place}${village.phone === '' ? '' : `，电话 ${village.phone}`}` : `您所在的村的${place}` },
    { key: 'competent', label: '谁负责', value: bureau ? `${bureau.name}${bureau.phone === '' ? '' : `，电话 ${bureau.phone}`}` : s.competent.name },
  ]
}
