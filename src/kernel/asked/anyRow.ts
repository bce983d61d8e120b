/** In the template of a list's row the place that a script fills with the row's number. */
export const anyRow = '__ROW__'
