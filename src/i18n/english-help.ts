import type { HelpWords } from './help-strings.ts'

export const englishHelp: HelpWords = {
  commands: 'What you can do here',
  menu: (entry) => `**${entry}**, under *Apps* in a message’s menu: ask with the message as context`,
  buttons:
    'Under a reply are buttons: stop it, have it written anew (◀ ▶ lead from one answer to the other), have it go on, get the whole text as a file, or take it to a thread. Only who asked, and moderators, can change a reply.',
  bot: 'What the bot can do here',
  allThere: 'It has all the permissions it needs.',
  missing: {
    ViewChannel: '“View Channel” is missing: replies end after 15 minutes.',
    SendMessages:
      '“Send Messages” is missing: the bot answers commands only, and replies end after 15 minutes.',
    SendMessagesInThreads: '“Send Messages in Threads” is missing: the bot cannot talk in threads.',
    ReadMessageHistory:
      '“Read Message History” is missing: the bot cannot reply to messages or open threads from them.',
    CreatePublicThreads: '“Create Public Threads” is missing: the bot cannot open threads.',
    AttachFiles: '“Attach Files” is missing: what is too long for messages cannot be given as a file.',
  },
  userInstalled:
    'The bot is no member here; you have brought it along. It answers your commands only, opens no threads, and long replies are spread over few messages.',
  readsMessages: 'It may read messages, so in its own threads every message is for it.',
  readsMentions:
    'It reads only messages that mention it or reply to it. Whoever runs the bot can switch on the “Message Content Intent” on the Bot page of the application.',
  directMessages: 'In direct messages everything you write is for the bot.',
}
