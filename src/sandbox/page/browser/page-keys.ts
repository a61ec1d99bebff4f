import type { PageApp } from './page-app.ts'
import { closeSelect } from './select/open-select.ts'
import { nothingComposed } from './state.ts'

/** Escape leaves what is open, the innermost first; a letter typed anywhere goes into the box. */
export const onPageKey = (app: PageApp, event: KeyboardEvent): void => {
  if (event.key === 'Escape') {
    if (app.state().openSelect === undefined) leave(app)
    else closeSelect(app)
  }
  const isLetter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
  const isElsewhere = document.activeElement === document.body
  if (isLetter && isElsewhere) document.querySelector<HTMLElement>('.composer textarea')?.focus()
}

const leave = (app: PageApp): void =>
  app.update((state) => {
    if (state.form !== undefined) return { ...state, form: undefined }
    if (state.menuOn !== undefined) return { ...state, menuOn: undefined }
    if (state.editing !== undefined) return { ...state, editing: undefined }
    if (state.composing.type === 'command') return { ...state, composing: nothingComposed }
    return { ...state, replyTo: undefined, drawer: 'none' }
  })
