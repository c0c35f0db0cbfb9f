/** Shows how far long work is: a bar on a terminal, plain lines otherwise. It writes to standard error only. */
export type Meter = {
  readonly show: (label: string, done: number, total: number | null) => void
  readonly end: () => void
}

const WIDTH = 28
const PLAIN_EVERY_MS = 2_000

function bar(label: string, share: number): string {
  const filled = Math.round(Math.min(1, share) * WIDTH)
  return `\r  ${label.padEnd(12)} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${String(Math.floor(share * 100)).padStart(3)} %`
}

export function createMeter(stream: NodeJS.WriteStream, quiet = false): Meter {
  let last = 0
  let shown = ''
  if (quiet) return { show: () => {}, end: () => {} }
  return {
    show: (label, done, total) => {
      const now = Date.now()
      if (stream.isTTY) {
        stream.write(bar(label, total === null || total === 0 ? 0 : done / total))
        shown = label
        return
      }
      if (label === shown && now - last < PLAIN_EVERY_MS) return
      last = now
      shown = label
      stream.write(`  ${label}: ${done}${total === null ? '' : ` of about ${total}`}\n`)
    },
    end: () => {
      if (stream.isTTY && shown !== '') stream.write('\r\u001b[2K')
    },
  }
}
