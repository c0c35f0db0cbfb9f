import { PaperClipOutlined } from '@ant-design/icons'
import { EVIDENCE_PATHS } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useId, useRef } from 'react'
import { api } from '../../../api/client.ts'
import { fileAddress } from '../../../api/file-address.ts'
import { queries } from '../../../api/queries.ts'
import { sendFile, UploadRefused } from '../../../api/send-file.ts'
import { useText } from '../../../i18n/index.ts'
import { formatMoment } from '../../../ui/format/date.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import type { DeviationRecord } from './deviation-text.ts'

type WhyFile = DeviationRecord['files'][number]

const KILOBYTE = 1_000
const TYPES = '.pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx,.csv,.txt'

const refresh = () => queries.invalidateQueries({ queryKey: api.monitoring.getDeviation.key() })

function FileLine({ file, mayWrite }: { readonly file: WhyFile; readonly mayWrite: boolean }) {
  const { t, language } = useText()
  const { fileId, name, size, by, at } = file
  const remove = useMutation(api.monitoring.removeWhyFile.mutationOptions({ onSuccess: refresh }))
  const kilobytes = formatNumber(Math.max(1, Math.round(size / KILOBYTE)), language)
  return (
    <li>
      <PaperClipOutlined aria-hidden="true" />
      <a href={fileAddress(EVIDENCE_PATHS.file(fileId))} download>
        {name}
      </a>
      <small className="faint">
        {kilobytes} KB · {by} · {formatMoment(at, language)}
      </small>
      {mayWrite && (
        <Button
          size="small"
          type="text"
          aria-label={t('response.file.remove', { name })}
          loading={remove.isPending}
          onClick={() => remove.mutate({ fileId })}
        >
          ×
        </Button>
      )}
      {remove.isError && <Problem error={remove.error} />}
    </li>
  )
}

/** Files that are evidence of a why. */
export function WhyFiles({
  files,
  mayWrite,
}: {
  readonly files: readonly WhyFile[]
  readonly mayWrite: boolean
}) {
  if (files.length === 0) return null
  return (
    <ul className="why-files">
      {files.map((file) => (
        <FileLine key={file.fileId} file={file} mayWrite={mayWrite} />
      ))}
    </ul>
  )
}

function Refusal({ error }: { readonly error: unknown }) {
  if (!(error instanceof UploadRefused)) return <Problem error={error} />
  return (
    <span className="notice bad" role="alert">
      <i aria-hidden="true">!</i>
      <span>{error.message}</span>
    </span>
  )
}

/** Attaches a file to a why. */
export function AttachFile({ deviationId, why }: { readonly deviationId: number; readonly why: string }) {
  const { t } = useText()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const attach = useMutation({
    mutationFn: (file: File) => {
      const query = new URLSearchParams({ why, name: file.name })
      return sendFile(`${EVIDENCE_PATHS.files(deviationId)}?${query}`, file, () => {})
    },
    onSuccess: refresh,
  })
  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        {t('response.file.attach')}
      </label>
      <input
        id={id}
        ref={input}
        type="file"
        tabIndex={-1}
        className="visually-hidden"
        accept={TYPES}
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file !== undefined) attach.mutate(file)
          target.value = ''
        }}
      />
      <Button size="small" type="text" loading={attach.isPending} onClick={() => input.current?.click()}>
        {t('response.file.attach')}
      </Button>
      {attach.isError && <Refusal error={attach.error} />}
    </>
  )
}
