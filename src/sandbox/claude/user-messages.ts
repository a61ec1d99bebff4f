/** Something that a person said: the bot passes it on as `<message from="name" …>words</message>`. */
export type UserMessage = { readonly speaker: string | null; readonly words: string }

const messages = /<message from="([^"]*)"[^>]*>([\s\S]*?)<\/message>/g
const besides = /<(quoted|file)\b[^>]*>(?:[\s\S]*?<\/\1>)?/g

/** What people say in a message of the user's role, in order; text without the bot's tags is one person's words. */
export const userMessagesIn = (text: string): readonly UserMessage[] => {
  const said = [...text.matchAll(messages)].map(([, speaker = '', words = '']) => ({
    speaker,
    words: words.replace(besides, '').trim(),
  }))
  return said.length === 0 ? [{ speaker: null, words: text.trim() }] : said
}
