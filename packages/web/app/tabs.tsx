import { HomeOutlined, MenuOutlined, SearchOutlined, TeamOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { useState } from 'react'
import { useMay } from '../api/session.ts'
import { useText } from '../i18n/index.ts'
import { AccountMenu } from './account-menu.tsx'
import { GroundNavigation } from './ground-navigation.tsx'
import { LoopNavigation } from './loop-navigation.tsx'
import { openPalette } from './palette/palette-state.ts'

/** Five places for a thumb; the whole loop is behind the last one. */
export function Tabs() {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const [targets, review] = [useMay('targets.read'), useMay('review.read')]
  return (
    <>
      <nav className="tabs" aria-label={t('shell.product')}>
        <Link to="/" activeOptions={{ exact: true }}>
          <HomeOutlined aria-hidden="true" />
          {t('shell.nav.home')}
        </Link>
        {targets && (
          <Link to="/targets" style={{ '--c': 'var(--part-1)' }}>
            <i aria-hidden="true">1</i>
            {t('parts.targets.name')}
          </Link>
        )}
        {review && (
          <Link to="/review" style={{ '--c': 'var(--part-6)' }}>
            <i aria-hidden="true">6</i>
            {t('parts.review.name')}
          </Link>
        )}
        {!targets && !review && (
          <Link to="/monitoring/meetings">
            <TeamOutlined aria-hidden="true" />
            {t('shell.nav.meetings')}
          </Link>
        )}
        <button type="button" onClick={openPalette}>
          <SearchOutlined aria-hidden="true" />
          {t('ui.table.search')}
        </button>
        <button type="button" aria-expanded={open} onClick={() => setOpen(true)}>
          <MenuOutlined aria-hidden="true" />
          {t('shell.nav.more')}
        </button>
      </nav>
      <Drawer
        open={open}
        onClose={close}
        placement="bottom"
        size="86vh"
        title={t('loop.label')}
        classNames={{ body: 'drawer-loop' }}
      >
        <LoopNavigation onChosen={close} />
        <GroundNavigation onChosen={close} />
        <div className="me">
          <AccountMenu />
        </div>
      </Drawer>
    </>
  )
}
