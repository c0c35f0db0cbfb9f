import { Modal } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useText } from '../../i18n/index.ts'
import type { Command } from './commands.ts'
import { closePalette } from './palette-state.ts'
import { useResults } from './results.ts'
import './palette.css'

function Entry({
  entry,
  id,
  active,
  onRun,
}: {
  readonly entry: Command
  readonly id: string
  readonly active: boolean
  readonly onRun: () => void
}) {
  return (
    // The list is driven from the search field, as a combobox is; the pointer is a second way.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="palette-entry"
      onClick={onRun}
      onKeyDown={() => {}}
    >
      <span>{entry.title}</span>
      <small>{entry.detail}</small>
    </div>
  )
}

/** People, customers, products, pages and actions, one key away. Chinese is also found by pinyin. */
export default function Palette() {
  const { t } = useText()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const results = useResults(useDeferredValue(query))
  const active = Math.min(at, Math.max(0, results.length - 1))
  const run = (entry: Command | undefined) => {
    if (entry === undefined) return
    closePalette()
    entry.run()
  }
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(results.length - 1, active + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, active - 1))
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(results[active])
    else return
    event.preventDefault()
  }
  return (
    <Modal
      open
      onCancel={closePalette}
      footer={null}
      closable={false}
      width={600}
      className="palette"
      style={{ top: '12vh' }}
      title={<span className="visually-hidden">{t('palette.title')}</span>}
    >
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={`palette-${active}`}
        aria-label={t('palette.title')}
        placeholder={t('palette.placeholder')}
        value={query}
        ref={(input) => input?.focus()}
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKey}
      />
      <div id="palette-list" role="listbox" aria-label={t('palette.results')} className="palette-list">
        {results.map((entry, index) => (
          <div
            key={entry.key}
            role="presentation"
            ref={index === active ? (row) => row?.scrollIntoView({ block: 'nearest' }) : null}
          >
            {entry.group !== results[index - 1]?.group && (
              <p className="palette-group" role="presentation">
                {t(`palette.group.${entry.group}`)}
              </p>
            )}
            <Entry entry={entry} id={`palette-${index}`} active={index === active} onRun={() => run(entry)} />
          </div>
        ))}
      </div>
      {results.length === 0 && <p className="palette-none">{t('palette.none', { query })}</p>}
      <p className="palette-keys">
        <kbd>↑</kbd> <kbd>↓</kbd> {t('palette.move')} <kbd>Enter</kbd> {t('palette.choose')} <kbd>Esc</kbd>{' '}
        {t('palette.leave')}
      </p>
    </Modal>
  )
}
