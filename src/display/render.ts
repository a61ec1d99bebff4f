import { isDeclined } from '../conversation/failure.ts'
import type { Dollars } from '../conversation/usage.ts'
import type { Strings } from '../i18n/strings.ts'
import { codePoints, cut } from '../markdown/cut.ts'
import { withoutInvisible } from '../markdown/escape.ts'
import { noPages, type Pages, paginate } from '../markdown/paginate.ts'
import { plainPages } from '../markdown/plain-pages.ts'
import { markedText } from './citation-marks.ts'
import type { Draft, FinalDraft } from './draft.ts'
import { isFinal, writtenOf } from './draft.ts'
import { type FooterStyle, footer } from './footer.ts'
import type { Control, Page, PagePicture } from './page.ts'
import { sourceLines, withSources } from './source-lines.ts'
import { endingLine, waitingLine } from './status-line.ts'
import { roomForThinking, thinkingLine } from './thinking-line.ts'

/** The most that a bot may put into a message, in Unicode code points (Discord: 2,000 for bots). */
export const messageLimit = 2000

/** Room kept on every page for the cursor or, on the last one, for the ending and the footer. */
const tailRoom = 260

/** The end of a reply that is still growing. */
const cursor = '▌'

/** What rendering needs besides the draft. */
export type Rendering = {
  readonly strings: Strings
  readonly dollars: Dollars
  readonly footer: FooterStyle
  /** Whether the footer leaves out costs. */
  readonly hidesPrice?: boolean
  /** The heading of the first page. */
  readonly heading?: string
  /** The controls under the last page. */
  readonly controls: (draft: Draft, pages: number) => readonly Control[]
  /** The most pages; the rest is attached to the last one as a file. */
  readonly most?: number
  /** The pictures at the end of the final draft. */
  readonly pictures?: () => readonly PagePicture[]
  /** Called once with the error because of which the reply continues as plain text. */
  readonly onFault?: (error: unknown) => void
  /** `Clock.elapsed`, to notice renders that block. */
  readonly elapsed?: () => number
}

/** Renders a draft at `now` (`Clock.elapsed()`): one page per message, of which the last may grow. */
export type Render = (draft: Draft, now: number) => readonly Page[]

/**
 * Creates the renderer of one reply. It caches the pages so far, so that a draft costs only what it adds; the result
 * depends on the draft and the time alone. It never throws: if Markdown cannot be rendered, the reply continues as
 * plain text.
 */
export const createRender = (rendering: Rendering): Render => {
  const paged = createPages(rendering)
  let hasFault = false
  const guarded = <T>(act: () => T, otherwise: () => T): T => {
    try {
      return act()
    } catch (error) {
      if (!hasFault) rendering.onFault?.(error)
      hasFault = true
      return otherwise()
    }
  }
  return (draft, now) => {
    const pages = guarded(
      () => paged(draft),
      () => plainPages(noPages, writtenOf(draft)?.text ?? '', messageLimit - tailRoom),
    )
    return guarded(
      () => withTail(pages, draft, now, rendering),
      () => bare(pages, draft),
    )
  }
}

/** Without controls, footer and thinking. */
const bare = ({ sealed, open }: Pages, draft: Draft): readonly Page[] =>
  [...sealed, isFinal(draft) ? open || '…' : `${open}${cursor}`].map((content) => ({ content, controls: [] }))

/** A render that takes longer, in ms, counts as slow, because it blocks the process. */
const slow = 250

/** After this many slow renders in a row, the text is to blame, not the machine. */
const mostSlow = 3

/** The pages of each draft's text: those of the last one, if nothing was added. */
const createPages = ({
  strings,
  heading,
  onFault,
  elapsed = () => 0,
}: Rendering): ((draft: Draft) => Pages) => {
  const newest: { pages: Pages; of: Source | undefined } = { pages: noPages, of: undefined }
  let isPlain = false
  let slowInRow = 0
  const fault = (error: unknown): void => {
    isPlain = true
    onFault?.(error)
  }
  const formatted = (of: Source): Pages | undefined => {
    const begun = elapsed()
    try {
      return paginate(newest.pages, of.text, of)
    } catch (error) {
      fault(error)
      return undefined
    } finally {
      slowInRow = elapsed() - begun > slow ? slowInRow + 1 : 0
      if (slowInRow === mostSlow)
        fault(new Error(`rendering took over ${slow} ms ${mostSlow} times in a row`))
    }
  }
  return (draft) => {
    const of = {
      text: markedText(draft),
      sources: sourcesOf(draft, strings),
      limit: limitFor(draft, heading, strings),
      ended: isFinal(draft),
    }
    if (isSame(of, newest.of)) return newest.pages
    const text = (isPlain ? undefined : formatted(of)) ?? plainPages(newest.pages, of.text, of.limit)
    newest.pages = withSources(text, of.sources, of.limit)
    newest.of = of
    return newest.pages
  }
}

