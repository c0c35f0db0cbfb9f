import { RollbackOutlined, StopOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { type MeetingSeries, refreshMeetings } from './use-meeting.ts'

/** Ends a series, or takes it up again; both say in words what came of it. */
function useEnd() {
  const { t } = useText()
  const { message } = App.useApp()
  return useMutation(
    api.monitoring.endMeetingSeries.mutationOptions({
      onSuccess: ({ removed }, { ended }) =>
        void message.success(
          ended ? t('meetings.end.done', { count: removed.length }) : t('meetings.end.resumed'),
        ),
      onError: (error) => void message.error(error.message),
      onSettled: refreshMeetings,
    }),
  )
}

/** Ends a series after saying what goes and what stays. */
export function EndButton({ series }: { readonly series: MeetingSeries }) {
  const { t } = useText()
  const { modal } = App.useApp()
  const end = useEnd()
  const { seriesId, version, name } = series
  const ask = () =>
    void modal.confirm({
      title: t('meetings.end.title', { name }),
      content: t('meetings.end.text'),
      okText: t('meetings.end.end'),
      okButtonProps: { danger: true },
      cancelText: t('ui.action.cancel'),
      onOk: () => end.mutateAsync({ seriesId, version, ended: true }).catch(() => undefined),
    })
  return (
    <Button type="text" size="small" icon={<StopOutlined />} loading={end.isPending} onClick={ask}>
      {t('meetings.end.end')}
    </Button>
  )
}

/** Takes a series up again that was ended. */
export function ResumeButton({ series: { seriesId, version } }: { readonly series: MeetingSeries }) {
  const { t } = useText()
  const end = useEnd()
  return (
    <Button
      type="text"
      size="small"
      icon={<RollbackOutlined />}
      loading={end.isPending}
      onClick={() => end.mutate({ seriesId, version, ended: false })}
    >
      {t('meetings.end.resume')}
    </Button>
  )
}
