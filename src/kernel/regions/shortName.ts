/** 柳湾村民委员会, 柳湾村村委会, 柳湾村 → 柳湾; keeps names of one character whole. */
export function shortName(name: string): string {
  const bare = name.replace(/(村民委员会|居民委员会|社区居委会|村委会|居委会|社区|街道办事处|街道|镇|乡|村)$/, '')
  return [...bare].length > 1 ? bare.replace(/村$/, '') : name
}
