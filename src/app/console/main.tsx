/** Starts the console in the page. */
import '../../console/older.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../../console/css/console.css'
import { App } from './App.tsx'
import { screenAt } from './screens.ts'
import { addressNow } from '../../console/router.tsx'

// The screen's code travels while the server is asked who this is; a failure is told when the screen opens.
void screenAt(addressNow().path)
  ?.screen.component.load()
  .catch(() => undefined)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
