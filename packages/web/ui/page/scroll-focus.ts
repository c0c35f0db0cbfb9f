/**
 * Puts an element into the tab order while its content is wider than itself, so that the keyboard can scroll it.
 * Used as a ref.
 */
export function focusableWhenScrolling(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) return undefined
  const observer = new ResizeObserver(() => {
    const scrolls =
      element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
    if (scrolls) element.setAttribute('tabindex', '0')
    else element.removeAttribute('tabindex')
  })
  observer.observe(element)
  if (element.firstElementChild !== null) observer.observe(element.firstElementChild)
  return () => observer.disconnect()
}
