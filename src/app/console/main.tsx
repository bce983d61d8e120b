/** Starts the console in the page. */
import '../../console/older.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../../console/css/console.css'
import { App } from './App.tsx'
import { meOfPage } from './begun.ts'
import { openAhead } from './screens.ts'
import { addressNow } from '../../console/router.tsx'

const me = meOfPage()
openAhead(addressNow(), me)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App me={me} />
  </StrictMode>,
)
