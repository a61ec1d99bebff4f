import type { Dollars } from '../conversation/usage.ts'
import type { Strings } from '../i18n/strings.ts'
import { codePoints, cut } from '../markdown/cut.ts'
import { noPages, type Pages, paginate } from '../markdown/paginate.ts'
import type { Draft, FinalDraft } from './draft.ts'
import { isFinal, writtenOf } from './draft.ts'
import { footer } from './footer.ts'
import type { Control, Page } from './page.ts'
import { endingLine, waitingLine } from './status-line.ts'
import { mostThinking, thinkingLine } from './thinking-line.ts'

/** The most that a bot may put into a message, in Unicode code points (Discord: 2,000 for bots). */
export const messageLimit = 2000

/** Room kept on every page for the cursor or, on the last one, for the ending and the footer. */
const tailRoom = 260

/** The end of a reply that is still growing. */
const cursor = '▌'

/** What rendering needs to know beside the draft. */
export type Rendering = {
  readonly strings: Strings
  readonly dollars: Dollars
  /** The controls under the last page. */
  readonly controls: (draft: Draft, pages: number) => readonly Control[]
  /** How many pages there may be at most; what does not fit comes as a file with the last. */
  readonly most?: number
}

/** What a draft looks like at `now` (`Clock.elapsed()`): one page a message, the last one growing. */
export type Render = (draft: Draft, now: number) => readonly Page[]

/**
 * A renderer for one reply. It remembers the pages of the text so far, so that a draft costs what it adds; what it
 * gives depends on the draft and the time alone.
 */
export const createRender = (rendering: Rendering): Render => {
  const newest: { pages: Pages; of: Source | undefined } = { pages: noPages, of: undefined }
  return (draft, now) => {
    const text = sourceOf(draft, rendering.strings)
    const of = { text, limit: limitFor(draft), ended: isFinal(draft) }
    if (!isSame(of, newest.of)) newest.pages = paginate(newest.pages, text, of)
    newest.of = of
    return withTail(newest.pages, draft, now, rendering)
  }
}

type Source = { readonly text: string; readonly limit: number; readonly ended: boolean }

const isSame = (one: Source, other: Source | undefined): boolean =>
  one.ended === other?.ended && one.limit === other.limit && one.text === other.text

/** What a page may take of the text. All pages leave room for the thinking, so that none moves. */
const limitFor = (draft: Draft): number =>
  messageLimit - tailRoom - (thinkingLine(draft) === '' ? 0 : mostThinking)

const withTail = (pages: Pages, draft: Draft, now: number, rendering: Rendering): readonly Page[] => {
  const tail = isFinal(draft) ? ending(draft, rendering) : growing(draft, pages.open, now, rendering.strings)
  const open = pages.open === '' && pages.sealed.length > 0 && tail === '' ? [] : [pages.open]
  const all = [...pages.sealed, ...open]
  if (all.length > (rendering.most ?? Number.POSITIVE_INFINITY)) return overfull(all, draft, rendering)
  return withLast(all, { content: tail }, draft, rendering)
}

/** As many pages as there may be; the whole text is a file once it has ended. */
const overfull = (all: readonly string[], draft: Draft, rendering: Rendering): readonly Page[] => {
  const { strings, most } = rendering
  const contents = all.slice(0, most)
  if (!isFinal(draft))
    return withLast(contents, { content: `-# ${strings.messages.growsOn} ${cursor}` }, draft, rendering)
  const content = [`-# ${strings.messages.restInFile}`, ending(draft, rendering)]
    .filter((line) => line !== '')
    .join('\n')
  const file = { name: 'answer.md', text: sourceOf(draft, strings) }
  return withLast(contents, { content, file }, draft, rendering)
}

/** The pages, with what comes under the last one. */
const withLast = (
  contents: readonly string[],
  { content: tail, ...more }: Pick<Page, 'content' | 'file'>,
  draft: Draft,
  rendering: Rendering,
): readonly Page[] => {
  const last = contents.length - 1
  const thinking = thinkingLine(draft)
  return contents
    .map((content, index) =>
      index === 0 ? [thinking, content].filter((part) => part !== '').join('\n') : content,
    )
    .map((content, index) =>
      index < last
        ? { content, controls: [] }
        : { content: under(content, tail), controls: rendering.controls(draft, contents.length), ...more },
    )
}

/** Claude's own Markdown, with its sources as a numbered list once it has ended. */
const sourceOf = (draft: Draft, strings: Strings): string => {
  const written = writtenOf(draft)
  if (!written) return ''
  if (!isFinal(draft) || written.sources.length === 0) return written.text
  const list = written.sources.map(({ title, url }, index) => `${index + 1}. [${plain(title)}](<${url}>)`)
  return `${written.text}\n\n**${strings.sources}**\n\n${list.join('\n')}`
}

const plain = (title: string): string => title.replace(/[[\]\\`*_~|<>]/g, ' ').trim() || '…'

const growing = (draft: Draft, open: string, now: number, strings: Strings): string => {
  const status = waitingLine(draft, strings, now)
  if (status === '') return cursor
  return open === '' ? `${status} ${cursor}` : status
}

const ending = (draft: FinalDraft, { strings, dollars }: Rendering): string =>
  [endingLine(draft, strings), footer(draft, strings, dollars)].filter((line) => line !== '').join('\n')

const under = (content: string, tail: string): string => {
  if (tail === '') return content
  if (content === '') return cut(tail, messageLimit)
  const joint = tail === cursor && !content.endsWith('```') ? '' : '\n'
  return content + joint + cut(tail, messageLimit - codePoints(content) - 1)
}
