/** What somebody signs in with, in words that they know it by; never so exactly that it would be known again. */

const kinds: readonly [RegExp, string][] = [
  [/iPad/, '苹果平板'],
  [/iPhone/, '苹果手机'],
  [/HUAWEI|HarmonyOS|HONOR/i, '华为、荣耀手机'],
  [/Xiaomi|Redmi|MIUI|\bM20\d\d/i, '小米手机'],
  [/\bOPPO|\bP[A-Z]{2}M\d0|OnePlus/i, 'OPPO 手机'],
  [/\bvivo|\bV\d{4}[A-Z]/i, 'vivo 手机'],
  [/Android/, '安卓手机'],
  [/Windows|Macintosh|Linux|CrOS/, '电脑'],
]

/** "小米手机，微信里" of what a browser calls itself; '' where that says nothing. */
export function deviceOf(userAgent: string | undefined): string {
  const said = (userAgent ?? '').slice(0, 500)
  const kind = kinds.find(([of]) => of.test(said))?.[1] ?? ''
  return kind !== '' && /MicroMessenger/i.test(said) ? `${kind}，微信里` : kind
}
