/** Everything a public page gains where there is JavaScript. Nothing here is needed to read it. */
import { danger } from './danger.ts'
import { keepVillage } from './keepVillage.ts'
import { near } from './near.ts'
import { onPaper } from './onPaper.ts'
import { saving } from './saving.ts'
import { share } from './share.ts'
import { speak } from './speak.ts'
import { wide } from './wide.ts'

wide(document)
speak(document)
share(document)
near(document)
onPaper(document)
keepVillage(document)
danger(document)
saving(document)
