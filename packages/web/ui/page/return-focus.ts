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

/**
 * Gives the focus back to where it was before a dialog or drawer opened: who works by keyboard goes on there when it closes, and not at
 * the head of the page. What is still covered is left alone.
 */
export function returnFocus(page: Document): void {
  let trail: HTMLElement[] = []
  let isCovering = false
  page.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || target === page.body) return
    const isInside = target.closest(COVERS) !== null
    const isLastShown = trail.at(-1)?.checkVisibility() === true
    if (!isChosen({ isCovering: isInside, wasCovering: isCovering, isLastShown })) return
    trail = [...trail.filter((place) => place !== target), target].slice(-KEPT)
    isCovering = isInside
  })
  new MutationObserver(() => {
    if (!isCovering || page.activeElement !== page.body || trail.at(-1)?.isConnected !== false) return
    isCovering = false
    const cover = [...page.querySelectorAll(COVERS)].at(-1)
    lastUsable(trail, (place) => place.isConnected && (cover === undefined || cover.contains(place)))?.focus()
  }).observe(page.body, { childList: true, subtree: true })
}
