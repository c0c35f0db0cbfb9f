import { InboxOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { type DragEvent, useId, useState } from 'react'
import { UploadRefused } from '../../api/send-file.ts'
import { useText } from '../../i18n/index.ts'
import { formatPercent } from '../../ui/format/number.ts'
import { Problem } from '../../ui/page/problem.tsx'
import { uploadFile } from './upload-file.ts'

/** A place to drop a file on, or to choose one with. */
export function DropFile() {
  const { t, language } = useText()
  const navigate = useNavigate()
  const id = useId()
  const [over, setOver] = useState(false)
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    setError(null)
    setShare(0)
    try {
      const importRunId = await uploadFile(file, setShare)
      await navigate({ to: '/imports/$importRunId', params: { importRunId: String(importRunId) } })
    } catch (thrown) {
      setError(thrown)
    } finally {
      setShare(null)
    }
  }
  const dragged = (event: DragEvent) => {
    event.preventDefault()
    setOver(event.type === 'dragover')
  }
  const dropped = (event: DragEvent) => {
    dragged(event)
    void take(event.dataTransfer.files[0])
  }
  return (
    <div className="stack">
      <label
        htmlFor={id}
        className={over ? 'drop-file over' : 'drop-file'}
        onDragOver={dragged}
        onDragLeave={dragged}
        onDrop={dropped}
      >
        <InboxOutlined aria-hidden="true" />
        <b>
          {share === null
            ? t('imports.drop')
            : t('imports.sending', { share: formatPercent(share, language, 0) })}
        </b>
        <span className="faint">{t('imports.dropHint')}</span>
        <input
          id={id}
          type="file"
          className="visually-hidden"
          accept=".csv,.tsv,.txt,.xlsx,.xlsm"
          disabled={share !== null}
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </label>
      {error instanceof UploadRefused ? (
        <div className="notice bad" role="alert">
          <i aria-hidden="true">!</i>
          <p>{error.message}</p>
        </div>
      ) : (
        error !== null && <Problem error={error} />
      )}
    </div>
  )
}
