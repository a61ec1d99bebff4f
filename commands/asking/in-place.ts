import type {
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from 'discord.js'
import type { NewQuestion } from '../../src/conversation/store.ts'
import type { PlaceId } from '../../src/conversation/turn.ts'
import type { ReadFiles } from '../../src/discord/attachments/read-attachments.ts'
import { describeRefusedFiles } from '../../src/discord/attachments/refused-files.ts'
import type { Outcome } from '../../src/discord/interactions/handler.ts'
import { placeOf } from '../../src/discord/interactions/place-of.ts'
import { speakerOf } from '../../src/discord/interactions/speaker.ts'
import { type Names, nameMentions } from '../../src/discord/messages/name-mentions.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { View } from '../../src/replies/view.ts'
import { settings } from '../../src/settings/settings.ts'
import type { App } from '../command.ts'
import type { CommandQuestion } from './command-question.ts'

/** An interaction that can ask a question. */
export type AskInteraction =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ModalSubmitInteraction

/**
 * Answers in the response to the interaction and continues the conversation of its place. Only the asker sees
 * `remark`.
 */
export const askInPlace = async (
  interaction: AskInteraction,
  asked: CommandQuestion,
  app: App,
  view: View,
  remark?: string,
): Promise<Outcome> => {
  const place = placeOf(interaction)
  const bare = await questionOf(interaction, asked, place)
  const heading = asked.about === undefined ? {} : { about: asked.about }
  // Where the settings cannot be read, nothing can be stored either, and `ask` says so.
  const isQuoted = await app.settings(place).then(
    ({ get }) => get(settings.quote).value,
    () => settings.quote.otherwise,
  )
  const question = isQuoted ? { ...bare, heading } : bare
  const given = attachedFiles(asked, app, interaction.locale)
  await app.replies.ask({
    question,
    strings: stringsFor(interaction.locale),
    view,
    fetchFiles: given.fetchFiles,
  })
  // One message for both: a user-installed app may send only five follow-ups.
  const refused = describeRefusedFiles(given.refused(), stringsFor(interaction.locale))
  const strings = [remark, refused].filter((word) => word !== undefined && word !== '')
  return { privately: strings.join('\n') }
}

/** Fetches the attachments of a question when it is its turn, and remembers which were refused. */
export const attachedFiles = (
  { attachments = [] }: CommandQuestion,
  { readAttachments }: App,
  locale?: string,
) => {
  let given: ReadFiles = { files: [], refused: [] }
  return {
    fetchFiles: async () => {
      given = await readAttachments(attachments, locale)
      return given.files
    },
    refused: () => given.refused,
  }
}

/** The question of an interaction in a place, without its files. */
export const questionOf = async (
  interaction: AskInteraction,
  { text, quote }: CommandQuestion,
  place: PlaceId,
): Promise<NewQuestion> => {
  const names = await namesFor(interaction, `${text}\n${quote?.text ?? ''}`)
  return {
    text: nameMentions(text, names),
    ...(quote && { quote: { ...quote, text: nameMentions(quote.text, names) } }),
    files: [],
    place,
    speaker: speakerOf(interaction),
    locale: interaction.locale,
    origin: interaction.id,
  }
}

/** How many mentioned people are looked up. Others keep the form `<@id>`. */
const mostLookedUp = 10

/** The names of the people whom a text mentions. Discord does not resolve mentions in the options of a command. */
const namesFor = async ({ client, guild }: AskInteraction, text: string): Promise<Names> => {
  const ids = new Set([...text.matchAll(/<@!?(\d{17,20})>/g)].map(([, id = '']) => id))
  const found = await Promise.all(
    [...ids].slice(0, mostLookedUp).map(async (id) => {
      const member = guild?.members.cache.get(id) ?? (await guild?.members.fetch(id).catch(() => undefined))
      const user = member ?? (await client.users.fetch(id).catch(() => undefined))
      return [id, user?.displayName] as const
    }),
  )
  const users = new Map(found)
  return {
    user: (id) => users.get(id),
    channel: (id) => {
      const channel = client.channels.cache.get(id)
      return channel === undefined || channel.isDMBased() ? undefined : `#${channel.name}`
    },
    role: (id) => guild?.roles.cache.get(id)?.name,
  }
}
