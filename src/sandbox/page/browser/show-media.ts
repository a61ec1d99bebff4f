import { html, type TemplateResult } from 'lit'
import type { MediaView } from '../view/components.ts'
import type { PageText } from './text/english.ts'

/** The page loads nothing from elsewhere: a picture from outside is a link. */
const isOwn = (url: string): boolean => url.startsWith('/')

const bare = ({ url, name, description }: MediaView): TemplateResult =>
  isOwn(url)
    ? html`<a href=${url} target="_blank" rel="noopener"><img class="picture" src=${url} alt=${description || name} title=${description} /></a>`
    : html`<a class="file" href=${url} target="_blank" rel="noopener noreferrer">🖼 ${description || url}</a>`

/** What a spoiler covers is shown when it is pressed. */
export const covered = (content: TemplateResult, spoiler: boolean, text: PageText): TemplateResult => {
  if (!spoiler) return content
  const uncover = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof Element) currentTarget.closest('.covered')?.classList.remove('covered')
  }
  return html`<div class="covered"><button class="cover" @click=${uncover}>${text.spoiler}</button>${content}</div>`
}

/** A picture of a gallery or beside a section. */
export const showMedia = (media: MediaView, text: PageText): TemplateResult =>
  covered(bare(media), media.spoiler, text)
