/** Channels of a `#rrggbb` colour, or of its short form `#rgb`, which the minifier writes where it can. */
function channels(hex: string): readonly number[] {
  const long = hex.length === 4 ? hex.replace(/[^#]/g, '$&$&') : hex
  return [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16))
}

/** A colour between two, `share` of the way to the second; for canvases, which cannot mix by themselves. */
export function mix(from: string, to: string, share: number): string {
  const [a, b] = [channels(from), channels(to)]
  const mixed = a.map((value, index) => Math.round(value + ((b[index] ?? value) - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
