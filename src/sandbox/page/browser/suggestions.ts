import { html, nothing, type TemplateResult } from 'lit'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { isFor, tryOut } from './show-scripts.ts'

/** How many questions are suggested. */
const shown = 3

/** Questions to press, until something is sent from this page. */
export const suggestions = (app: PageApp): TemplateResult | typeof nothing => {
  const state = app.state()
  const { composing, claude } = state
  const isEmpty = composing.type === 'text' && composing.text === '' && composing.files.length === 0
  if (claude.real || !isEmpty || state.hasSent) return nothing
  const offered = claude.scripts
    .filter((it) => it.group === 'everyday' && isFor(it, state.locale))
    .slice(0, shown)
  return html`<div class="suggestions" role="group" aria-label=${pageText(state).suggestions}>
    ${offered.map(({ example }) => html`<button @click=${() => tryOut(app, example)}>${example}</button>`)}
  </div>`
}
