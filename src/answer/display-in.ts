import { type About, controlsOf } from '../reply/controls.ts'
import { createRender } from '../reply/render.ts'
import { type Display, show } from '../reply/show.ts'
import type { Words } from '../words/words.ts'
import type { Surroundings } from './surroundings.ts'
import type { View } from './view.ts'

/** The display of a reply in a view, with its controls; `turnId` gives the turn that the view shows at the moment. */
export const displayIn = (
  { view, words }: { readonly view: View; readonly words: Words },
  about: About,
  turnId: () => string,
  { clock, dollars, giveUp }: Pick<Surroundings, 'clock' | 'dollars' | 'giveUp'>,
): Display =>
  show({
    render: createRender({ words, dollars, controls: controlsOf(about, words) }),
    screen: view.screen(turnId),
    clock,
    shown: view.shown,
    signal: giveUp,
  })
