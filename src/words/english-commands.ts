import type { CommandWords } from './command-words.ts'

export const englishCommands: CommandWords = {
  ask: {
    name: 'ask',
    description: 'Ask Claude. Goes on with this channel’s conversation.',
    prompt: { name: 'prompt', description: 'What you want to say' },
    thread: { name: 'thread', description: 'Answer in a new thread' },
  },
  thread: { name: 'thread', description: 'Ask Claude in a new thread' },
  new: { name: 'new', description: 'Start a new conversation in this channel' },
  export: {
    name: 'export',
    description: 'Get this channel’s conversation as a file that only you see',
    format: { name: 'format', description: 'What kind of file' },
    markdown: 'Markdown, to read',
    json: 'JSON, with everything that is kept',
  },
  forget: {
    name: 'forget',
    description: 'Delete what you have said to the bot, everywhere',
    channel: {
      name: 'channel',
      description: 'All that was said in this channel, by everybody (moderators)',
    },
  },
  help: { name: 'help', description: 'What can be done here' },
}
