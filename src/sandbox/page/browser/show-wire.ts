import { html, nothing, type TemplateResult } from 'lit'
import type { RequestView } from '../view/wire.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { showKnobs } from './show-knobs.ts'
import { showLag } from './show-lag.ts'
import { showRoles } from './show-roles.ts'
import { showScripts } from './show-scripts.ts'
import type { State } from './state.ts'

const bot = (app: PageApp): TemplateResult => {
  const { bot: it } = app.state()
  const text = pageText(app.state())
  const restart = (how: 'restart' | 'kill') => () => void app.send({ type: 'bot', do: how })
  return html`<section class="bot">
    <p><i class="dot ${it.state}"></i> <span class="bot-state">${text.bot[it.state]}</span></p>
    ${it.says ? html`<p class="problem">${it.says}</p>` : nothing}
    <div class="row">
      <button class="small" title="SIGTERM, then a new process" @click=${restart('restart')}>${text.restart}</button>
      <button class="small" title="SIGKILL, then a new process" @click=${restart('kill')}>${text.killAndStart}</button>
    </div>
  </section>`
}

const kind = ({ status }: RequestView): string => {
  if (status === 429) return 'limited'
  if (status === 0 || status >= 500) return 'broken'
  return status >= 400 ? 'refused' : 'fine'
}

const row = (it: RequestView): TemplateResult =>
  html`<tr class=${kind(it)} title=${it.scope ? `${it.scope} limit` : nothing}>
    <td class="method">${it.method}</td>
    <td class="path" title=${it.path}><span>${it.path}</span></td>
    <td>${it.status === 0 ? '✕' : it.status}</td>
    <td>${Math.round(it.ms)}</td>
    <td>${it.limit === undefined ? '–' : `${it.remaining}/${it.limit}`}</td>
    <td>${it.resetAfterMs === undefined ? '–' : (it.resetAfterMs / 1000).toFixed(1)}</td>
  </tr>`

const requests = (state: State): TemplateResult => {
  const text = pageText(state)
  const newestFirst = [...state.requests].reverse()
  return html`<section class="requests">
    <h3>${text.requests} <span class="counter ${state.refused > 0 ? 'some' : ''}">429s: <b>${state.refused}</b></span></h3>
    <div class="table" tabindex="0">
      <table>
        <thead>
          <tr>
            <th></th>
            <th class="path">${text.route}</th>
            <th></th>
            <th>ms</th>
            <th title=${text.leftTitle}>${text.left}</th>
            <th title=${text.resetTitle}>${text.reset}</th>
          </tr>
        </thead>
        <tbody>
          ${newestFirst.map(row)}
        </tbody>
      </table>
    </div>
  </section>`
}

/** The panel beside the chat: what goes over the wire, how far behind the page is, and the knobs. */
export const showWire = (app: PageApp): TemplateResult => {
  const state = app.state()
  return html`<aside class="wire" aria-label="The wire">
    ${bot(app)} ${showLag(state)} ${requests(state)} ${showScripts(app)} ${showRoles(app)} ${showKnobs(app)}
  </aside>`
}
