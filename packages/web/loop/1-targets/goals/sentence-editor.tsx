import type { GoalDraft } from '@salesloom/contract'
import { type ReactNode, useId } from 'react'
import { useText } from '../../../i18n/index.ts'

type Props = {
  readonly sentence: string
  /** Stretches of the sentence that were understood; none while it is still being read. */
  readonly spans: GoalDraft['spans']
  readonly onWrite: (sentence: string) => void
}

const LONGEST = 500

/** The sentence with each stretch that was understood on the ground of its field. */
function marked(sentence: string, spans: GoalDraft['spans']): ReactNode[] {
  const parts: ReactNode[] = []
  let end = 0
  for (const { field, from, until } of spans) {
    parts.push(sentence.slice(end, from))
    parts.push(
      <mark key={from} className={field}>
        {sentence.slice(from, until)}
      </mark>,
    )
    end = until
  }
  return [...parts, sentence.slice(end), '\n']
}

/** Where the intent is written. The marks lie under the text and say nothing that the chips do not. */
export function SentenceEditor({ sentence, spans, onWrite }: Props) {
  const { t } = useText()
  const id = useId()
  return (
    <div className="goal-editor">
      <label htmlFor={id}>{t('goals.workshop.sentence')}</label>
      <div className="goal-paper">
        <div aria-hidden="true">{marked(sentence, spans)}</div>
        <textarea
          id={id}
          value={sentence}
          maxLength={LONGEST}
          rows={3}
          placeholder={t('goals.workshop.placeholder')}
          onChange={(event) => onWrite(event.target.value)}
        />
      </div>
    </div>
  )
}
