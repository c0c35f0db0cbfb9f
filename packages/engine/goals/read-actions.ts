import type { Sentence } from './sentence.ts'

const LISTED = /(?:措施|行动|做法|动作|\bactions?|\bmeasures?|\bsteps?)\s*:\s*([^;。\n\uE000]+)/
const CHINESE =
  /(?:通过|透过|借助|利用|依靠|凭借|靠|用(?=[^,;。]{1,20}的(?:办法|方式|方法|方案)))\s*([^,;。\n\uE000]+?)(?:的(?:办法|方式|方法))?(?=\s*(?:[,;。\n\uE000]|把|将|使|让|$))/
const ENGLISH =
  /\b(?:through|via|using|by means of|with\b(?! (?:the )?(?:customers?|clients?)\b)|by (?=[a-z]+ing\b))\s*((?!(?:the )?(?:end|q[1-4]|h[12]|january|february|march|april|may|june|july|august|september|october|november|december)\b)[a-z][^,;.\uE000]*?)(?=\s*(?:[,;.\uE000]|$|\bby (?:the|end|q[1-4]|h[12]|\d|[a-z]+ \d)|\bbefore\b|\bowner\b))/
const OFTEN = /(?:^|[,;。])\s*(每(?:周|月|天|日|季度?|年|人)[^,;。\uE000]+)(?=\s*(?:[,;。]|$))/

const BETWEEN = /\s*(?:、|和|与|及|以及|\band\b|&)\s*/
const COMMAS = /\s*[,、]\s*/

/** Parts of a stretch of the sentence, each with its place. */
function partsOf(text: string, from: number, between: RegExp): Array<{ from: number; until: number }> {
  const parts: Array<{ from: number; until: number }> = []
  let start = from
  for (const cut of text.matchAll(new RegExp(between.source, 'g'))) {
    parts.push({ from: start, until: from + cut.index })
    start = from + cut.index + cut[0].length
  }
  parts.push({ from: start, until: from + text.length })
  return parts.filter((part) => text.slice(part.from - from, part.until - from).trim() !== '')
}

/**
 * What shall be done, in the words of the sentence: after “through”, “by …ing”, 通过 or 措施, or every week something.
 * @param often whether what is done every week, or by everybody, is an action
 */
export function readActions(sentence: Sentence, often: boolean): string[] {
  const actions: string[] = []
  for (const [pattern, between] of [
    [LISTED, COMMAS],
    [CHINESE, BETWEEN],
    [ENGLISH, BETWEEN],
    ...(often ? ([[OFTEN, null]] as const) : []),
  ] as const) {
    const match = sentence.matches(pattern)[0]
    const text = match?.[1]
    if (match === undefined || text === undefined) continue
    const from = match.index + match[0].lastIndexOf(text)
    const whole = between === null || (between === BETWEEN && /^[a-z]+ing\b/.test(text))
    const parts = whole ? [{ from, until: from + text.length }] : partsOf(text, from, between)
    for (const part of parts) {
      actions.push(sentence.written(part.from, part.until))
      sentence.spans.push({ field: 'action', ...part })
    }
    sentence.take(null, match.index, from + text.length)
  }
  return actions
}
