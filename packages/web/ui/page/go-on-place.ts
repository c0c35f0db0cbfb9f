/** A part of the page in which the keyboard stays when what was focused in it goes. */
const PART = '[data-keeps-focus]'
/** Where one goes on in a part, the best first: what says so itself, the step that is next, whatever takes the focus. */
const PLACES = [
  '[data-goes-on]',
  '[data-goes-on-inside] canvas',
  'button.ant-btn-primary:enabled',
  'button:enabled, a[href]',
  'input:enabled, textarea:enabled, [tabindex="0"]',
]

/** Of ranks of places, the best first, the first place that can be gone to. */
export function firstUsable<Place>(
  ranks: ReadonlyArray<readonly Place[]>,
  isUsable: (place: Place) => boolean,
): Place | undefined {
  return ranks.flat().find(isUsable)
}

/** The parts around an element that keep the focus, the nearest first. */
export function partsAround(element: Element): Element[] {
  const parts: Element[] = []
  for (let part = element.closest(PART); part !== null; part = part.parentElement?.closest(PART) ?? null)
    parts.push(part)
  return parts
}

/** Where the keyboard goes on in the nearest of some parts that is still there; undefined where nothing can be gone to. */
export function goOnPlace(parts: readonly Element[]): HTMLElement | undefined {
  for (const part of parts) {
    if (!part.isConnected) continue
    const ranks = PLACES.map((selector) => [...part.querySelectorAll<HTMLElement>(selector)])
    const place = firstUsable(ranks, (each) => each.checkVisibility())
    if (place !== undefined) return place
  }
  return undefined
}
