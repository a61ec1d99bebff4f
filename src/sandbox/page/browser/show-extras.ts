import { html, nothing, type TemplateResult } from 'lit'
import type { ExtrasView } from '../view/message.ts'
import { type Names, showMarkdown } from './markdown/show.ts'
import { showEmbeds } from './show-embeds.ts'
import type { PageText } from './text/english.ts'

const showPoll = (poll: ExtrasView['poll'], text: PageText): TemplateResult | typeof nothing => {
  if (poll === undefined) return nothing
  const all = poll.answers.reduce((sum, { votes }) => sum + votes, 0)
  return html`<div class="poll">
    <b>${poll.question}</b>
    ${poll.answers.map(({ text: answer, votes }) => {
      const percent = all === 0 ? 0 : Math.round((votes / all) * 100)
      return html`<div class="poll-answer" style="--share: ${percent}%">
        <span>${answer}</span> <small>${text.votes(votes)} · ${percent}%</small>
      </div>`
    })}
    <small>${text.votes(all)}</small>
  </div>`
}

const showStickers = (stickers: readonly string[], text: PageText): readonly TemplateResult[] =>
  stickers.map(
    (name) =>
      html`<div class="sticker" role="img" aria-label="${text.sticker}: ${name}">👋<small>${name}</small></div>`,
  )

const showForward = (
  forwarded: ExtrasView['forwarded'],
  names: Names,
  text: PageText,
): TemplateResult | typeof nothing =>
  forwarded === undefined
    ? nothing
    : html`<div class="forwarded">
        <small>↱ ${text.forwarded}</small>
        <div>${showMarkdown(forwarded.content, names)}</div>
        ${showEmbeds(forwarded.embeds, names)}${showStickers(forwarded.stickers, text)}
      </div>`

/** A message's forward, poll and stickers. */
export const showExtras = ({ poll, stickers, forwarded }: ExtrasView, names: Names, text: PageText) => [
  showForward(forwarded, names, text),
  showPoll(poll, text),
  showStickers(stickers, text),
]
