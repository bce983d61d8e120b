/**
 * A JSON file of a pack as text. Keys stand as the schema gives them, so that the same content gives the same bytes.
 */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
