import { html, type nothing, type TemplateResult } from 'lit'
import type { ScriptView } from '../view/demo.ts'
import { startCommand } from './composing.ts'
import { focusComposer } from './focus.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import type { Locale } from './state.ts'
import { japaneseScripts } from './text/japanese-demo.ts'

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

/** Japanese questions are for Japanese people, English ones for all others. */
export const isFor = ({ group, example }: ScriptView, locale: Locale): boolean =>
  group !== 'everyday' || /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(example) === (locale === 'ja')

const shownIn = (locale: Locale, name: string): string | undefined =>
  locale === 'ja' ? japaneseScripts[name] : undefined

const list = (app: PageApp, scripts: readonly ScriptView[]): TemplateResult =>
  html`<ul>
    ${scripts.map(
      ({ name, shows, example }) =>
        html`<li><button title=${example} @click=${() => tryOut(app, example)}><b>${name}</b> <span>${shownIn(app.state().locale, name) ?? shows}</span></button></li>`,
    )}
  </ul>`

const folded = (app: PageApp, title: string, scripts: readonly ScriptView[]): TemplateResult =>
  html`<details><summary>${title}</summary>${list(app, scripts)}</details>`

/** The scripted replies: a click puts the question that calls one up into the box. */
export const showScripts = (app: PageApp): TemplateResult | typeof nothing => {
  const { claude } = app.state()
  const { locale } = app.state()
  const text = pageText(app.state())
  if (claude.real) return html`<section><h3>Claude</h3><p>${text.whyReal}</p></section>`
  const of = (group: ScriptView['group']) =>
    claude.scripts.filter((script) => script.group === group && isFor(script, locale))
  return html`<section class="scripts">
    <h3>${text.questions}</h3>
    <p>${text.scriptedHere}</p>
    ${list(app, of('everyday'))} ${folded(app, text.kinds, of('kinds'))}
    ${folded(app, text.failures, of('failures'))}
  </section>`
}
