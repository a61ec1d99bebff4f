import { html, nothing, type TemplateResult } from 'lit'
import type { KnobsView } from '../view/wire.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { japaneseKnobs } from './text/japanese-demo.ts'

type Limit = KnobsView['limits'][number]

const numberOf = ({ target }: Event): number | undefined =>
  target instanceof HTMLInputElement && target.validity.valid ? target.valueAsNumber : undefined

const named = (app: PageApp, label: string): string =>
  app.state().locale === 'ja' ? (japaneseKnobs[label] ?? label) : label

const limit = (app: PageApp, it: Limit): TemplateResult => {
  const text = pageText(app.state())
  const label = named(app, it.label)
  const set = (limit: number | undefined, windowMs: number | undefined): void => {
    if (limit !== undefined && windowMs !== undefined)
      void app.send({ type: 'limit', route: it.route, limit, windowMs })
  }
  const setSeconds = (event: Event): void => {
    const seconds = numberOf(event)
    set(it.limit, seconds === undefined ? undefined : seconds * 1000)
  }
  return html`<div class="knob">
    <span title=${it.route}>${label}</span>
    <input type="number" min="1" max="1000" required aria-label=${text.requestsOf(label)} .value=${String(it.limit)} @change=${(event: Event) => set(numberOf(event), it.windowMs)} />
    ${text.per}
    <input type="number" min="0.5" max="600" step="0.5" required aria-label=${text.secondsOf(label)} .value=${String(it.windowMs / 1000)} @change=${setSeconds} />
    s
  </div>`
}

const fault = (
  app: PageApp,
  { name, label, explains, waiting }: KnobsView['faults'][number],
): TemplateResult => {
  const isSet = waiting !== 0
  const toggle = () => void app.send({ type: isSet ? 'no-fault' : 'fault', fault: name })
  const { faultOn, faultWaits } = pageText(app.state())
  const state = waiting === 'on' ? faultOn : faultWaits(waiting)
  return html`<button class="small" title=${explains} aria-pressed=${isSet ? 'true' : 'false'} @click=${toggle}>
    ${named(app, label)}${isSet ? html` <i>${state} ✕</i>` : nothing}
  </button>`
}

/** What can be turned by hand: limits, latency, and what goes wrong. */
export const showKnobs = (app: PageApp): TemplateResult => {
  const { knobs } = app.state()
  const setLatency = (event: Event): void => {
    const ms = numberOf(event)
    if (ms !== undefined) void app.send({ type: 'latency', ms })
  }
  return html`<details class="knobs">
    <summary><h3>${pageText(app.state()).limitsAndFaults}</h3></summary>
    ${knobs.limits.map((it) => limit(app, it))}
    <div class="knob">
      <span>${pageText(app.state()).roundTrip}</span>
      <input type="number" min="0" max="20000" step="10" required aria-label="Round trip in milliseconds" .value=${String(knobs.latencyMs)} @change=${setLatency} />
      ms
    </div>
    <div class="row faults">
      ${knobs.faults.map((it) => fault(app, it))}
    </div>
  </details>`
}
