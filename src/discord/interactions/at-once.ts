import type { Clock } from '../../clock.ts'
import { requestFailure } from '../rest/request-failure.ts'
import { hasArrivedBefore, onlyForThem, quiet } from './acknowledgement.ts'
import type { Acknowledge, Acknowledgeable, Message, Outcome } from './handler.ts'

/** After so many ms a press is acknowledged without a change: Discord waits for 3 s, and the way there takes its time. */
const deadline = 1_000

type Acknowledged = Awaited<ReturnType<Acknowledge>>

/** How a press is answered in the message that the button is on. */
export type Press = {
  readonly acknowledge: Acknowledge
  /** Says what came of it, and acknowledges if nothing has. */
  readonly report: (outcome: Outcome) => Promise<void>
  /** A word for the person alone. */
  readonly tell: (word: string) => Promise<unknown>
}

/**
 * Opens the one acknowledgement of a press: with what the message shows from then on, or, when that is not known by the
 * deadline, without a change.
 */
export const openPress = (
  interaction: Acknowledgeable,
  { clock, onFault }: { readonly clock: Clock; readonly onFault: (error: unknown) => void },
): Press => {
  let acknowledged: Promise<Acknowledged> | undefined
  const defer = (): Promise<Acknowledged> => {
    acknowledged ??= deferred(interaction)
    return acknowledged
  }
  const cancel = clock.after(deadline, () => void defer().catch(onFault))
  const tell = async (word: string): Promise<unknown> => {
    cancel()
    if (acknowledged === undefined) return interaction.reply(onlyForThem(word))
    await acknowledged
    return interaction.followUp(onlyForThem(word))
  }
  return {
    tell,
    acknowledge: async (message) => {
      cancel()
      if (acknowledged !== undefined) return acknowledged.then(() => 'late')
      acknowledged = message === undefined ? deferred(interaction) : updated(interaction, message)
      return acknowledged
    },
    report: async (outcome) => {
      if (outcome.refused !== undefined) return void (await tell(outcome.refused))
      cancel()
      await defer()
    },
  }
}

const deferred = async (interaction: Acknowledgeable): Promise<Acknowledged> => {
  try {
    await interaction.deferUpdate?.()
  } catch (error) {
    if (!hasArrivedBefore(error)) throw error
  }
  return 'late'
}

const updated = async (interaction: Acknowledgeable, message: Message): Promise<Acknowledged> => {
  try {
    await interaction.update?.(quiet(message))
    return 'shown'
  } catch (error) {
    // It may have arrived: then the message shows it, and nothing else may be told of it.
    if (hasArrivedBefore(error) || requestFailure(error) === 'again') return 'unknown'
    throw error
  }
}
