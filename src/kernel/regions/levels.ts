/** Levels and kinds of places, with the words that counties use for them; the first of each is ours. */
export const levels = ['city', 'county', 'township', 'village', 'group', 'bureau'] as const
export type Level = (typeof levels)[number]

export const levelWords: Record<Level, readonly string[]> = {
  city: ['市', '地级市', '州'],
  county: ['县', '区', '旗', '县级'],
  township: ['乡镇', '镇', '乡', '街道', '乡镇街道', '乡级'],
  village: ['村', '社区', '村社区', '村级'],
  group: ['村民小组', '组', '屯'],
  bureau: ['部门', '局', '县直部门'],
}
export const kindWords: Record<string, readonly string[]> = {
  town: ['镇'],
  township: ['乡', '民族乡'],
  subdistrict: ['街道', '街道办事处'],
  villageCommittee: ['村民委员会', '村委会', '村'],
  residentCommittee: ['居民委员会', '居委会', '社区'],
  villageGroup: ['村民小组', '组'],
  other: ['其他'],
}
