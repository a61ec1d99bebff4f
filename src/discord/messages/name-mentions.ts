/** Names for the ids in a message; undefined if unknown. */
export type Names = {
  readonly user: (id: string) => string | undefined
  /** With its `#`. */
  readonly channel: (id: string) => string | undefined
  readonly role: (id: string) => string | undefined
}

/**
 * Replaces the ids in a text with names, and moments with their dates (https://docs.discord.com/developers/reference#message-formatting).
 *
 * @example nameMentions('<@1…1> in <#1…2> :wave:', names) // '@Grace in #general :wave:'
 */
export const nameMentions = (content: string, names: Names): string =>
  content
    .replaceAll(/<@!?(\d{17,20})>/g, (mention, id: string) => named('@', names.user(id)) ?? mention)
    .replaceAll(/<@&(\d{17,20})>/g, (mention, id: string) => named('@', names.role(id)) ?? mention)
    .replaceAll(/<#(\d{17,20})>/g, (mention, id: string) => names.channel(id) || mention)
    .replaceAll(/<\/([^:<>\n]{1,100}):\d{17,20}>/g, '/$1')
    .replaceAll(/<a?:(\w{2,32}):\d{17,20}>/g, ':$1:')
    .replaceAll(/<t:(-?\d{1,13})(?::\w)?>/g, (moment, seconds: string) => dated(Number(seconds)) ?? moment)

/** Claude is told the time in UTC; whoever reads the message sees it in their own. */
const dated = (seconds: number): string | undefined => {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.valueOf()) ? undefined : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

const named = (sign: string, name: string | undefined): string | undefined =>
  name === undefined ? undefined : `${sign}${name.replace(/^@/, '')}`
