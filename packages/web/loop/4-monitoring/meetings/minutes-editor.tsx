import { useMutation } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useEffect, useRef } from 'react'
import { api } from '../../../api/client.ts'
import { failureOf } from '../../../api/failure.ts'
import { useText } from '../../../i18n/index.ts'
import { formatMoment } from '../../../ui/format/date.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { LostMinutes } from './lost-minutes.tsx'
import { type Meeting, refreshMeetings } from './use-meeting.ts'
import { useMinutesDraft } from './use-minutes-draft.ts'

/** What somebody else wrote meanwhile, beside what is being written. */
function Theirs({ meeting, onTake }: { readonly meeting: Meeting; readonly onTake: () => void }) {
  const { t } = useText()
  return (
    <div className="minutes-theirs notice care">
      <div>
        <b>{t('meetings.minutes.theirs', { who: meeting.savedBy })}</b>
        <p className="minutes-text">{meeting.minutes === '' ? '—' : meeting.minutes}</p>
      </div>
      <Button size="small" onClick={onTake}>
        {t('meetings.minutes.take')}
      </Button>
    </div>
  )
}

type WritingProps = {
  readonly meeting: Meeting
  /** hears whether something was written that is not saved */
  readonly onUnsaved: (isUnsaved: boolean) => void
}

function Editor({ meeting, onUnsaved }: WritingProps) {
  const { t, language } = useText()
  const { message } = App.useApp()
  const draft = useMinutesDraft(meeting)
  const { isChanged } = draft
  const field = useRef<HTMLElement | null>(null)
  useEffect(() => onUnsaved(isChanged), [onUnsaved, isChanged])
  const save = useMutation(
    api.monitoring.saveMinutes.mutationOptions({
      onSettled: refreshMeetings,
      onSuccess: ({ version }, { minutes }) => {
        void message.success(t('meetings.minutes.saved'))
        draft.saved(minutes, version)
        // The button has nothing to save now, and would take the focus with it.
        if (document.activeElement?.closest('.minutes-foot') != null) field.current?.focus()
      },
    }),
  )
  const isConflict = save.isError && failureOf(save.error).code === 'versionConflict'
  const submit = (version: number) =>
    save.mutate({ meetingId: meeting.meetingId, version, minutes: draft.text })
  return (
    <>
      <Input.TextArea
        ref={(input) => {
          field.current = input?.resizableTextArea?.textArea ?? null
        }}
        aria-label={t('meetings.minutes.title')}
        autoSize={{ minRows: 5, maxRows: 18 }}
        maxLength={50_000}
        placeholder={t('meetings.minutes.placeholder')}
        value={draft.text}
        onChange={({ target }) => draft.write(target.value)}
        className="screen-only"
      />
      {save.isError && !isConflict && <Problem error={save.error} />}
      {draft.isBehind && (
        <Theirs
          meeting={meeting}
          onTake={() => {
            draft.clear()
            save.reset()
          }}
        />
      )}
      <div className="row minutes-foot screen-only">
        {draft.foundFrom !== null && (
          <span className="muted" role="status">
            {t('meetings.minutes.found', { at: formatMoment(draft.foundFrom, language) })}
          </span>
        )}
        <span className="spacer" />
        {draft.isChanged && !draft.isBehind && (
          <Button onClick={draft.clear}>{t('meetings.minutes.discard')}</Button>
        )}
        <Button
          type={draft.isChanged ? 'primary' : 'default'}
          disabled={!draft.isChanged}
          loading={save.isPending}
          onClick={() => submit(draft.isBehind ? meeting.version : draft.version)}
        >
          {t(draft.isBehind ? 'meetings.minutes.overwrite' : 'meetings.minutes.save')}
        </Button>
      </div>
    </>
  )
}

/** The minutes of a meeting: written by who takes part, read by all; on paper as they were saved. */
export function MinutesCard({ meeting, onUnsaved }: WritingProps) {
  const { t, language } = useText()
  const { minutes, savedBy, savedAt, mayWrite } = meeting
  return (
    <Card
      title={t('meetings.minutes.title')}
      note={
        minutes === ''
          ? undefined
          : t('meetings.minutes.by', { who: savedBy, at: formatMoment(savedAt, language) })
      }
    >
      {mayWrite ? (
        <Editor meeting={meeting} onUnsaved={onUnsaved} />
      ) : (
        <LostMinutes meetingId={meeting.meetingId} minutes={minutes} />
      )}
      <p className={`minutes-text ${mayWrite ? 'paper-only' : ''}`}>
        {minutes === '' ? t('meetings.minutes.none') : minutes}
      </p>
    </Card>
  )
}
