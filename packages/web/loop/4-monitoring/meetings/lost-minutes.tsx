import { App, Button } from 'antd'
import { useText } from '../../../i18n/index.ts'
import { formatMoment } from '../../../ui/format/date.ts'
import { useKeptDraft } from './use-minutes-draft.ts'

type LostProps = {
  readonly meetingId: number
  /** what the meeting's minutes say now; null where the meeting is gone */
  readonly minutes: string | null
}

/** What somebody was still writing when the meeting was closed or removed: to be read, copied and put away. */
export function LostMinutes({ meetingId, minutes }: LostProps) {
  const { t, language } = useText()
  const { message } = App.useApp()
  const { draft, change } = useKeptDraft(meetingId)
  if (draft === null || draft.text.trim() === '' || draft.text === minutes) return null
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(draft.text)
      void message.success(t('ui.action.copied'))
    } catch {
      void message.warning(t('meetings.minutes.noClipboard'))
    }
  }
  const at = formatMoment(draft.at, language)
  return (
    <section className="notice care minutes-lost screen-only" aria-label={t('meetings.minutes.lostTitle')}>
      <b>{t(minutes === null ? 'meetings.minutes.lostGone' : 'meetings.minutes.lostClosed', { at })}</b>
      <p className="minutes-text">{draft.text}</p>
      <div className="row">
        <Button size="small" type="primary" onClick={() => void copy()}>
          {t('meetings.minutes.copy')}
        </Button>
        <Button size="small" onClick={() => change(() => null)}>
          {t('meetings.minutes.putAway')}
        </Button>
      </div>
    </section>
  )
}
