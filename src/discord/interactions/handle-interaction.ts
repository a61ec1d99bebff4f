import type { Clock } from '../../clock.ts'
import { stringsFor } from '../../i18n/languages.ts'
import type { View } from '../../replies/view.ts'
import { hasArrivedBefore, onlyForThem, quiet } from './acknowledgement.ts'
import { openPress } from './at-once.ts'
import type { Acknowledgeable, Handler, Outcome } from './handler.ts'

/** What the path works with. */
export type PathContext<I, App> = {
  readonly app: App
  readonly clock: Clock
  /** Acknowledges with a message in which a reply grows. */
  readonly defer: (interaction: I) => Promise<View>
  /** Told of every unexpected error. */
  readonly onFault: (error: unknown) => void
}

/**
 * The one path of every command, button and form: may they → acknowledge → handle → report. `may` judges by what Discord
 * sent along, so nothing slow comes before the acknowledgement, and a refusal is one. An error ends in `onFault` and one
 * private word. Where only the report of what was done fails, nobody is told: doing it again would do it twice. Never rejects.
 */
export const handleInteraction = async <I extends Acknowledgeable, App>(
  interaction: I,
  handler: Handler<I, App>,
  id: string,
  context: PathContext<I, App>,
): Promise<void> => {
  const { app, onFault } = context
  const fault = async (error: unknown, tell: (word: string) => Promise<unknown>): Promise<void> => {
    onFault(error)
    await tell(stringsFor(interaction.locale).ourFault).catch(onFault)
  }
  try {
    const refusal = handler.may?.(interaction, id)
    if (refusal !== undefined) return void (await interaction.reply(onlyForThem(refusal)))
    if (handler.answers === 'form')
      return void (await interaction.showModal?.(await handler.form(interaction, app)))
    if (handler.answers === 'at-once') {
      const press = openPress(interaction, context)
      try {
        await press.report(await handler.run(interaction, app, id, press.acknowledge))
      } catch (error) {
        await fault(error, press.tell)
      }
      return
    }
    const handle = await acknowledge(interaction, handler, id, context)
    try {
      const outcome = await handle()
      await report(interaction, outcome, handler.answers).catch(onFault)
    } catch (error) {
      await fault(error, (word) => tellAfter(interaction, word, handler.answers))
    }
  } catch (error) {
    await fault(error, (word) => interaction.reply(onlyForThem(word)))
  }
}

type Acknowledging<I, App> = Exclude<Handler<I, App>, { readonly answers: 'form' | 'at-once' }>

/** Acknowledges; resolves with what is left to do. */
const acknowledge = async <I extends Acknowledgeable, App>(
  interaction: I,
  handler: Acknowledging<I, App>,
  id: string,
  { app, defer }: PathContext<I, App>,
): Promise<() => Promise<Outcome>> => {
  if (handler.answers === 'grows') {
    const view = await defer(interaction)
    return () => handler.run(interaction, app, view, id)
  }
  try {
    if (handler.answers === 'update') await interaction.deferUpdate?.()
    else await interaction.deferReply(handler.answers === 'private' ? { flags: 'Ephemeral' } : {})
  } catch (error) {
    if (!hasArrivedBefore(error)) throw error
  }
  return () => handler.run(interaction, app, id)
}

type Answers = Acknowledging<never, never>['answers']

const report = async (interaction: Acknowledgeable, outcome: Outcome, answers: Answers): Promise<void> => {
  if (outcome.refused !== undefined)
    return void (await tellAfter(interaction, outcome.refused, answers, 'nothing-shown'))
  if (outcome.shown !== undefined) await interaction.editReply(quiet(outcome.shown))
  if (outcome.privately) await interaction.followUp(onlyForThem(outcome.privately))
}

/**
 * A word for the person alone, after the acknowledgement. The first follow-up of a deferred message would take that one's
 * place and be read by all, so a message that shows nothing is deleted first
 * (https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages).
 */
const tellAfter = async (
  interaction: Acknowledgeable,
  word: string,
  answers: Answers,
  shown: 'nothing-shown' | 'unknown' = 'unknown',
): Promise<unknown> => {
  if (answers === 'private') return interaction.editReply(quiet(word))
  const isEmpty = answers === 'public' || (answers === 'grows' && shown === 'nothing-shown')
  // The word matters more than the empty message.
  if (isEmpty) await interaction.deleteReply().catch(() => undefined)
  return interaction.followUp(onlyForThem(word))
}
