import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { useLive } from '../api/live.ts'
import { useMailLanguage } from '../api/mail-language.ts'
import { useSession } from '../api/session.ts'
import { StandInBanner } from '../foundation/people/stand-in-banner.tsx'
import { useText } from '../i18n/index.ts'
import { nameIn } from '../ui/format/locale.ts'
import { Pending } from '../ui/page/pending.tsx'
import { AccountMenu } from './account-menu.tsx'
import { GroundNavigation } from './ground-navigation.tsx'
import { LoopNavigation } from './loop-navigation.tsx'
import { Mark } from './mark.tsx'
import { togglePalette, usePaletteOpen } from './palette/palette-state.ts'
import { SessionEnded } from './session-ended.tsx'
import { Tabs } from './tabs.tsx'

const loadPalette = () => import('./palette/palette.tsx')
const Palette = lazy(loadPalette)

function usePaletteKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      togglePalette()
    }
    window.addEventListener('keydown', onKey)
    // Fetched while nothing else is wanted, so that the first letters typed after the key are not lost.
    const idle = setTimeout(() => void loadPalette(), 2_000)
    return () => {
      clearTimeout(idle)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
}

/** The frame around every page: the loop on the left (tabs on a phone), the page, and what opens over it. */
export function Shell() {
  const { t, language } = useText()
  const { workspace } = useSession()
  const paletteOpen = usePaletteOpen()
  useLive(workspace.code)
  usePaletteKey()
  useMailLanguage()
  return (
    <div className="app">
      <a className="skip" href="#page">
        {t('shell.skip')}
      </a>
      <aside className="rail" aria-label={t('shell.product')}>
        <Link to="/" className="brand" activeOptions={{ exact: true }}>
          <Mark />
          <span>
            <b>{t('shell.product')}</b>
            <small>{nameIn(workspace.name, language)}</small>
          </span>
        </Link>
        <LoopNavigation />
        <GroundNavigation />
        <div className="me">
          <AccountMenu />
        </div>
      </aside>
      <main className="page" id="page" tabIndex={-1}>
        <StandInBanner />
        <Suspense fallback={<Pending lines={3} />}>
          <Outlet />
        </Suspense>
      </main>
      <Tabs />
      {paletteOpen && (
        <Suspense fallback={null}>
          <Palette />
        </Suspense>
      )}
      <SessionEnded />
    </div>
  )
}
