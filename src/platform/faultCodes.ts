/**
 * What may go wrong and is logged, each with its code: the first digit says where (1 a request, 2 pages, 3 work in the
 * background, 4 files, 5 the process). A code never changes its meaning; docs/operate/logs.md says of each what to do.
 */
export const faultCodes = {
  'request failed': 'S101',
  'done twice': 'S102',
  'disk full': 'S103',
  'sign-in codes of a village': 'S104',
  'disk read-only': 'S105',
  'page versions not read': 'S201',
  'page views not written': 'S202',
  jobs: 'S301',
  'job failed': 'S302',
  'round failed': 'S303',
  'message not sent': 'S304',
  'derived item skipped: its template has too few of the columns that the platform can fill': 'S305',
  'wechat answer not sent': 'S306',
  'wechat file not fetched': 'S307',
  'wechat page not signed': 'S308',
  'virus scanner': 'S401',
  'virus found': 'S402',
  'no ffmpeg: voice and video stay as they came': 'S403',
  'database ended': 'S501',
  'start refused': 'S502',
  'start failed': 'S503',
} as const

export type Fault = keyof typeof faultCodes
