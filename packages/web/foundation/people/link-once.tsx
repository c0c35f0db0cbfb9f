import { App, Button, Modal } from 'antd'
import { useText } from '../../i18n/index.ts'
import { formatMoment } from '../../ui/format/date.ts'
import './people.css'

/** A link that has just been made. */
export type MadeLink = {
  readonly kind: 'invitation' | 'reset'
  readonly email: string
  readonly path: string
  readonly expiresAt: string
  /** whether it is on its way by mail too */
  readonly mailed: boolean
}

/**
 * Shows a one-time link, once: on its way by mail, or to be copied or sent by the administrator's own mail program
 * where no mail server is set up.
 */
export function LinkOnce({ link, onClose }: { readonly link: MadeLink; readonly onClose: () => void }) {
  const { t, language } = useText()
  const { message } = App.useApp()
  const address = `${window.location.origin}${link.path}`
  const at = formatMoment(link.expiresAt, language)
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    void message.success(t('ui.action.copied'))
  }
  const mail = `mailto:${encodeURIComponent(link.email)}?subject=${encodeURIComponent(t('people.link.subject'))}&body=${encodeURIComponent(`${t('people.link.body', { at })}\n\n${address}\n`)}`
  return (
    <Modal
      open
      title={t(`people.link.${link.kind}`, { email: link.email })}
      onCancel={onClose}
      footer={
        <span className="row" style={{ justifyContent: 'flex-end' }}>
          {!link.mailed && <Button href={mail}>{t('people.link.mail')}</Button>}
          <Button type="primary" onClick={() => void copy()}>
            {t('people.link.copy')}
          </Button>
        </span>
      }
    >
      <div className="link-once">
        <p>{t(link.mailed ? 'people.link.mailed' : 'people.link.notMailed', { email: link.email })}</p>
        <p>{t('people.link.once')}</p>
        <code>{address}</code>
        <p className="faint">{t('people.link.until', { at })}</p>
      </div>
    </Modal>
  )
}
