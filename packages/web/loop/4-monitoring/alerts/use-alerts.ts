import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { api, type Inputs, type Outputs } from '../../../api/client.ts'
import { queries } from '../../../api/queries.ts'
import { type TextKey, useText } from '../../../i18n/index.ts'

export type Alert = Outputs['monitoring']['findAlerts']['rows'][number]
export type ListedRule = Outputs['monitoring']['findAlertRules'][number]
export type Rule = Inputs['monitoring']['tryAlertRule']['content']
export type Condition = Rule['conditions'][number]
export type Trial = Outputs['monitoring']['tryAlertRule']
export type Channel = Outputs['monitoring']['findAlertChannels'][number]

/** What every change of alerts does afterwards: say so, and load again. */
export function useAfterAlertChange(text: TextKey = 'alerts.done') {
  const { t } = useText()
  const { message } = App.useApp()
  return {
    onSuccess: () => {
      void message.success(t(text))
      void queries.invalidateQueries({ queryKey: api.monitoring.key() })
    },
  }
}

/** Asks before something goes for good. */
export function useAskRemoval() {
  const { t } = useText()
  const { modal } = App.useApp()
  return (title: string, content: string, remove: () => Promise<unknown>) =>
    void modal.confirm({
      title,
      content,
      okText: t('alerts.removal.remove'),
      okButtonProps: { danger: true },
      cancelText: t('ui.action.cancel'),
      onOk: () => remove().catch(() => undefined),
    })
}

/** Adds the shipped rules. */
export function useAddDefaults() {
  const { t } = useText()
  const { message } = App.useApp()
  return useMutation(
    api.monitoring.addDefaultAlertRules.mutationOptions({
      onSuccess: ({ added }) => {
        void message.success(t('alerts.defaultsAdded', { count: added }))
        void queries.invalidateQueries({ queryKey: api.monitoring.key() })
      },
    }),
  )
}
