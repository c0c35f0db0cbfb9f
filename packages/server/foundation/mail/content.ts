import type { Locale } from '@salesloom/contract'

/**
 * What a mail says in one language: plain lines, and at most one thing to open. `path` is a place of the application,
 * beginning with `/`. The subject stands in the log: nothing secret belongs in it.
 */
export type MailContent = {
  readonly subject: string
  readonly lines: readonly string[]
  readonly action?: { readonly label: string; readonly path: string } | undefined
}

const FOOT: Readonly<Record<Locale, string>> = {
  'zh-CN': '此邮件由 Salesloom 销售经纬自动发送, 请勿回复。',
  'zh-TW': '此郵件由 Salesloom 銷售經緯自動發送, 請勿回覆。',
  en: 'This mail was sent by Salesloom on its own; answers are not read.',
}

const LONGEST_SUBJECT = 200

/** A subject of one line, whatever names went into it: a line break would begin another header. */
export function oneLine(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return flat.length <= LONGEST_SUBJECT ? flat : `${flat.slice(0, LONGEST_SUBJECT - 1)}…`
}

const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark)

/** The mail as text. */
export function asText(content: MailContent, locale: Locale, origin: string): string {
  const { action } = content
  const link = action === undefined ? [] : [`${action.label}:\n${origin}${action.path}`]
  return `${[...content.lines, ...link, `-- \n${FOOT[locale]}`].join('\n\n')}\n`
}

const FONT = "font-family:system-ui,-apple-system,'PingFang SC','Microsoft YaHei',sans-serif"
const BUTTON =
  'display:inline-block;padding:10px 20px;background:#2f4a8a;color:#ffffff;text-decoration:none;border-radius:8px'

/** The mail as HTML: the same words, nothing that is loaded from elsewhere. */
export function asHtml(content: MailContent, locale: Locale, origin: string): string {
  const lines = content.lines.map((line) => `<p>${escaped(line).replaceAll('\n', '<br>')}</p>`)
  const { action } = content
  const address = action === undefined ? '' : escaped(`${origin}${action.path}`)
  const link =
    action === undefined
      ? ''
      : `<p><a href="${address}" style="${BUTTON}">${escaped(action.label)}</a></p><p style="font-size:12px;color:#667"><span>${address}</span></p>`
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escaped(content.subject)}</title></head><body style="margin:0;padding:24px;${FONT};font-size:15px;line-height:1.6;color:#1c2430"><div style="max-width:560px;margin:0 auto">${lines.join('')}${link}<p style="margin-top:32px;font-size:12px;color:#667">${escaped(FOOT[locale])}</p></div></body></html>`
}
