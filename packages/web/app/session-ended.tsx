import { Modal } from 'antd'
import { queries } from '../api/queries.ts'
import { sessionEnded, useSessionEnded } from '../api/session-end.ts'
import { SignInForm } from '../foundation/sign-in/sign-in-form.tsx'
import { useText } from '../i18n/index.ts'

/** Asks to sign in again over the open page, so that nothing typed on it is lost. */
export function SessionEnded() {
  const { t } = useText()
  const ended = useSessionEnded()
  const resume = () => {
    sessionEnded.set(false)
    void queries.invalidateQueries()
  }
  return (
    <Modal
      open={ended}
      closable={false}
      footer={null}
      title={t('shell.sessionEnded.title')}
      destroyOnHidden
      width={400}
    >
      <p className="muted" style={{ marginBottom: 16 }}>
        {t('shell.sessionEnded.text')}
      </p>
      <SignInForm onSignedIn={resume} />
    </Modal>
  )
}