type Source = {
  readonly text: string
  readonly sources: string
  readonly limit: number
  readonly ended: boolean
}

const isSame = (one: Source, other: Source | undefined): boolean =>
  one.ended === other?.ended &&
  one.sources === other.sources &&
  one.limit === other.limit &&
  one.text === other.text

/**
 * How much text a page holds. Every page leaves room for the heading and the thinking, so that no text moves to
 * another page.
 */
const limitFor = (draft: Draft, heading: string | undefined, strings: Strings): number =>
  roomUnder(heading) - tailRoom - roomForThinking(draft, strings)

/** The room in a message below the heading. */
const roomUnder = (heading = ''): number => messageLimit - (heading === '' ? 0 : codePoints(heading) + 1)

const withTail = (pages: Pages, draft: Draft, now: number, rendering: Rendering): readonly Page[] => {
  const tail = isFinal(draft) ? ending(draft, rendering) : growing(draft, pages.open, now, rendering.strings)
  const open = isBlank(pages.open) && pages.sealed.length > 0 && tail === '' ? [] : [pages.open]
  const all = [...pages.sealed.filter((page) => !isBlank(page)), ...open]
  if (all.length > (rendering.most ?? Number.POSITIVE_INFINITY)) return overfull(all, draft, rendering)
  return withLast(all, { content: tail }, draft, rendering)
}

/** Discord refuses a message that shows nothing. */
const isBlank = (content: string): boolean => withoutInvisible(content).trim() === ''

/** At most `most` pages; the full text is a file at the end. */
const overfull = (all: readonly string[], draft: Draft, rendering: Rendering): readonly Page[] => {
  const { strings, most } = rendering
  const contents = all.slice(0, most)
  if (!isFinal(draft))
    return withLast(contents, { content: `-# ${strings.messages.growsOn} ${cursor}` }, draft, rendering)
  const whole = [writtenOf(draft)?.text ?? '', sourcesOf(draft, strings)]
  const file = { name: 'answer.md', text: whole.filter((part) => part !== '').join('\n\n') }
  const characters = new Intl.NumberFormat(strings.locale).format(codePoints(file.text))
  const content = [`-# ${strings.messages.restInFile(characters)}`, ending(draft, rendering)]
    .filter((line) => line !== '')
    .join('\n')
  return withLast(contents, { content, file }, draft, rendering)
}

/** Adds the lines under the last page. */
const withLast = (
  contents: readonly string[],
  { content: tail, ...more }: Pick<Page, 'content' | 'file'>,
  draft: Draft,
  rendering: Rendering,
): readonly Page[] => {
  const last = contents.length - 1
  const thinking = thinkingLine(draft, rendering.strings)
  const pictures = isFinal(draft) ? (rendering.pictures?.() ?? []) : []
  return contents
    .map((content, index) =>
      index === 0 ? [thinking, content].filter((part) => part !== '').join('\n') : content,
    )
    .map((content, index) =>
      index < last
        ? { content, controls: [] }
        : {
            content: under(content, tail, roomUnder(rendering.heading)),
            controls: rendering.controls(draft, contents.length),
            ...(draft.type === 'failed' && isDeclined(draft.failure) && { isPrivate: true }),
            ...(pictures.length > 0 && { pictures }),
            ...more,
          },
    )
    .map((page, index) => (index === 0 ? headed(page, rendering.heading) : page))
}

/** The sources under the text, once it has ended. */
const sourcesOf = (draft: Draft, strings: Strings): string =>
  isFinal(draft) ? sourceLines(writtenOf(draft)?.sources ?? [], strings.sources) : ''

const growing = (draft: Draft, open: string, now: number, strings: Strings): string => {
  const status = waitingLine(draft, strings, now)
  if (status === '') return cursor
  return open === '' ? `${status} ${cursor}` : status
}

const ending = (
  draft: FinalDraft,
  { strings, dollars, controls, footer: style, hidesPrice = false }: Rendering,
): string => {
  const goOn = controls(draft, 1).find(({ action }) => action === 'continue' || action === 'retry')
  return [endingLine(draft, strings, goOn?.label), footer(draft, { strings, dollars, style, hidesPrice })]
    .filter((line) => line !== '')
    .join('\n')
}

const headed = (page: Page, heading = ''): Page =>
  heading === ''
    ? page
    : { ...page, content: [heading, page.content].filter((part) => part !== '').join('\n') }

const under = (content: string, tail: string, room: number): string => {
  if (tail === '') return content
  if (content === '') return cut(tail, room)
  const joint = tail === cursor && !content.endsWith('```') ? '' : '\n'
  return content + joint + cut(tail, room - codePoints(content) - 1)
}
