/** Everything a public page gains where there is JavaScript. Nothing here is needed to read it. */
import { near } from './near.ts'
import { share } from './share.ts'
import { speak } from './speak.ts'

speak(document)
share(document)
near(document)
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
