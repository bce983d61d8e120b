/**
 * The guard's own eye for numbers of papers and cards, fetched by a page in which somebody writes figures
 * (`web/scripts/danger.ts`): what it finds is what the server finds.
 */
import { ownNumberIn } from '../../guard/refuse.ts'

Object.assign(window, { ownNumberIn })
