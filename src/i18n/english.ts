import { englishCommands } from './english-commands.ts'
import { englishFiles } from './english-files.ts'
import { englishHelp } from './english-help.ts'
import { englishSettings } from './english-settings.ts'
import type { Strings } from './strings.ts'

const detailed = (text: string, detail: string | undefined): string => (detail ? `${text} (${detail})` : text)

export const english: Strings = {
  locale: 'en',
  status: {
    asked: 'waiting for Claude…',
    thinking: (seconds) => `thinking… ${seconds} s`,
    summarising: (seconds) => `summing up what was said earlier… ${seconds} s`,
    searching: 'searching the web…',
    queued: (ahead) =>
      `queued at place ${ahead}: ${ahead === 1 ? 'one question is' : `${ahead} questions are`} answered first`,
  },
  controls: {
    stop: 'Stop',
    regenerate: 'Regenerate',
    continue: 'Continue',
    wholeText: 'Whole text',
    newThread: 'New thread',
    retry: 'Try again',
    answerAgain: 'Answer again',
  },
  messages: {
    everyMessage: 'Every message in this thread is answered.',
    mentionMe: 'To go on in this thread, mention me or reply to one of my messages.',
    called: 'Yes? Write your question in the same message, or reply to me with it.',
    unreadable: 'Discord does not show me what you wrote: mention me in the message.',
    edited: 'The question was edited.',
    mayNotWrite: (channel) =>
      `You called me in ${channel}, but I may not write there. Use /${englishCommands.ask.name} there instead, or have somebody who manages the server give me the permission “Send Messages” (in threads, “Send Messages in Threads”).`,
    noThread: 'No thread can be opened here, so this is answered in place.',
    answered: (asker, link) => `${asker} Your answer is ready: ${link}`,
    partLeftOut: 'Discord’s filters refused ▒▒▒, so it is left out.',
    cannotBeShown: 'Discord doesn’t accept the rest of this reply, so it ends here.',
    restInFile: 'The whole answer is in the file.',
    growsOn: 'There is no room for more messages here: the whole answer will come as a file.',
  },
  askAbout: {
    menu: 'Ask about this',
    title: 'Ask about this',
    label: 'Your question',
    placeholder: 'What do you want to know about this message?',
    lost: 'The bot was restarted while you wrote, and no longer knows which message you meant. Choose “Ask about this” on it again.',
  },
  footer: {
    in: (tokens) => `${tokens} in`,
    cached: (tokens) => `${tokens} cached`,
    out: (tokens) => `${tokens} out`,
    searches: (count) => (count === 1 ? '1 search' : `${count} searches`),
    firstText: (seconds) => `first text ${seconds} s`,
    seconds: (seconds) => `${seconds} s`,
    summarised: (cost) => `older turns summarised${cost ? ` (${cost})` : ''}`,
    leftOut: 'older turns left out',
  },
  stopReason: {
    max_tokens: 'Cut at the token limit.',
    refusal: 'Claude declined to go on with this.',
    model_context_window_exceeded: `The conversation fills the model’s context. Start afresh with /${englishCommands.new.name}.`,
    other: (reason) => `Stopped early: ${reason}.`,
  },
  failure: {
    stopped: () => 'Stopped.',
    shutdown: () => 'The bot is restarting and stopped here. Ask again in a minute.',
    interrupted: () => 'Interrupted: the bot went down while this was written.',
    'rate-limited': (_detail, seconds) =>
      `Claude is getting too many questions right now. Try again ${seconds ? `in ${seconds} s` : 'in a minute'}.`,
    'spend-limit': () =>
      'The spending limit of this bot’s Claude account is reached. Tell whoever runs the bot.',
    busy: () => 'Claude is overloaded right now. Try again in a minute.',
    unreachable: () => 'Claude cannot be reached right now. Try again in a minute.',
    stalled: () => 'Claude went silent in mid-sentence. Try again, or ask it to go on.',
    broken: () => 'The connection to Claude broke off. Try again, or ask it to go on.',
    'key-refused': () => 'Claude refuses this bot’s API key. Tell whoever runs the bot.',
    misconfigured: () => 'This bot can’t reach Claude the way it is set up. Please let its admin know.',
    'unknown-model': (detail) =>
      detailed('Claude does not know this model. Choose another with /model.', detail),
    'too-large': () =>
      `This is more than Claude can read at once. Send less, or start a new conversation with /${englishCommands.new.name}.`,
    'bad-request': (detail) => detailed('Claude cannot take this question as it is.', detail),
    empty: () => 'Claude answered with no text. Ask in other words.',
    'not-stored': () =>
      'The bot cannot write to its database right now, so nothing was asked. Try again later, and tell whoever runs the bot.',
    'too-many-yours': () =>
      'You have many questions waiting already. Ask again when one of them has been answered.',
    'too-many-here': () =>
      'Many questions are waiting in this channel already. Ask again in a while, or in another channel.',
    'time-up': () =>
      'Where I may not write by myself, Discord lets me answer for 15 minutes only, and they are over. Press Continue, or ask again.',
    'screen-gone': () => 'The message is gone.',
    internal: () => 'Something went wrong in the bot. It has been written to its log; try again.',
  },
  sources: 'Sources',
  notYours: 'Only the person who asked, or a moderator, can do this.',
  gone: 'This reply is no longer being written.',
  stillWriting: 'A reply to this is still being written. Wait for its end, or stop it.',
  notRemembered: 'This is no longer remembered: it was forgotten, or is too old.',
  pressedElsewhere: 'This belongs to another channel.',
  questionGone: 'The question was deleted, so it cannot be answered again.',
  thread: {
    name: 'conversation',
    notHere: 'There can be no thread here: threads begin in a text channel of a server with the bot in it.',
    youMayNot: 'You may not open threads in this channel.',
    botMayNot:
      'The bot may not open threads here. It needs the permissions “Create Public Threads”, “Send Messages in Threads” and “Read Message History”.',
    opened: (mention) => `It goes on in ${mention}.`,
    existsAlready: (mention) => `There is a thread already: ${mention}`,
    goesOn: (link) => `What was said up to ${link} is known here.`,
  },
  commands: englishCommands,
  help: englishHelp,
  settings: englishSettings,
  files: englishFiles,
  export: {
    nothing: 'Nothing has been said here yet.',
    mayNotRead: 'You may not read this channel’s history, so you cannot export it.',
    tooLarge: 'This is larger than a file may be here. Choose Markdown, which leaves the attached files out.',
  },
  forget: {
    askOwn:
      'All that you have said to this bot, in every server and channel, is deleted from its memory for good. Claude’s answers and the messages on Discord stay; delete those yourself.',
    askChannel:
      'All that everybody and Claude have said in this channel’s conversations is deleted from the bot’s memory for good. The messages on Discord stay.',
    confirm: 'Delete',
    notModerator: 'Only those who may manage messages here can do this.',
    own: (count) =>
      count === 1 ? 'One question of yours is deleted.' : `${count} questions of yours are deleted.`,
    channel: (count) =>
      count === 1 ? 'One message is deleted.' : `${count} questions and answers are deleted.`,
  },
  newConversation: 'A new conversation begins here. What was said before is no longer sent to Claude.',
  shuttingDown: 'The bot is restarting. Ask again in a minute.',
  ourFault: 'Something went wrong in the bot. It has been written to its log; try again.',
}
