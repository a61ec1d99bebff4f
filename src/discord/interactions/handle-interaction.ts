import type { Clock } from '../../clock.ts'
import { delay } from '../../delay.ts'
import { stringsFor } from '../../i18n/languages.ts'
import type { View } from '../../replies/view.ts'
import { hasArrivedBefore, onlyForThem, quiet } from './acknowledgement.ts'
import { openPress } from './at-once.ts'
import type { Acknowledgeable, Handler, Outcome } from './handler.ts'

/** What handling needs. */
export type PathContext<I, App> = {
  readonly app: App
  readonly clock: Clock
  /** Acknowledges with a message in which a reply grows. */
  readonly defer: (interaction: I) => Promise<View>
  /** Why the person may not ask Claude there, in words. */
  readonly refuseAccess: (interaction: I) => Promise<string | undefined>
  /** Told of every unexpected error. */
  readonly onFault: (error: unknown) => void
}

/**
 * Handles every command, button and form: check `may`, acknowledge, run, report. `may` uses only what Discord sent,
 * so nothing slow comes before the acknowledgement. An error goes to `onFault` and is reported privately. If only the
 * report fails, nothing is said, because trying again would do the work twice. Never rejects.
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
    const access = handler.asks ? context.refuseAccess(interaction) : undefined
    // Its failure is reported where it is awaited.
    access?.catch(() => undefined)
    const isAtOnce = handler.answers === 'at-once'
    const refusal =
      handler.may?.(interaction, id) ?? (isAtOnce ? undefined : await soon(access, context.clock))
    if (refusal !== undefined) return void (await interaction.reply(onlyForThem(refusal)))
    if (handler.answers === 'form')
      return void (await interaction.showModal?.(await handler.form(interaction, app, id)))
    if (handler.answers === 'at-once') {
      const press = openPress(interaction, context)
      try {
        const refused = await access
        await press.report(
          refused === undefined ? await handler.run(interaction, app, id, press.acknowledge) : { refused },
        )
      } catch (error) {
        await fault(error, press.tell)
      }
      return
    }
    const handle = await acknowledge(interaction, handler, id, context)
    try {
      const refused = await access
      const outcome = refused === undefined ? await handle() : { refused }
      await report(interaction, outcome, handler.answers).catch(onFault)
    } catch (error) {
      await fault(error, (word) => tellAfter(interaction, word, handler.answers))
    }
  } catch (error) {
    await fault(error, (word) => interaction.reply(onlyForThem(word)))
  }
}

/** How long, in ms, the right to ask may take to be looked up before the acknowledgement; else it is decided after that. */
const patience = 500

/** What a promise gives, if that is soon. */
const soon = async <T>(promised: Promise<T> | undefined, clock: Clock): Promise<T | undefined> => {
  if (promised === undefined) return undefined
  const over = new AbortController()
  const late = delay(patience, { clock, signal: over.signal }).catch(() => undefined)
  try {
    return await Promise.race([promised, late.then(() => undefined)])
  } finally {
    over.abort()
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
