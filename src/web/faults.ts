/**
 * More faults than these would fill the screen before the form begins: the first few are shown, the others unfold. On
 * the server and in the browser alike.
 */
export const mostFaults = 5
export const firstFaults = 3
