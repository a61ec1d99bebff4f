import { html, type TemplateResult } from 'lit'
import type { EmbedView } from '../view/message.ts'
import { type Names, showMarkdown } from './markdown/show.ts'

const showEmbed = (embed: EmbedView, names: Names): TemplateResult =>
  html`<div class="embed" style="border-color: ${embed.color}">
    <b>${embed.title}</b>
    <div>${showMarkdown(embed.description, names)}</div>
    ${embed.fields.map(({ name, value }) => html`<div><b>${name}</b><br />${showMarkdown(value, names)}</div>`)}
    <small>${embed.footer}</small>
  </div>`

/** A message's embeds. */
export const showEmbeds = (embeds: readonly EmbedView[], names: Names): readonly TemplateResult[] =>
  embeds.map((embed) => showEmbed(embed, names))
