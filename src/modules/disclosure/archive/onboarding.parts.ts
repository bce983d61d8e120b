/** What somebody looks at on the spot before a place goes live. */
export const onboardingParts = {
  premises: '场地',
  staff: '人员',
  equipment: '设备',
  plan: '方案',
} as const
export type OnboardingPart = keyof typeof onboardingParts
