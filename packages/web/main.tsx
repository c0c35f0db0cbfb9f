import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Providers } from './app/providers.tsx'
import { router } from './app/router.tsx'
import { startTexts } from './i18n/index.ts'
import { copyExactFigures } from './ui/figure/copy-exact.ts'
import { returnFocus } from './ui/page/return-focus.ts'
import './ui/tokens.css'
import './ui/base.css'
import './ui/page/page.css'
import './ui/figure/figure.css'
import './ui/form/form.css'
import './app/shell.css'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

copyExactFigures(document)
returnFocus(document)
await startTexts()
createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
)
