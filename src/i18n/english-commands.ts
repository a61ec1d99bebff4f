import type { CommandWords } from './command-strings.ts'

export const englishCommands: CommandWords = {
  ask: {
    name: 'ask',
    description: 'Ask Claude. Goes on with this channel’s conversation.',
    prompt: { name: 'prompt', description: 'What you want to say' },
    file: { name: 'file', description: 'An image, a PDF, a text or code for Claude to look at' },
    file2: { name: 'file2', description: 'A second file' },
    file3: { name: 'file3', description: 'A third file' },
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
  model: {
    name: 'model',
    description: 'Which Claude this channel talks with, and how hard it thinks',
    id: { name: 'model', description: 'The model, for everybody in this channel' },
    effort: { name: 'effort', description: 'How hard it thinks: more is better, slower and dearer' },
    efforts: {
      own: 'As the model does by itself',
      low: 'Low',
      medium: 'Medium',
      high: 'High',
      xhigh: 'Very high',
      max: 'Maximum',
    },
  },
  persona: {
    name: 'persona',
    description: 'How Claude is in this channel; without a choice, in your own words',
    preset: { name: 'preset', description: 'A manner that is ready to use' },
    none: 'None',
  },
  search: {
    name: 'search',
    description: 'Whether Claude may search the web in this channel',
    web: { name: 'web', description: 'On or off' },
    on: 'On',
    off: 'Off',
  },
  thinking: {
    name: 'thinking',
    description: 'Whether replies in this channel show a summary of Claude’s thinking',
    summary: { name: 'summary', description: 'Show or hide' },
    show: 'Show',
    hide: 'Hide',
  },
  help: { name: 'help', description: 'What can be done here' },
}
