/** What covers the page and goes with what was focused in it. */
const COVERS = '.ant-drawer, .ant-modal-root'
const KEPT = 24

/** The newest place of a trail, oldest first, that can be gone back to; undefined where none can. */
export function lastUsable<Place>(
  trail: readonly Place[],
  isUsable: (place: Place) => boolean,
): Place | undefined {
  return trail.findLast(isUsable)
}

/**
 * Gives the focus back to where it was before a dialog or drawer opened: who works by keyboard goes on there when it closes, and not at
 * the head of the page. What is still covered is left alone.
 */
export function returnFocus(page: Document): void {
  let trail: HTMLElement[] = []
  page.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target !== page.body)
      trail = [...trail.filter((place) => place !== target), target].slice(-KEPT)
  })
  new MutationObserver((changes) => {
    const removed = changes.flatMap(({ removedNodes }) => [...removedNodes])
    const isCover = (node: Node) =>
      node instanceof HTMLElement && (node.matches(COVERS) || node.querySelector(COVERS) !== null)
    if (page.activeElement !== page.body || !removed.some(isCover)) return
    const cover = [...page.querySelectorAll(COVERS)].at(-1)
    lastUsable(trail, (place) => place.isConnected && (cover === undefined || cover.contains(place)))?.focus()
  }).observe(page.body, { childList: true })
}
