/**
 * What is wrong with a definition although each field is well formed, told alike by a county's file and by the console.
 */

/** `field`: the way to it within the definition, such as "materials.idCard". */
export type FieldFault = { field: string; say: string; remedy: string }

/** For a screen: a remedy that names the keys of a JSON file helps nobody there. */
export const sayFault = ({ say, remedy }: Pick<FieldFault, 'say' | 'remedy'>): string =>
  /[a-z]{3}/.test(remedy) ? say : `${say}${remedy}`
