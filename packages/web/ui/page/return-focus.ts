import { goOnPlace, partsAround } from './go-on-place.ts'

/** What covers the page and goes with what was focused in it. */
const COVERS = '.ant-drawer, .ant-modal-root'
/** More places than a form has fields: the one that opened it is older than all of them. */
const KEPT = 200

/** The newest place of a trail, oldest first, that can be gone back to; undefined where none can. */
export function lastUsable<Place>(
  trail: readonly Place[],
  isUsable: (place: Place) => boolean,
): Place | undefined {
  return trail.findLast(isUsable)
}

/**
 * Whether a place outside is gone back to later. At the end of an open dialog the Tab key leaves it for a moment, before the dialog
 * takes the focus back: where it was meanwhile is no place that anybody chose.
 */
export function isChosen(place: {
  readonly isCovering: boolean
  readonly wasCovering: boolean
  readonly isLastShown: boolean
}): boolean {
  return place.isCovering || !place.wasCovering || !place.isLastShown
}

/** Who stands where: what took the focus last, and the parts around it that keep the focus when it goes. */
type Standing = { readonly at: HTMLElement; readonly parts: readonly Element[] }

/** Goes on in the part where the focus was, when what had it is gone; whether it did. */
function goOn(page: Document, standing: Standing | null): boolean {
  if (standing === null || standing.at.isConnected || page.activeElement !== page.body) return false
  const place = goOnPlace(standing.parts)
  place?.focus()
  return place !== undefined
}

/**
 * Gives the focus back to where it was before a dialog or drawer opened: who works by keyboard goes on there when it closes, and not at
 * the head of the page. What is still covered is left alone. In a part with `data-keeps-focus` the focus goes on when a step takes
 * away the button that was pressed: at what says `data-goes-on`, or at the next step.
 */
export function returnFocus(page: Document): void {
  let trail: HTMLElement[] = []
  let isCovering = false
  let standing: Standing | null = null
  page.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || target === page.body) return
    standing = { at: target, parts: partsAround(target) }
    const isInside = target.closest(COVERS) !== null
    const isLastShown = trail.at(-1)?.checkVisibility() === true
    if (!isChosen({ isCovering: isInside, wasCovering: isCovering, isLastShown })) return
    trail = [...trail.filter((place) => place !== target), target].slice(-KEPT)
    isCovering = isInside
  })
  // Who pressed elsewhere has left what they were at.
  page.addEventListener('pointerdown', () => {
    standing = null
  })
  new MutationObserver(() => {
    if (goOn(page, standing)) return
    if (!isCovering || page.activeElement !== page.body || trail.at(-1)?.isConnected !== false) return
    isCovering = false
    const cover = [...page.querySelectorAll(COVERS)].at(-1)
    lastUsable(trail, (place) => place.isConnected && (cover === undefined || cover.contains(place)))?.focus()
  }).observe(page.body, { childList: true, subtree: true })
}
