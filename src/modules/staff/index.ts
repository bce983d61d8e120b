/** What other rooms may call of this room. */
export { demoPassword } from './demo.ts'
export { meOfCookies } from './me.ts'
