import { type ControlSubject, controlsOf, type Variant } from '../display/controls.ts'
import { type Draft, isFinal, isQuestionGone } from '../display/draft.ts'
import type { PagePicture } from '../display/page.ts'
import { questionHeading } from '../display/question-heading.ts'
import { createRender, type Render } from '../display/render.ts'
import type { Screen } from '../display/screen.ts'
import { type Display, show } from '../display/show.ts'
import type { Dependencies } from './dependencies.ts'
import type { Job } from './job.ts'
import { picturesOf } from './pictures-of.ts'
import { variantOf } from './redisplay.ts'
import type { EffectContext } from './reply-effects.ts'
import type { Story } from './story.ts'
import { mostOf } from './view.ts'

/** The messages of one reply, and which answer they show. */
export type ReplyMessages = Pick<EffectContext, 'show' | 'showAnswer' | 'hasControls'> & Pick<Display, 'done'>

/** What the messages of a reply tell and ask. */
export type MessagesContext = {
  readonly onShown: Story['shown']
  /** Stores what Claude has written so far. */
  readonly storeText: () => Promise<void> | undefined
  /** Whether a newer answer of the conversation has ended. */
  readonly isOvertaken: () => boolean
}

/** Opens the messages of a reply. */
export const openMessages = (
  { question, previousAnswer, strings, look, view }: Job,
  deps: Dependencies,
  { onShown, storeText, isOvertaken }: MessagesContext,
): ReplyMessages => {
  let answerId = previousAnswer?.id
  let variant: Variant = { at: 1, of: 1 }
  let end: { readonly draft: Draft; readonly isOvertaken: boolean } | undefined
  const about = {
    questionId: question.id,
    answerId: () => answerId,
    variant: () => variant,
    hasThreads: view.hasThreads,
    hasDetails: look.footer !== 'full',
    isOvertaken: () => end?.isOvertaken ?? false,
  }
  let pictures: readonly PagePicture[] = []
  const render = renderOf({ question, strings, look, view }, about, deps, () => pictures)
  const screen = storedFirst(
    view.screen(() => answerId ?? question.id),
    storeText,
  )
  const display = show({
    ...{ render, screen, clock: deps.clock, shown: view.shown, signal: deps.giveUp, onShown },
  })
  const take = (draft: Draft): void => {
    const drawing = picturesOf(draft, { look, view, strings }, deps)
    if (drawing === undefined) display.take(draft)
    // The last edit brings them along, so it waits for them.
    else
      void drawing.then((drawn) => {
        pictures = drawn
        display.take(draft)
      })
  }
  return {
    done: display.done,
    show: (draft) => {
      // What was true when it ended stays: nothing changes its last page any more.
      if (isFinal(draft)) end = { draft, isOvertaken: isOvertaken() }
      take(draft)
    },
    hasControls: () => end !== undefined && controlsOf(about, strings)(end.draft, 1).length > 0,
    showAnswer: async ({ id, parentId }) => {
      answerId = id
      variant = await variantOf(id, parentId, deps)
      await view.record()
    },
  }
}

/** How the drafts of a reply look; without its question where that was deleted. */
export const renderOf = (
  { question, strings, look, view }: Pick<Job, 'question' | 'strings' | 'look' | 'view'>,
  about: ControlSubject,
  deps: Pick<Dependencies, 'dollars' | 'onFault' | 'clock'>,
  pictures: () => readonly PagePicture[] = () => [],
): Render => {
  const rendering = {
    strings,
    dollars: deps.dollars,
    footer: look.footer,
    hidesPrice: look.hidesPrice,
    onFault: deps.onFault,
    elapsed: deps.clock.elapsed,
    controls: controlsOf(about, strings),
    ...mostOf(view, look),
    pictures,
  }
  const headed = createRender({ ...rendering, heading: questionHeading(question, strings) })
  const bare = createRender(rendering)
  return (draft, now) => (isQuestionGone(draft) ? bare : headed)(draft, now)
}

/**
 * A screen that stores the text so far before it posts a page without buttons: after a kill the next start recognizes
 * such a page by its text alone.
 */
const storedFirst = (screen: Screen, storeText: () => Promise<void> | undefined): Screen => ({
  gate: screen.gate,
  apply: async (change, route) => {
    if (change.type === 'post' && change.page.controls.length === 0) await storeText()
    return screen.apply(change, route)
  },
})
