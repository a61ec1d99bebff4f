import highlighter from 'highlight.js/lib/common'
import { html, nothing, type TemplateResult } from 'lit'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'
import { addressOf } from '../address.ts'
import type { Mark } from './mark.ts'
import { parseMarkdown } from './parse.ts'
import { timeText } from './time-text.ts'

/** What a message's marks refer to. */
export type Names = {
  readonly locale: string
  readonly user: (id: string) => string | undefined
  readonly channel: (id: string) => string | undefined
  readonly role: (id: string) => string | undefined
  /** Who looks at it: links to messages stay in that person's page. */
  readonly me: string
}

type Shown = TemplateResult | string

const fence = (language: string, text: string): TemplateResult => {
  const known = highlighter.getLanguage(language) !== undefined
  // The highlighter escapes all that it does not colour.
  const coloured = known ? unsafeHTML(highlighter.highlight(text, { language }).value) : text
  return html`<pre class="fence" tabindex="0"><code class="hljs">${coloured}</code></pre>`
}

const list = (mark: Extract<Mark, { type: 'list' }>, names: Names): TemplateResult => {
  const items = mark.items.map((item) => html`<li>${showMarks(item, names)}</li>`)
  return mark.ordered ? html`<ol start=${mark.start}>${items}</ol>` : html`<ul>${items}</ul>`
}

const heading = (mark: Extract<Mark, { type: 'heading' }>, names: Names): TemplateResult => {
  const inside = showMarks(mark.inside, names)
  if (mark.level === 1) return html`<h3 class="level-1">${inside}</h3>`
  return mark.level === 2
    ? html`<h4 class="level-2">${inside}</h4>`
    : html`<h5 class="level-3">${inside}</h5>`
}

const mention = (type: string, text: string | undefined): TemplateResult =>
  html`<discord-mention type=${type}>${text ?? 'unknown'}</discord-mention>`

/** A link to a message on Discord: the server, the channel and the message. */
const messageLink = /^https:\/\/(?:\w+\.)?discord\.com\/channels\/(?:@me|\d+)\/(\d+)\/(\d+)$/

const jumpLink = (channelId: string, messageId: string, names: Names): TemplateResult =>
  html`<a class="jump" href=${addressOf({ me: names.me, channelId, messageId })}>#${names.channel(channelId)} › 💬</a>`

const link = (mark: Extract<Mark, { type: 'link' }>, names: Names): TemplateResult => {
  const [, channelId, messageId] = messageLink.exec(mark.url) ?? []
  if (channelId && messageId && names.channel(channelId)) return jumpLink(channelId, messageId, names)
  return html`<a href=${mark.url} title=${mark.url} target="_blank" rel="noopener noreferrer nofollow"
    >${showMarks(mark.inside, names)}</a
  >`
}

const time = (mark: Extract<Mark, { type: 'time' }>, names: Names): TemplateResult =>
  html`<discord-time>${timeText(mark.seconds, mark.style, names.locale, Date.now())}</discord-time>`

const wrap = (type: string, inside: readonly Shown[]): TemplateResult => {
  switch (type) {
    case 'strong':
      return html`<strong>${inside}</strong>`
    case 'em':
      return html`<em>${inside}</em>`
    case 'underline':
      return html`<u>${inside}</u>`
    case 'strike':
      return html`<s>${inside}</s>`
    case 'spoiler':
      return html`<discord-spoiler tabindex="0">${inside}</discord-spoiler>`
    case 'quote':
      return html`<blockquote>${inside}</blockquote>`
    default:
      return html`<small class="subtext">${inside}</small>`
  }
}

const show = (mark: Mark, names: Names): Shown => {
  switch (mark.type) {
    case 'text':
      return mark.text
    case 'break':
      return html`<br />`
    case 'code':
      return html`<code class="inline">${mark.text}</code>`
    case 'fence':
      return fence(mark.language, mark.text)
    case 'heading':
      return heading(mark, names)
    case 'list':
      return list(mark, names)
    case 'link':
      return link(mark, names)
    case 'user':
      return mention('user', names.user(mark.id))
    case 'channel':
      return mention('channel', names.channel(mark.id))
    case 'role':
      return mention('role', names.role(mark.id))
    case 'everyone':
      return html`<discord-mention>${mark.text.slice(1)}</discord-mention>`
    case 'command':
      return mention('slash', mark.name)
    case 'time':
      return time(mark, names)
    case 'emoji':
      return `:${mark.name}:`
    default:
      return wrap(mark.type, showMarks(mark.inside, names))
  }
}

const showMarks = (marks: readonly Mark[], names: Names): readonly Shown[] =>
  marks.map((mark) => show(mark, names))

/** A message's content as Discord draws it. */
export const showMarkdown = (source: string, names: Names): TemplateResult | typeof nothing =>
  source === '' ? nothing : html`${showMarks(parseMarkdown(source), names)}`
