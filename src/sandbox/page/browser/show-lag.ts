import { html, svg, type TemplateResult } from 'lit'
import type { LagView } from '../view/wire.ts'
import { pageText } from './page-text.ts'
import type { State } from './state.ts'
import type { PageText } from './text/english.ts'

const width = 300
const height = 96

type Key = 'written' | 'shown'

/** The course as a line that steps at each change, in the plot's own units. */
const path = (
  course: readonly LagView[],
  key: Key,
  x: (at: number) => number,
  y: (count: number) => number,
): string => {
  let line = `M ${x(course[0]?.at ?? 0)} ${height}`
  for (const point of course) line += ` H ${x(point.at).toFixed(1)} V ${y(point[key]).toFixed(1)}`
  return line
}

const plot = (course: readonly LagView[], text: PageText): TemplateResult => {
  const first = course[0]?.at ?? 0
  const last = course.at(-1)
  const span = Math.max(1_000, (last?.at ?? 0) - first)
  const most = Math.max(1, last?.written ?? 1)
  const x = (at: number) => ((at - first) / span) * width
  const y = (count: number) => height - 2 - (count / most) * (height - 6)
  return html`<svg class="plot" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label=${text.charactersPlot}>
    ${svg`<path class="written" d=${path(course, 'written', x, y)} /><path class="shown" d=${path(course, 'shown', x, y)} />`}
  </svg>`
}

const figures = (last: LagView | undefined, text: PageText): TemplateResult => {
  const behind = last === undefined ? 0 : last.written - last.shown
  return html`<p class="figures">
    <span class="written">${text.written} <b>${last?.written ?? 0}</b></span>
    <span class="shown">${text.shown} <b>${last?.shown ?? 0}</b></span>
    <span class="lag">${text.behind} <b>${behind}</b> · <b>${((last?.behindMs ?? 0) / 1000).toFixed(1)} s</b></span>
  </p>`
}

/** How many characters Claude has written and how many are shown, over the newest reply. */
export const showLag = (state: State): TemplateResult => {
  const text = pageText(state)
  const course = [...state.lag.values()].at(-1) ?? []
  return html`<section class="lag-section">
    <h3>${text.characters}</h3>
    ${plot(course, text)} ${figures(course.at(-1), text)}
  </section>`
}
