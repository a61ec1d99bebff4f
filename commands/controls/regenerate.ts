import { type ButtonInteraction, MessageFlags } from 'discord.js'
import type { Failure } from '../../src/conversation/failure.ts'
import { toComponents } from '../../src/discord/interactions/components.ts'
import type { Acknowledge, Outcome } from '../../src/discord/interactions/handler.ts'
import { askForMore } from '../../src/display/controls.ts'
import { fail } from '../../src/display/draft.ts'
import { endingLine } from '../../src/display/status-line.ts'

import { stringsFor } from '../../src/i18n/languages.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import type { Job } from '../../src/replies/job.ts'
import type { App, Press } from '../command.ts'
import { authorizeChange } from './authorize-press.ts'
import { continueTarget, editTarget } from './edit-target.ts'
import { showAtOnce } from './show-at-once.ts'

/** The button Regenerate: writes another answer. The old one stays reachable with ◀ ▶. */
export const regenerate: Press = {
  answers: 'at-once',
  asks: true,
  run: (interaction, app, answerId, acknowledge) => write(interaction, app, answerId, acknowledge, false),
}

/** The buttons Continue and Try again: continue the same answer. */
export const continueAnswer: Press = {
  answers: 'at-once',
  asks: true,
  run: (interaction, app, answerId, acknowledge) => write(interaction, app, answerId, acknowledge, true),
}

/** Why nothing is written, for the presser alone. */
const declinedWord = (failure: Failure, strings: Strings) =>
  ({
    content: endingLine(fail({ type: 'queued', ahead: 0, people: [] }, failure, 0), strings),
    components: toComponents(askForMore(failure, strings)),
    flags: MessageFlags.Ephemeral,
    allowedMentions: { parse: [] },
  }) as const

const write = async (
  interaction: ButtonInteraction,
  app: App,
  answerId: string,
  acknowledge: Acknowledge,
  isContinued: boolean,
): Promise<Outcome> => {
  const pressed = await authorizeChange(interaction, answerId, app)
  if ('refused' in pressed) return pressed
  const { conversation, question, answer } = pressed
  const strings = stringsFor(interaction.locale)
  const view = await (isContinued ? continueTarget : editTarget)(interaction, answer, app)
  const job: Omit<Job, 'look'> = {
    ...{ question, place: conversation.place, previousAnswer: answer, strings, view },
    byId: interaction.user.id,
    tellPrivately: async (failure) => {
      if (!interaction.deferred && !interaction.replied) await acknowledge()
      await interaction.followUp(declinedWord(failure, strings))
    },
  }
  const outcome = await app.replies.write(
    isContinued ? { ...job, continues: answer.id } : job,
    showAtOnce(interaction, view, acknowledge),
  )
  // Somebody else pressed in the meantime.
  return outcome === 'busy' ? { refused: strings.press.stillWriting } : {}
}
