import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../i18n/index.ts'

/** A field that somebody else has saved otherwise than it is written here; both as they are read. */
export type Difference = { readonly label: string; readonly theirs: string; readonly mine: string }

/** Two versions of something as a page shows them beside each other. */
export type VersionsProps<Value> = {
  readonly theirs: Value
  readonly mine: Value
} & Omit<MeanwhileProps, 'differences'>

/** Puts each field of two versions beside each other, by what is read of them. */
export const bothOf =
  <Value,>({ theirs, mine }: Pick<VersionsProps<Value>, 'theirs' | 'mine'>) =>
  (label: string, of: (value: Value) => string): Difference => ({
    label,
    theirs: of(theirs),
    mine: of(mine),
  })

/** The fields in which two versions differ. */
export const differing = (fields: readonly Difference[]): Difference[] =>
  fields.filter(({ theirs, mine }) => theirs !== mine)

/**
 * The version that something is written over: the one that was on the page when the writing began, also where the page has heard of a
 * newer one since. Without it what somebody else saved meanwhile would be overwritten unseen.
 */
export function useWrittenOver(latest: number) {
  const [over, setOver] = useState(latest)
  return { version: over, isBehind: over < latest, follow: (version: number) => setOver(version) }
}

/** A form that is always open: shows what is saved until somebody types, and what they type until it is saved or given up. */
export function useDraftOver<Value>(saved: Value, latest: number) {
  const [draft, setDraft] = useState<{ readonly value: Value; readonly over: number } | null>(null)
  return {
    value: draft?.value ?? saved,
    version: draft?.over ?? latest,
    isChanged: draft !== null,
    isBehind: draft !== null && draft.over < latest,
    write: (value: Value) => setDraft((old) => ({ value, over: old?.over ?? latest })),
    clear: () => setDraft(null),
  }
}

type MeanwhileProps = {
  readonly differences: readonly Difference[]
  readonly pending: boolean
  /** gives up what is written here */
  readonly onTake: () => void
  /** saves what is written here over theirs */
  readonly onKeep: () => void
}

/** Says that somebody else has saved since the writing began, shows both values of each field, and lets the writer choose. */
export function SavedMeanwhile({ differences, pending, onTake, onKeep }: MeanwhileProps) {
  const { t } = useText()
  return (
    <div className="notice care meanwhile" role="alert">
      <div>
        <b>{t('monitoring.meanwhile.title')}</b>
        <ul>
          {differences.map(({ label, theirs, mine }) => (
            <li key={label}>
              {t('monitoring.meanwhile.both', {
                label,
                theirs: theirs === '' ? '—' : theirs,
                mine: mine === '' ? '—' : mine,
              })}
            </li>
          ))}
        </ul>
      </div>
      <div className="row">
        <Button size="small" onClick={onTake}>
          {t('monitoring.meanwhile.take')}
        </Button>
        <Button size="small" type="primary" loading={pending} onClick={onKeep}>
          {t('monitoring.meanwhile.keep')}
        </Button>
      </div>
    </div>
  )
}
