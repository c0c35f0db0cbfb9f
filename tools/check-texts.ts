/** Every text exists in every language, and none is empty: the interface's catalogues and the error table. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ERRORS } from '../packages/contract/errors.ts'
import { LOCALES } from '../packages/contract/locale.ts'
import { ROOT } from './root.ts'

type Catalogue = ReadonlyMap<string, string>

function leaves(node: unknown, path: string): Array<[string, string]> {
  if (typeof node === 'string') return [[path, node]]
  return Object.entries(node as object).flatMap(([key, value]) => leaves(value, `${path}.${key}`))
}

function readCatalogue(folder: string, locale: string): Catalogue {
  const files = readdirSync(join(folder, locale)).filter((file) => file.endsWith('.json'))
  return new Map(
    files.flatMap((file) =>
      leaves(JSON.parse(readFileSync(join(folder, locale, file), 'utf8')), file.replace(/\.json$/, '')),
    ),
  )
}

/** Placeholders of a text, such as `{{name}}`: each language must fill the same ones. */
function places(text: string): string {
  return [...text.matchAll(/\{\{?\s*(\w+)[^}]*\}\}?/g)]
    .map((match) => match[1])
    .toSorted()
    .join(',')
}

/** Chinese has no plural: `key_other` stands for both forms there. */
function counterpart(catalogue: Catalogue, key: string): string | undefined {
  return (
    catalogue.get(key) ?? (key.endsWith('_one') ? catalogue.get(key.replace(/_one$/, '_other')) : undefined)
  )
}

/** Words of the mainland that Taiwan writes otherwise; a text that was turned character by character still holds them. */
const MAINLAND =
  /設置|郵箱|賬|信息|默認|數據|導出|登錄|軟件|網絡|屏幕|打印|單元格|鏈接|界面|字段|菜單|服務器|激活|粘貼|增長|缺省|搜索/

/** Texts for Taiwan in words that are not used there. */
export function wordingProblems(catalogue: Catalogue): string[] {
  return [...catalogue].flatMap(([key, text]) => {
    const [word] = MAINLAND.exec(text) ?? []
    return word === undefined ? [] : [`zh-TW: ${key} says ${word}, a word of the mainland`]
  })
}

export function catalogueProblems(catalogues: ReadonlyMap<string, Catalogue>): string[] {
  const keys = new Set([...catalogues.values()].flatMap((catalogue) => [...catalogue.keys()]))
  const english = catalogues.get('en')
  return [...keys].flatMap((key) =>
    [...catalogues].flatMap(([locale, catalogue]) => {
      const text = counterpart(catalogue, key)
      if (text === undefined) return [`${locale} has no text for ${key}`]
      if (text.trim() === '') return [`${locale}: the text of ${key} is empty`]
      const wanted = counterpart(english ?? catalogue, key)
      const same = wanted === undefined || key.endsWith('_one') || places(wanted) === places(text)
      return same ? [] : [`${locale}: ${key} fills other places than the English text`]
    }),
  )
}

export function errorTextProblems(): string[] {
  return Object.entries(ERRORS).flatMap(([code, entry]) =>
    LOCALES.flatMap((locale) => {
      if (entry[locale].trim() === '') return [`${locale} has no text for the error ${code}`]
      return places(entry[locale]) === places(entry.en)
        ? []
        : [`${locale}: the error ${code} fills other places than the English text`]
    }),
  )
}

if (import.meta.main) {
  const folder = join(ROOT, 'packages/web/i18n')
  const catalogues = new Map(LOCALES.map((locale) => [locale as string, readCatalogue(folder, locale)]))
  const problems = [
    ...catalogueProblems(catalogues),
    ...wordingProblems(catalogues.get('zh-TW') ?? new Map()),
    ...errorTextProblems(),
  ]
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  if (problems.length > 0) process.exitCode = 1
  else process.stdout.write(`${catalogues.get('en')?.size ?? 0} texts in ${catalogues.size} languages.\n`)
}
