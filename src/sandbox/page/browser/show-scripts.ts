import { html, type nothing, type TemplateResult } from 'lit'
import { startCommand } from './composing.ts'
import { focusComposer } from './focus.ts'
import type { PageApp } from './page-app.ts'

const tryOut = (app: PageApp, example: string): void => {
  const ask = app.state().commands.find(({ name, kind }) => kind === 'slash' && name === 'ask')
  app.update((state) => ({
    ...state,
    drawer: 'none',
    composing: ask === undefined ? { type: 'text', text: example, files: [] } : startCommand(ask, example),
  }))
  focusComposer()
}

/** The scripted replies: a click puts the question that calls one up into the box. */
export const showScripts = (app: PageApp): TemplateResult | typeof nothing => {
  const { claude } = app.state()
  if (claude.real)
    return html`<section><h3>Claude</h3><p>ANTHROPIC_API_KEY is set: the real Claude answers, and it costs money.</p></section>`
  return html`<section class="scripts">
    <h3>Scripted replies</h3>
    <p>No ANTHROPIC_API_KEY is set, so a Claude on this machine plays these. Anything else is answered in a sentence or two.</p>
    <ul>
      ${claude.scripts.map(
        ({ name, shows, example }) =>
          html`<li><button title=${example} @click=${() => tryOut(app, example)}><b>${name}</b> <span>${shows}</span></button></li>`,
      )}
    </ul>
  </section>`
}
