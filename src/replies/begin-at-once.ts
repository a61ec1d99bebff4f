import { asked, noPreviousRun } from '../display/draft.ts'
import type { Page } from '../display/page.ts'
import { renderInSlices } from '../display/render-in-slices.ts'
import type { Dependencies } from './dependencies.ts'
import { earlierOf } from './draft-of-answer.ts'
import type { Job } from './job.ts'
import { remember } from './reply-effects.ts'
import { renderOf } from './reply-messages.ts'

/**
 * Brings the first pages to the view in a way of its own, while nothing else writes there; gives what the view shows then. Where
 * it throws, nothing is written.
 */
export type ShowFirst = (pages: readonly Page[]) => Promise<readonly Page[]>

/**
 * A job whose view shows already that Claude is asked. That the previous answer has left the screen is stored before: after a
 * kill the next start puts it back.
 */
export const beginAtOnce = async (job: Job, showFirst: ShowFirst, deps: Dependencies): Promise<Job> => {
  await remember({ job, deps })
  try {
    const shown = await showFirst(await firstPages(job, deps))
    return { ...job, view: { ...job.view, shown } }
  } catch (error) {
    if (job.previousAnswer) await deps.store.confirmDisplayed(job.previousAnswer.id, 'shown')
    if (job.wasAnswered) await deps.store.setWaiting(job.question.id, false)
    throw error
  }
}

const firstPages = (job: Job, deps: Dependencies): Promise<readonly Page[]> => {
  const { previousAnswer, continues, view } = job
  const earlier = continues !== undefined && previousAnswer ? earlierOf(previousAnswer) : noPreviousRun
  const about = {
    questionId: job.question.id,
    answerId: () => previousAnswer?.id,
    variant: () => ({ at: 1, of: 1 }),
    hasThreads: view.hasThreads,
    hasDetails: job.look.footer !== 'full',
  }
  return renderInSlices(renderOf(job, about, deps), asked('', deps.clock.elapsed(), earlier))
}
