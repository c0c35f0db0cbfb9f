import { Alert, Typography } from 'antd'
import { useText } from '../../i18n/index.ts'

/** A secret that is shown this once. */
export function OnceShown({ title, secret }: { readonly title: string; readonly secret: string }) {
  const { t } = useText()
  return (
    <Alert
      type="warning"
      showIcon
      title={title}
      description={
        <>
          <p>{t('integration.onceShown')}</p>
          <Typography.Text code copyable className="secret">
            {secret}
          </Typography.Text>
        </>
      }
    />
  )
}
