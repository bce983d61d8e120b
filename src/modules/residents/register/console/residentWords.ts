/** Levels of real name and states of a person, in words. */
export const levelNames = ['只在名册上', '手机已核对', '已核对身份证'] as const
export const stateNames: Record<string, string> = { here: '在村', left: '迁出', dead: '去世', merged: '已合并' }
