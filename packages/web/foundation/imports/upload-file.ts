import { sendFile } from '../../api/send-file.ts'

/** Sends a table to be imported. @returns the import that it became */
export async function uploadFile(file: File, onProgress: (share: number) => void): Promise<number> {
  const path = `/api/v1/imports/files?name=${encodeURIComponent(file.name)}`
  const { importRunId } = (await sendFile(path, file, onProgress)) as { importRunId: number }
  return importRunId
}
