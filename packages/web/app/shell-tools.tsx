import { SearchOutlined } from '@ant-design/icons'
import { useText } from '../i18n/index.ts'
import { JobTray } from './job-tray.tsx'
import { openPalette } from './palette/palette-state.ts'

const onMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** What the shell offers on every page: search, and work under way. */
export function ShellTools() {
  const { t } = useText()
  return (
    <div className="shell-tools">
      <JobTray />
      <button type="button" className="chip wide" onClick={openPalette}>
        <SearchOutlined aria-hidden="true" />
        {t('shell.search')} <kbd>{onMac ? '⌘' : 'Ctrl'} K</kbd>
      </button>
      <button
        type="button"
        className="icon-button narrow"
        aria-label={t('shell.search')}
        onClick={openPalette}
      >
        <SearchOutlined aria-hidden="true" />
      </button>
    </div>
  )
}
