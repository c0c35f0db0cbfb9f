/** Makes a copy of a short figure take its exact value: “1,284 万” is on the page, “12,840,000.00 USD” on the clipboard. */
export function copyExactFigures(root: Document): void {
  root.addEventListener('copy', (event) => {
    const selection = root.getSelection()
    if (selection === null || selection.rangeCount === 0) return
    const node = selection.getRangeAt(0).commonAncestorContainer
    const element = node instanceof Element ? node : node.parentElement
    const exact = element?.closest<HTMLElement>('[data-exact]')?.dataset['exact']
    if (exact === undefined) return
    event.clipboardData?.setData('text/plain', exact)
    event.preventDefault()
  })
}
