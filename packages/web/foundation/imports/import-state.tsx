import type { ImportRun } from '@salesloom/contract'
import { useText } from '../../i18n/index.ts'
import { Tag, type Tone } from '../../ui/figure/tag.tsx'

const TONES: Record<ImportRun['state'], Tone> = {
  uploading: 'plain',
  uploaded: 'plain',
  checking: 'work',
  checked: 'care',
  running: 'work',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
}

/** Where an import stands, in a word. */
export function ImportState({ state }: { readonly state: ImportRun['state'] }) {
  const { t } = useText()
  return <Tag tone={TONES[state]}>{t(`imports.state.${state}`)}</Tag>
}
