// Runs before the first paint, so that a dark page never flashes white. The rest is in ui/theme/appearance.ts.
;(() => {
  const chosen = localStorage.getItem('salesloom.appearance')
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
