type Span = { readonly left: number; readonly width: number }

/**
 * How far a strip is scrolled so that one of its items stands in its middle, in pixels.
 * @param scrolled how far it is now; @param strip and `item` as they lie on the screen
 */
export function scrollToMiddle(scrolled: number, strip: Span, item: Span): number {
  return Math.max(0, scrolled + item.left + item.width / 2 - (strip.left + strip.width / 2))
}
