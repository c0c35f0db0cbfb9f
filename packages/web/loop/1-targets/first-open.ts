/** Rows that a screen shows without scrolling. */
const SCREEN = 18
/** Rows that are opened where that shows a level whole: two screens, which the grid scrolls through. */
const WHOLE = 2 * SCREEN

/**
 * Which of the members below the first row are open at first, so that the grid begins with a screen full of rows: all where
 * their rows together come to two screens at most, else from the top as many as fit one.
 * @param below how many rows each of the members would open
 * @returns whether each is open
 */
export function firstOpen(below: readonly number[]): boolean[] {
  let rows = 1 + below.length
  const all = below.reduce((sum, count) => sum + count, rows)
  if (all <= WHOLE) return below.map((count) => count > 0)
  return below.map((count) => {
    const fits = count > 0 && rows + count <= SCREEN
    if (fits) rows += count
    return fits
  })
}
