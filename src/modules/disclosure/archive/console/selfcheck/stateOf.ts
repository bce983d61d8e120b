/** What came of one thing that was due, in the words of every other list. */
import { outcomeNames, outcomeOf } from '../../../obligations/figures.ts'

export const stateOf = (o: Parameters<typeof outcomeOf>[0], day: string): string => outcomeNames[outcomeOf(o, day)]
