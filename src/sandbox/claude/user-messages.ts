/** A person's message, which the bot sends as `<message from="name" …>words</message>`. */
export type UserMessage = { readonly speaker: string | null; readonly words: string }

const messages = /<message from="([^"]*)"[^>]*>([\s\S]*?)<\/message>/g
const besides = /<(quoted|file)\b[^>]*>(?:[\s\S]*?<\/\1>)?/g

/**
 * The messages of people within a message of role `user`, in order. Text without the bot's tags counts as one
 * message.
 */
export const userMessagesIn = (text: string): readonly UserMessage[] => {
  const said = [...text.matchAll(messages)].map(([, speaker = '', words = '']) => ({
    speaker,
    words: words.replace(besides, '').trim(),
  }))
  return said.length === 0 ? [{ speaker: null, words: text.trim() }] : said
}
