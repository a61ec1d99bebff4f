/** Runs once what was just changed is drawn. */
export const afterDrawing = (run: () => void): void => {
  requestAnimationFrame(() => requestAnimationFrame(run))
}

/** Puts the caret into the box at the bottom, once what was just changed is drawn. */
export const focusComposer = (): void =>
  afterDrawing(() => {
    const option = document.querySelector<HTMLElement>('.composer [data-focused]')
    const box = option ?? document.querySelector<HTMLElement>('.composer textarea')
    box?.focus()
  })
