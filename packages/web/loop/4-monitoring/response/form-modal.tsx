import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../../../i18n/index.ts'
import { Problem } from '../../../ui/page/problem.tsx'

/** A form of its own in the middle of the page, with what went wrong beneath. */
export function FormModal(props: {
  readonly title: string
  readonly ok: string
  readonly ready: boolean
  readonly pending: boolean
  readonly error: unknown
  readonly onOk: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const { t } = useText()
  return (
    <Modal
      open
      title={props.title}
      okText={props.ok}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ loading: props.pending, disabled: !props.ready }}
      onOk={props.onOk}
      onCancel={props.onClose}
    >
      <div className="fields">{props.children}</div>
      {props.error !== null && <Problem error={props.error} />}
    </Modal>
  )
}
