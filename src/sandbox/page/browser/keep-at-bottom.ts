/** How close to the bottom, in pixels, counts as being there. */
const near = 80

/** Keeps the newest message in view as it grows, unless the person has scrolled up. */
export const keepAtBottom = (): void => {
  let isAtBottom = true
  let channel = ''
  document.addEventListener(
    'scroll',
    ({ target }) => {
      if (!(target instanceof HTMLElement) || target.id !== 'scroller') return
      isAtBottom = target.scrollHeight - target.scrollTop - target.clientHeight < near
    },
    true,
  )
  const follow = (): void => {
    const scroller = document.getElementById('scroller')
    if (scroller === null) return
    const isOther = scroller.dataset['channel'] !== channel
    channel = scroller.dataset['channel'] ?? ''
    if (isAtBottom || isOther) scroller.scrollTop = scroller.scrollHeight
  }
  const sizes = new ResizeObserver(follow)
  const found = new MutationObserver(() => {
    const list = document.querySelector('#scroller > discord-messages')
    const scroller = document.getElementById('scroller')
    if (list === null || scroller === null) return
    sizes.observe(list)
    sizes.observe(scroller)
    found.disconnect()
  })
  found.observe(document.body, { childList: true, subtree: true })
}
