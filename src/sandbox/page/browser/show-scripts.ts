import { html, type nothing, type TemplateResult } from 'lit'
import type { ScriptView } from '../view/demo.ts'
import { startCommand } from './composing.ts'
import { focusComposer } from './focus.ts'
import type { PageApp } from './page-app.ts'

/** Puts a question into the box, as `/ask` where the bot has registered it. */
export const tryOut = (app: PageApp, example: string): void => {
  const ask = app.state().commands.find(({ name, kind }) => kind === 'slash' && name === 'ask')
  app.update((state) => ({
    ...state,
    drawer: 'none',
    composing: ask === undefined ? { type: 'text', text: example, files: [] } : startCommand(ask, example),
  }))
  focusComposer()
}

const list = (app: PageApp, scripts: readonly ScriptView[]): TemplateResult =>
  html`<ul>
    ${scripts.map(
      ({ name, shows, example }) =>
        html`<li><button title=${example} @click=${() => tryOut(app, example)}><b>${name}</b> <span>${shows}</span></button></li>`,
    )}
  </ul>`

const folded = (app: PageApp, title: string, scripts: readonly ScriptView[]): TemplateResult =>
  html`<details><summary>${title}</summary>${list(app, scripts)}</details>`

/** The scripted replies: a click puts the question that calls one up into the box. */
export const showScripts = (app: PageApp): TemplateResult | typeof nothing => {
  const { claude } = app.state()
  if (claude.real)
    return html`<section><h3>Claude</h3><p>ANTHROPIC_API_KEY is set: the real Claude answers, and it costs money.</p></section>`
  const of = (group: ScriptView['group']) => claude.scripts.filter((script) => script.group === group)
  return html`<section class="scripts">
    <h3>Questions to try</h3>
    <p>A scripted Claude answers here. Set ANTHROPIC_API_KEY to ask the real one.</p>
    ${list(app, of('everyday'))} ${folded(app, 'Kinds of replies', of('kinds'))}
    ${folded(app, 'When things go wrong', of('failures'))}
  </section>`
}
