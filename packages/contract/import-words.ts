import type { Locale } from './locale.ts'

type Words = Readonly<Record<string, Readonly<Record<Locale, string>>>>

/** What a file is that cannot be read as a table. */
const FORMATS: Words = {
  empty: { 'zh-CN': '空文件', 'zh-TW': '空檔案', en: 'nothing' },
  oldWorkbook: {
    'zh-CN': '旧版 Excel 工作簿 (.xls)',
    'zh-TW': '舊版 Excel 活頁簿 (.xls)',
    en: 'an old Excel workbook (.xls)',
  },
  otherArchive: { 'zh-CN': '压缩包', 'zh-TW': '壓縮檔', en: 'an archive' },
  pdf: { 'zh-CN': 'PDF 文档', 'zh-TW': 'PDF 文件', en: 'a PDF document' },
  picture: { 'zh-CN': '图片', 'zh-TW': '圖片', en: 'a picture' },
  binary: {
    'zh-CN': '程序或其他二进制数据',
    'zh-TW': '程式或其他二進位資料',
    en: 'a program or other binary data',
  },
  webPage: { 'zh-CN': '网页', 'zh-TW': '網頁', en: 'a web page' },
  encrypted: { 'zh-CN': '加密的文件', 'zh-TW': '加密的檔案', en: 'an encrypted file' },
}

/** States of an import. */
const STATES: Words = {
  uploading: { 'zh-CN': '上传中', 'zh-TW': '上傳中', en: 'being uploaded' },
  uploaded: { 'zh-CN': '已上传', 'zh-TW': '已上傳', en: 'uploaded' },
  checking: { 'zh-CN': '检查中', 'zh-TW': '檢查中', en: 'being checked' },
  checked: { 'zh-CN': '已检查', 'zh-TW': '已檢查', en: 'checked' },
  running: { 'zh-CN': '导入中', 'zh-TW': '匯入中', en: 'running' },
  done: { 'zh-CN': '已完成', 'zh-TW': '已完成', en: 'done' },
  failed: { 'zh-CN': '失败', 'zh-TW': '失敗', en: 'failed' },
  cancelled: { 'zh-CN': '已取消', 'zh-TW': '已取消', en: 'cancelled' },
}

const BY_PLACE: Readonly<Record<string, Words>> = { what: FORMATS, state: STATES }

/** What stands at a place of an error about a file or an import: the word for a code of that place, otherwise what else it is. */
export function importWord(place: string, code: string, locale: Locale, otherwise = code): string {
  return BY_PLACE[place]?.[code]?.[locale] ?? otherwise
}
