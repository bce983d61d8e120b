/** Starts the console in the page. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../../console/css/console.css'
import { App } from './App.tsx'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
