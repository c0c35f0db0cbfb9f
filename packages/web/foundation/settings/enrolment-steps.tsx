import { Button, Input } from 'antd'
import { type FormEvent, useMemo, useState } from 'react'
import { encode } from 'uqr'
import { signIn } from '../../api/sign-in.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'

export type Enrolment = { readonly uri: string; readonly recoveryCodes: readonly string[] }

/** A QR code drawn dark on light whatever the appearance, because cameras expect it so. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => {
    const { data, size: side } = encode(text, { border: 2 })
    const cells = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    return { size: side, path: cells.join('') }
  }, [text])
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="white" />
      <path d={path} fill="black" />
    </svg>
  )
}

/** Scan, keep the recovery codes, prove that the authenticator works. */
export function EnrolmentSteps({
  enrolment,
  onEnrolled,
}: {
  readonly enrolment: Enrolment
  readonly onEnrolled: () => void
}) {
  const { t } = useText()
  const [code, setCode] = useState('')
  const [failed, setFailed] = useState(false)
  const secret = new URL(enrolment.uri).searchParams.get('secret') ?? ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { error } = await signIn.twoFactor.verifyTotp({ code: code.trim() })
    if (error === null) onEnrolled()
    else setFailed(true)
  }
  return (
    <>
      <div className="enrol">
        <QrCode text={enrolment.uri} label={t('settings.totp.qr')} />
        <div>
          <p>{t('settings.totp.scan')}</p>
          <p className="faint">{t('settings.totp.key')}</p>
          <code className="key">{secret}</code>
        </div>
      </div>
      <div>
        <b>{t('settings.totp.codes')}</b>
        <p className="faint">{t('settings.totp.codesHint')}</p>
        <div className="recovery">
          {enrolment.recoveryCodes.map((recovery) => (
            <code key={recovery}>{recovery}</code>
          ))}
        </div>
        <Button
          size="small"
          onClick={() => void navigator.clipboard.writeText(enrolment.recoveryCodes.join('\n'))}
        >
          {t('ui.action.copy')}
        </Button>
      </div>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <Field label={t('settings.totp.confirm')} error={failed ? t('settings.totp.failed') : null}>
          {(id) => (
            <Input
              id={id}
              required
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <span>
          <Button type="primary" htmlType="submit">
            {t('settings.totp.finish')}
          </Button>
        </span>
      </form>
    </>
  )
}
