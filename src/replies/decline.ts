import type { Failure } from '../conversation/failure.ts'
import { askForMore } from '../display/controls.ts'
import { fail } from '../display/draft.ts'
import { createRender } from '../display/render.ts'
import { show } from '../display/show.ts'
import type { Strings } from '../i18n/strings.ts'
import type { Dependencies } from './dependencies.ts'
import type { View } from './view.ts'

/** Shows why a question is refused; nothing is stored or asked. Resolves when the message is shown, or cannot be. */
export const decline = async (
  failure: Failure,
  view: View,
  strings: Strings,
  { clock, dollars, giveUp }: Pick<Dependencies, 'clock' | 'dollars' | 'giveUp'>,
): Promise<void> => {
  const display = show({
    render: createRender({
      ...{ strings, dollars, footer: 'off' },
      controls: () => askForMore(failure, strings),
    }),
    screen: view.screen(() => ''),
    clock,
    shown: view.shown,
    signal: giveUp,
  })
  display.take(fail({ type: 'queued', ahead: 0, people: [] }, failure, clock.elapsed()))
  await display.done.catch(() => undefined)
}
