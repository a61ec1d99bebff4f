import type { Answer } from '../conversation/turn.ts'
import { type ControlSubject, controlsOf, namedControls, type Variant } from '../display/controls.ts'
import { footer } from '../display/footer.ts'
import type { Page } from '../display/page.ts'
import { questionHeading } from '../display/question-heading.ts'
import { createRender, type Rendering } from '../display/render.ts'
import { renderInSlices } from '../display/render-in-slices.ts'
import { show } from '../display/show.ts'
import { endingLine } from '../display/status-line.ts'
import type { Strings } from '../i18n/strings.ts'
import { type Look, lookInThread } from '../settings/look.ts'
import type { Dependencies } from './dependencies.ts'
import { draftOfAnswer } from './draft-of-answer.ts'
import { picturesOf } from './pictures-of.ts'
import { mostOf, type View } from './view.ts'

/** The position of an answer among the answers to its question. */
export const variantOf = async (
  answerId: string,
  questionId: string,
  { store }: Pick<Dependencies, 'store'>,
): Promise<Variant> => {
  const answers = await store.answers(questionId)
  return { at: answers.findIndex(({ id }) => id === answerId) + 1, of: answers.length }
}

const aboutOf = (
  { id, parentId }: Answer,
  variant: Variant,
  hasThreads: boolean,
  { footer }: Look,
): ControlSubject => ({
  ...{ questionId: parentId, answerId: () => id, variant: () => variant },
  ...{ hasThreads, hasDetails: footer !== 'full' },
})

/** How an answer looks where its conversation is held. */
const lookOf = async ({ id }: Answer, { store, look }: Pick<Dependencies, 'store' | 'look'>): Promise<Look> =>
  look((await store.conversationOf(id))?.place ?? '')

/** A private page with all figures and actions of a finished answer. */
export const detailsOf = async (
  answer: Answer,
  strings: Strings,
  deps: Pick<Dependencies, 'store' | 'dollars' | 'look'>,
  hasThreads: boolean,
): Promise<Page> => {
  const draft = draftOfAnswer(answer)
  const variant = await variantOf(answer.id, answer.parentId, deps)
  const look = await lookOf(answer, deps)
  const { hidesPrice } = look
  const figures = footer(draft, { strings, dollars: deps.dollars, style: 'full', hidesPrice }).replace(
    /^-# /,
    '',
  )
  return {
    content: figures || endingLine(draft, strings) || strings.details.nothing,
    controls: namedControls(aboutOf(answer, variant, hasThreads, look), strings, draft),
  }
}

/** The pages of a finished answer. */
export const pagesOf = async (
  answer: Answer,
  strings: Strings,
  deps: PageDependencies,
  view: Pick<View, 'mostMessages' | 'canAttach' | 'hasThreads'> = { hasThreads: false, canAttach: false },
): Promise<readonly Page[]> => {
  const variant = await variantOf(answer.id, answer.parentId, deps)
  const look = await lookOf(answer, deps)
  const controls = controlsOf(aboutOf(answer, variant, view.hasThreads, look), strings)
  return render(answer, { strings, look, view, controls }, deps)
}

/**
 * The pages of a finished answer for a new thread, without buttons and figures; none where its messages show all of it
 * already.
 */
export const pagesForThread = async (
  answer: Answer,
  strings: Strings,
  deps: PageDependencies,
  canAttach: boolean,
): Promise<readonly Page[]> => {
  const look: Look = { ...lookInThread(await lookOf(answer, deps)), footer: 'off' }
  const bare = { strings, look, controls: () => [] }
  const whole = await render(answer, { ...bare, view: { canAttach: false } }, deps)
  const shown = await deps.store.shown(answer.id)
  if (whole.length <= shown.length) return []
  return canAttach ? render(answer, { ...bare, view: { canAttach } }, deps) : whole
}

type PageDependencies = Pick<Dependencies, 'store' | 'dollars' | 'look' | 'drawTables'>

/** How an answer is shown. */
type Frame = Pick<Rendering, 'strings' | 'controls'> & {
  readonly look: Look
  readonly view: Pick<View, 'mostMessages' | 'canAttach'>
}

const render = async (
  answer: Answer,
  { strings, look, view, controls }: Frame,
  deps: PageDependencies,
): Promise<readonly Page[]> => {
  const question = await deps.store.turn(answer.parentId)
  const heading = question?.role === 'question' ? questionHeading(question, strings) : ''
  const draft = draftOfAnswer(answer)
  const pictures = (await picturesOf(draft, { look, view, strings }, deps)) ?? []
  const rendered = createRender({
    ...{ strings, heading, controls },
    dollars: deps.dollars,
    footer: look.footer,
    hidesPrice: look.hidesPrice,
    ...mostOf(view, look),
    pictures: () => pictures,
  })
  return renderInSlices(rendered, draft)
}

/**
 * Shows a finished answer in place of what is on the screen, and confirms it in the store. Rejects with `Failed` of
 * kind `screen-gone` if it cannot be shown.
 */
export const redisplay = async (
  answer: Answer,
  view: View,
  strings: Strings,
  deps: Pick<Dependencies, 'store' | 'dollars' | 'look' | 'drawTables' | 'clock' | 'giveUp'>,
): Promise<void> => {
  const pages = await pagesOf(answer, strings, deps, view)
  await deps.store.conceal(answer.id)
  const display = show({
    render: () => pages,
    screen: view.screen(() => answer.id),
    clock: deps.clock,
    shown: view.shown,
    signal: deps.giveUp,
  })
  display.take(draftOfAnswer(answer))
  await view.record()
  await display.done
  const hasControls = pages.at(-1)?.controls.length !== 0
  await deps.store.confirmDisplayed(answer.id, hasControls ? 'shown' : 'none')
}
