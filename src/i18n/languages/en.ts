import { plural } from '../plural.ts'
import type { AllowanceWords, ClaudeTrouble, Strings } from '../strings.ts'

const count = plural('en')
const names = new Intl.ListFormat('en')

const withDetail = (text: string, detail: string | undefined): string =>
  detail ? `${text} (${detail})` : text

const press = (button: string | undefined): string =>
  button ? ` Press **${button}**.` : ' Please ask again.'

const later = (button: string | undefined, when: string): string =>
  button ? ` Press **${button}** ${when}.` : ` Ask again ${when}.`

const tellAdmin = 'Please let its admin know.'

const troubleOf: Readonly<Record<ClaudeTrouble, string>> = {
  'rate-limited': 'it asks me to wait, there are too many questions',
  'spend-limit': 'the budget of the API key is used up',
  busy: 'it is overloaded',
  unreachable: 'I can’t reach it',
  stalled: 'it stops in the middle of replies',
  broken: 'the connection breaks in the middle of replies',
  'key-refused': 'it refuses the API key',
  misconfigured: 'what answers is not Claude',
  'unknown-model': 'it doesn’t know the model that is set',
}

const allowanceOf = {
  bot: 'This bot’s allowance',
  server: 'This server’s allowance',
  channel: 'This channel’s allowance',
  person: 'Your allowance',
  member: 'Your allowance in this server',
} as const

/** A subject as it is stored, in words that Discord draws as names. */
const subjectOf = (subject: string): string => {
  const [kind, id = ''] = subject.split(':')
  if (kind === 'channel') return `<#${id}> together`
  if (kind === 'role') return `Each member with <@&${id}>`
  return kind === 'person' ? `<@${id}>` : 'The whole server'
}

const wishOf = {
  ...allowanceOf,
  person: 'Their allowance',
  member: 'Their allowance in this server',
} as const

const overAllowance = ({ scope, length, limit, spent, frees, isHeld }: AllowanceWords): string => {
  const which = `${allowanceOf[scope]} for ${length === 'day' ? 'today' : 'this month'}`
  return isHeld
    ? `${which} is held by answers that are being written. Try again in a minute.`
    : `${which} doesn’t cover another answer: ${spent} of ${limit} is used. It starts over ${frees}.`
}

export const strings: Strings = {
  locale: 'en',
  discordLocales: ['en-US', 'en-GB'],
  status: {
    asked: 'Waiting for Claude…',
    thinking: (seconds) => `Thinking… ${seconds} s`,
    thought: (seconds) => `Thought for ${seconds} s`,
    summarising: (seconds) => `Summarizing the earlier conversation… ${seconds} s`,
    searching: 'Searching the web…',
    queued: (place, people, more) =>
      people.length === 0
        ? `Queued (#${place}) after your earlier question`
        : `Queued (#${place}) after ${names.format([...people, ...(more ? ['others'] : [])])}`,
  },
  controls: {
    stop: 'Stop',
    regenerate: 'Regenerate',
    continue: 'Continue',
    wholeText: 'Full text',
    newThread: 'New thread',
    retry: 'Try again',
    answerAgain: 'Answer again',
    dismiss: 'Dismiss',
  },
  messages: {
    everyMessage: 'I answer every message in this thread – no need to mention me.',
    mentionMe: 'To continue here, mention me or reply to one of my messages.',
    called: 'Hi! Ask me in the same message, or reply to this one.',
    unreadable: 'Discord doesn’t show me what you wrote. Mention me in the message, please.',
    nothingReadable: 'I can’t read anything in this message. Could you put your question into words?',
    edited: 'You edited your question.',
    mayNotWrite: (channel) =>
      `I can’t post in ${channel}. Use /ask there, or ask a server admin to give me “Send Messages” (in threads, “Send Messages in Threads”).`,
    noThread: 'I couldn’t open a thread here, so the answer is in this channel.',
    answered: (asker) => `${asker} Your answer is ready.`,
    partLeftOut: 'Discord’s filters refused ▒▒▒, so it is left out.',
    cannotBeShown: 'Discord doesn’t accept the rest of this reply, so it ends here.',
    restInFile: (characters) => `The full answer is in the file (${characters} characters).`,
    tablePicture: (columns, rows) =>
      `Table with ${count(rows, { one: '# row', other: '# rows' })}, which the message has as text too. Columns: ${columns.join(', ')}`,
    growsOn: 'This is a long answer. All of it will come as a file.',
  },
  askAbout: {
    menu: 'Ask about this',
    title: 'Ask about this',
    label: 'Your question',
    placeholder: 'What do you want to know about this message?',
    lost: 'I can’t find that message any more. Choose “Ask about this” on it again.',
  },
  heading: { about: (asker, link) => `${asker} asked about ${link}` },
  details: {
    menu: 'Details and buttons',
    noAnswer: 'This message isn’t one of my answers, or I no longer remember it.',
    nothing: 'Claude was never asked, so there is nothing to count.',
  },
  footer: {
    in: (tokens) => `${tokens} in`,
    cached: (tokens) => `${tokens} cached`,
    out: (tokens) => `${tokens} out`,
    searches: (searches) => count(searches, { one: '# search', other: '# searches' }),
    firstText: (seconds) => `first text ${seconds} s`,
    seconds: (seconds) => `${seconds} s`,
    summarised: (cost) => `older messages summarized${cost ? ` (${cost})` : ''}`,
    leftOut: 'older messages left out',
    cheaper: (length, percent) => {
      const budget = `${length === 'day' ? 'today' : 'this month'}’s budget`
      return percent === undefined
        ? `cheaper model: too little of ${budget} is left for the usual one`
        : `cheaper model: ${percent} % of ${budget} is used`
    },
  },
  stopReason: {
    max_tokens: (button) => `Reached the length limit.${button ? ` Press **${button}** for more.` : ''}`,
    onlyThinking: 'Claude used its whole budget thinking. Try a lower effort with /model.',
    refusal: (hasText) => (hasText ? 'Claude stopped here.' : 'Claude can’t help with this one.'),
    model_context_window_exceeded: 'This conversation is too long for the model. Start a new one with /new.',
    pause_turn: (button) => `Claude paused before the end.${press(button)}`,
    other: (reason) => `Stopped early: ${reason}.`,
  },
  failure: {
    stopped: () => 'Stopped',
    'question-deleted': () => 'The question was deleted.',
    forgotten: () => 'The question was deleted.',
    shutdown: ({ button }) => `The bot restarted.${later(button, 'when it’s back')}`,
    postponed: () => 'The bot is restarting. Your question is saved and will be answered when it’s back.',
    interrupted: ({ button }) =>
      `Interrupted: the bot went offline.${button ? ` Press **${button}** to finish.` : ' Please ask again.'}`,
    'rate-limited': ({ button, seconds }) =>
      `Claude is busy.${later(button, seconds ? `in ${count(seconds, { one: '# second', other: '# seconds' })}` : 'in a minute')}`,
    'spend-limit': () => `This bot has used up its Claude budget. ${tellAdmin}`,
    busy: ({ button }) => `Claude is overloaded.${later(button, 'in a minute')}`,
    unreachable: ({ button }) => `Can’t reach Claude right now.${later(button, 'in a minute')}`,
    stalled: ({ button }) => `Claude stopped responding.${press(button)}`,
    broken: ({ button }) => `Lost the connection to Claude.${press(button)}`,
    'key-refused': () => `Claude rejected this bot’s API key. ${tellAdmin}`,
    misconfigured: () => `This bot can’t reach Claude the way it is set up. ${tellAdmin}`,
    'unknown-model': ({ detail }) =>
      withDetail('Claude doesn’t know this model. Choose another one with /model.', detail),
    'too-large': () =>
      'This is more than Claude can read at once. Send less, or start a new conversation with /new.',
    'bad-request': ({ detail }) => withDetail('Claude couldn’t process this question.', detail),
    empty: () => 'Claude sent an empty answer. Try rephrasing your question.',
    'not-stored': () => 'I can’t save anything right now, so I didn’t ask Claude. Please tell the admin.',
    'too-many-yours': () => 'You already have too many questions waiting. Try again when one is done.',
    'too-many-here': () => 'Too many questions are waiting in this channel. Try again in a while.',
    'over-allowance': ({ over }) => (over ? overAllowance(over) : 'There is no allowance left for this.'),
    'too-fast': ({ seconds }) =>
      `That was quick! Give me ${count(seconds ?? 60, { one: '# second', other: '# seconds' })} before your next question.`,
    'time-up': ({ button }) => `Discord’s 15-minute limit for this reply is up.${press(button)}`,
    'screen-gone': () => 'The message is gone.',
    internal: ({ button }) => `Something went wrong on my side.${press(button)}`,
  },
  allowances: {
    tokens: (tokens) => `${tokens} tokens`,
    managersOnly: 'You don’t have permission to change this. You need “Manage Server”.',
    oneSubject: 'Choose only one of channel, role and person.',
    line: (subject, length, limit, used) =>
      `${subjectOf(subject)}, per ${length}: ${used === undefined ? limit : `${used} of ${limit} used`}`,
    eachPerson: (length, limit) => `Each person in all servers together, per ${length}: ${limit}`,
    set: (line) => `Set. ${line}.`,
    cleared: (removed) => count(removed, { one: 'Removed # allowance.', other: 'Removed # allowances.' }),
    none: 'This server has set no allowances.',
    ofServer: '**Set in this server**',
    ofOperator: '**Set by whoever runs the bot**',
    startsOver: (when) => `The next day begins ${when}.`,
    askForMore: 'Ask a moderator for more',
    asked: (channel) =>
      `I’ve asked the moderators. I’ll tell you in ${channel} if they allow more for today.`,
    askedBefore: 'The moderators were already asked today.',
    allowedSince: 'A moderator has allowed more for today since then. Just ask again.',
    noModerators: 'I can’t reach this server’s moderators. Please ask one of them directly.',
    noLimit: 'This limit is gone. Just ask again.',
    wish: ({ scope, length, person, channel, spent, limit }) =>
      `${person} asks for more in ${channel}. ${wishOf[scope]} for ${length === 'day' ? 'today' : 'this month'}: ${spent} of ${limit} is used.`,
    allowToday: (amount) => `Allow today (+${amount})`,
    allowedBy: (moderator) => `Allowed for today by ${moderator}.`,
    tooLate: 'That day is over.',
    allowedBefore: 'This was already allowed.',
    requestGone: 'I no longer know this request.',
    moderatorsOnly: 'Only moderators can allow more. You need “Manage Messages” or “Manage Server”.',
    allowedNow: (person) => `${person}, a moderator allowed more for today. Ask away!`,
    alert: ({ scope, length, percent, channel, spent, limit, frees }) =>
      `**${percent} %** of ${scope === 'channel' ? `the allowance of ${channel}` : 'this server’s allowance'} for ${length === 'day' ? 'today' : 'this month'} is used: ${spent} of ${limit}. It starts over ${frees}.`,
  },
  sources: 'Sources',
  access: {
    denied: 'You’re not allowed to ask me here. The moderators decide who is.',
    notAllowed: 'Only some people may ask me here, and you’re not among them. The moderators decide who is.',
    channel: (instead) =>
      instead.length === 0
        ? 'I don’t answer in this channel.'
        : `I don’t answer in this channel. Ask me here: ${instead.join(' ')}`,
    directMessages: 'I don’t answer direct messages. Ask me in a server that we share.',
  },
  press: {
    notYours: 'Only the person who asked, or a moderator, can do this.',
    finished: 'This answer is already finished.',
    stillWriting: 'I’m still writing this answer. Wait for it, or press **Stop**.',
    notRemembered: 'I no longer remember this conversation.',
    otherChannel: 'That button is from another channel.',
    questionDeleted: 'The question was deleted, so I can’t answer it again.',
  },
  thread: {
    name: 'conversation',
    notHere: 'Threads only work in text channels of servers I’m in.',
    youMayNot: 'You don’t have permission to create threads in this channel.',
    botMayNot:
      'I can’t open threads here. I need “Create Public Threads”, “Send Messages in Threads” and “Read Message History”.',
    refused: 'Discord didn’t let me open a thread here. Try again in a while.',
    opened: (mention) => `Continued in ${mention}.`,
    existsAlready: (mention) => `There is already a thread: ${mention}`,
    goesOn: (link) => `Continues from ${link}.`,
    wholeFollows: (messages) =>
      count(messages, {
        one: 'The whole answer follows in # message.',
        other: 'The whole answer follows in # messages.',
      }),
    cutOff: (mention) =>
      `Continued in ${mention}, but I couldn’t post the whole answer there. All of it is still in the file under the answer in this channel.`,
  },
  commands: {
    ask: {
      name: 'ask',
      description: 'Ask Claude (continues this channel’s conversation)',
      prompt: { name: 'prompt', description: 'Your question' },
      file: { name: 'file', description: 'Image, PDF or text file to include' },
      file2: { name: 'file2', description: 'Second file' },
      file3: { name: 'file3', description: 'Third file' },
      thread: { name: 'thread', description: 'Answer in a new thread' },
    },
    thread: { name: 'thread', description: 'Ask Claude in a new thread' },
    new: { name: 'new', description: 'Start a new conversation in this channel' },
    export: {
      name: 'export',
      description: 'Download this channel’s conversation (only you see it)',
      format: { name: 'format', description: 'File format' },
      markdown: 'Markdown, easy to read',
      json: 'JSON, with all details',
    },
    forget: {
      name: 'forget',
      description: 'Delete everything you’ve asked me, in all servers',
      channel: {
        name: 'channel',
        description: 'Everybody’s questions and answers in this channel (moderators)',
      },
    },
    model: {
      name: 'model',
      description: 'Choose the Claude model and effort for this channel',
      id: { name: 'model', description: 'The model for everybody in this channel' },
      effort: { name: 'effort', description: 'Higher is smarter, slower and more expensive' },
      efforts: {
        own: 'Default',
        low: 'Low',
        medium: 'Medium',
        high: 'High',
        xhigh: 'Very high',
        max: 'Maximum',
      },
    },
    persona: {
      name: 'persona',
      description: 'Set Claude’s personality here: pick a preset or write your own',
      preset: { name: 'preset', description: 'A ready-made persona' },
      none: 'None',
    },
    search: {
      name: 'search',
      description: 'Turn web search on or off in this channel',
      web: { name: 'web', description: 'On or off' },
      on: 'On',
      off: 'Off',
    },
    thinking: {
      name: 'thinking',
      description: 'Show or hide Claude’s reasoning in this channel',
      summary: { name: 'summary', description: 'Show or hide' },
      show: 'Show',
      hide: 'Hide',
    },
    usage: {
      name: 'usage',
      description: 'What you, or for moderators the server, have used and what it cost',
      period: { name: 'period', description: 'How far back' },
      periods: { today: 'Today', week: '7 days', month: '30 days', quarter: '90 days' },
      scope: { name: 'scope', description: 'Whose usage' },
      me: 'Mine',
      server: 'This server’s (for moderators)',
      from: { name: 'from', description: 'The first day, as in 2026-11-01' },
      to: { name: 'to', description: 'The last day, as in 2026-11-29; today if you give none' },
      theme: { name: 'theme', description: 'The colors of the picture' },
      dark: 'Dark',
      light: 'Light',
    },
    status: { name: 'status', description: 'For moderators: what works, what doesn’t, and since when' },
    settings: {
      name: 'settings',
      description: 'See and change how I work in this server and its channels',
      open: { name: 'open', description: 'Open the panel with all settings' },
      show: { name: 'show', description: 'List all settings, and where each comes from' },
      set: { name: 'set', description: 'Change a setting' },
      clear: { name: 'clear', description: 'Clear a setting, so that the level above decides' },
      level: { name: 'level', description: 'Where it holds; the whole server if left out' },
      channel: { name: 'channel', description: 'The channel or category where it holds' },
      setting: { name: 'setting', description: 'The setting to clear' },
      value: { name: 'value', description: 'The new value' },
      add: { name: 'add', description: 'What to add to the list' },
      remove: { name: 'remove', description: 'What to take off the list' },
    },
    budget: {
      name: 'budget',
      description: 'Set what this server, a channel, a role or a person may use',
      set: {
        name: 'set',
        description: 'Set an allowance; for the whole server unless you choose something else',
      },
      show: { name: 'show', description: 'Show all allowances and what is used of them' },
      clear: { name: 'clear', description: 'Remove allowances' },
      amount: { name: 'amount', description: 'How much, such as 2.50' },
      unit: { name: 'unit', description: 'US dollars or tokens' },
      usd: 'US dollars',
      tokens: 'Tokens',
      period: { name: 'period', description: 'Per day or per month' },
      day: 'Per day',
      month: 'Per month',
      channel: { name: 'channel', description: 'For everybody in this channel together' },
      role: { name: 'role', description: 'For each member with this role (@everyone: each member)' },
      person: { name: 'person', description: 'For this person alone; goes before their roles' },
      everything: { name: 'everything', description: 'Remove all allowances of this server' },
    },
    help: { name: 'help', description: 'How to use this bot' },
  },
  help: {
    lines: (mention, menu, details) => [
      `**Ask me anything:** ${mention.ask}, or mention me in a message.`,
      '**Continue:** reply to any of my messages. To ask about somebody else’s, reply to it and mention me.',
      '**Files:** attach images, PDFs, text or code.',
      `**Any message:** choose *Apps* › *${menu}* in its menu; on my answers also *${details}*.`,
      `**Threads:** ${mention.thread} asks in a thread of its own.`,
      `**This channel:** ${mention.model} · ${mention.persona} · ${mention.search} · ${mention.thinking}`,
      `**Start over:** ${mention.new}. ${mention.export} gives you the conversation as a file.`,
      `**Usage:** ${mention.usage} shows what you’ve used. **Moderators:** ${mention.settings} has all settings and who may ask; ${mention.budget} sets what people may use; ${mention.status} says how I’m doing.`,
      `**Privacy:** I save questions and answers, and send them to Anthropic. ${mention.forget} deletes what you asked.`,
    ],
    about: (version, owner) => `Tendril ${version}${owner ? `, run by ${owner}` : ''}`,
    missing: {
      ViewChannel: 'I’m missing “View Channel”: replies end after 15 minutes.',
      SendMessages: 'I’m missing “Send Messages”: I only answer commands, for at most 15 minutes.',
      SendMessagesInThreads: 'I’m missing “Send Messages in Threads”: I can’t talk in threads.',
      ReadMessageHistory:
        'I’m missing “Read Message History”: I can’t reply to messages or open threads from them.',
      CreatePublicThreads: 'I’m missing “Create Public Threads”: I can’t open threads.',
      AttachFiles: 'I’m missing “Attach Files”: I can’t send long answers as a file.',
    },
    userInstalled:
      'I’m not a member of this server, so only your own commands work and very long answers come as a file.',
    readsMessages: 'In threads that I open, I answer every message.',
    readsMentions: 'I only read messages that mention me or reply to me.',
    directMessages: 'In direct messages, I answer everything you write.',
  },
  usage: {
    title: (server, first, last) =>
      `${server === undefined ? 'Your usage' : `Usage in ${server}`}, ${first === last ? first : `${first} – ${last}`}`,
    total: ({ cost, input, output, requests, searches }) =>
      [
        cost,
        `${input} tokens in, ${output} out`,
        count(requests, { one: '# request', other: '# requests' }),
        ...(searches > 0 ? [count(searches, { one: '# search', other: '# searches' })] : []),
      ].join(' · '),
    byModel: 'by model',
    byPerson: 'by person',
    part: (name, cost, tokens) => `${name}: ${cost}, ${tokens} tokens`,
    others: (others) => count(others, { one: '# other', other: '# others' }),
    unpriced: (requests) =>
      `The price of ${count(requests, { one: '# request', other: '# requests' })} is not known; the cost is without it.`,
    cost: 'Cost',
    tokens: 'Tokens',
    zone: (name) => `Days begin at midnight in ${name}.`,
    nothing: 'Nothing was used in that time.',
    mayNot: 'You need “Manage Server” to see the server’s usage. Without that option you see your own.',
    notHere: 'That works only in servers that I’m a member of.',
    badDates: (most) =>
      `Write dates as in 2026-11-29, the first one not after the last, and at most ${most} days.`,
    notDrawn: 'I couldn’t draw the picture. The table has everything.',
  },
  greeting: (mention) => [
    'Hi! I bring Claude to this server: my answers grow while it writes them.',
    `Ask with ${mention.ask}, or mention me in a message. Reply to an answer to continue.`,
    `${mention.help} shows the rest. Questions and answers are saved and sent to Anthropic; ${mention.forget} deletes yours.`,
  ],
  profile:
    'Ask Claude right here: use /ask, or mention me in a message. My answers grow while Claude writes them; reply to one to continue. /help shows the rest.',
  condition: {
    running: (version, since) => `**Tendril ${version}**, started ${since}.`,
    connected: (since, latency) => `🟢 **Discord:** connected ${since}${latency ? `, ${latency} ms` : ''}.`,
    reconnecting: '🔴 **Discord:** the connection is being made again.',
    answering: (model, last) => `🟢 **Claude:** ${model} last answered ${last}.`,
    notAsked: (model) => `⚪ **Claude:** ${model}; nobody has asked since I started.`,
    claude: (trouble, failed, since) =>
      `🔴 **Claude:** ${troubleOf[trouble]}. ${count(failed, { one: '# question', other: '# questions' })} without an answer; it began ${since}.`,
    saving: '🟢 **Memory:** conversations are being saved.',
    notSaving: (since) =>
      `🔴 **Memory:** I can’t save conversations, so I don’t ask Claude. It began ${since}.`,
    ownFault: (failed, since) =>
      `🔴 **Me:** ${count(failed, { one: '# reply', other: '# replies' })} failed by a fault of my own. It began ${since}; my log says more.`,
    now: (active, waiting) =>
      `${count(active, { one: '# reply is', other: '# replies are' })} being written, ${count(waiting, { one: '# question waits', other: '# questions wait' })}.`,
    tellOperator: 'Please tell whoever runs this bot.',
  },
  settings: {
    mayNotChange:
      'You don’t have permission to change this. You need “Manage Messages” or “Manage Channels”.',
    fixed: 'Whoever runs this bot has fixed this setting, so it can’t be changed here.',
    modelChoice: (name, price, isCurrent) =>
      `${isCurrent ? '✓ ' : ''}${name}${price ? ` · $${price.input} in / $${price.output} out per million tokens` : ''}`,
    model: ({ name, isChange, effort, price, context, output }) =>
      [
        `This channel ${isChange ? 'now uses' : 'uses'} **${name}** (${effort ? `effort: ${effort.toLowerCase()}` : 'default effort'}).`,
        price ? `$${price.input} in / $${price.output} out per million tokens.` : 'I don’t know its price.',
        `I send it up to ${context} tokens and take answers of up to ${output}.`,
      ].join(' '),
    unknownModel: (id) => `I don’t know “${id}”. Pick a model from the list.`,
    unknownEffort: (model, efforts) =>
      efforts === ''
        ? `You can’t set the effort of ${model}.`
        : `${model} doesn’t have this effort. Pick one of these: ${efforts}.`,
    searchOn: (dollars) => `Web search is on in this channel (${dollars} per search, plus tokens).`,
    searchOff: 'Web search is off in this channel.',
    thinkingShown: 'Claude’s reasoning is shown in this channel.',
    thinkingHidden: 'Claude’s reasoning is hidden in this channel.',
    persona: (text) => `Persona set: ${text}`,
    noPersona: 'Persona cleared.',
    personaTitle: 'Claude’s persona in this channel',
    personaLabel: 'Instructions',
    personaPlaceholder: 'e.g. “Answer like a cheerful gardener.” Leave empty to reset.',
    presets: {
      concise: {
        name: 'Concise',
        prompt: 'Answer in as few words as do the job. No introduction, no summary at the end.',
      },
      teacher: {
        name: 'Teacher',
        prompt:
          'Be a patient teacher. Explain step by step with small examples, and check with a question whether it was understood.',
      },
      reviewer: {
        name: 'Code reviewer',
        prompt:
          'Be a careful code reviewer. Look for mistakes first, name them by line with a correction, and say what you are not sure of.',
      },
      translator: {
        name: 'Translator',
        prompt:
          'Translate what people write: Japanese into English, everything else into Japanese. Give the translation alone, with a note only where it could be misunderstood.',
      },
      storyteller: {
        name: 'Storyteller',
        prompt:
          'Be a storyteller: vivid, warm, with a sense of humor, and never longer than the story needs.',
      },
    },
  },
  panel: {
    title: (target) => `Settings for ${target}`,
    hint: '● set here · ○ from a level above · 🔒 fixed by whoever runs this bot. Changes count from the next question on.',
    settings: {
      model: { name: 'model', label: 'Model', description: 'Which Claude model answers' },
      effort: {
        name: 'effort',
        label: 'Effort',
        description: 'Higher is smarter, slower and more expensive',
      },
      persona: {
        name: 'persona',
        label: 'Persona',
        description: 'Instructions for Claude. Empty: as on the level above',
      },
      search: { name: 'search', label: 'Web search', description: 'Whether Claude may search the web' },
      thinking: {
        name: 'thinking',
        label: 'Reasoning',
        description: 'Whether Claude’s reasoning is shown above its answer',
      },
      footer: { name: 'footer', label: 'Footer', description: 'The small line under each answer' },
      price: {
        name: 'price',
        label: 'Cost',
        description: 'Whether costs are shown in the footer and behind ℹ️',
      },
      messages: {
        name: 'messages',
        label: 'Messages per answer',
        description: 'The most messages of one answer. A longer one comes as a file too',
      },
      quote: {
        name: 'quote',
        label: 'Quote the question',
        description: 'Whether the reply to a command begins with the question',
      },
      notify: {
        name: 'notify',
        label: 'Notify after',
        description: 'A reply that took more seconds notifies its asker. 0: never',
      },
      allowed: {
        name: 'allowed',
        label: 'Who may ask',
        description: 'Roles and people who may ask. Nobody listed: everybody may',
      },
      denied: {
        name: 'denied',
        label: 'Who may not ask',
        description: 'Roles and people who may not, whatever else allows them',
      },
      channels: {
        name: 'channels',
        label: 'Channels',
        description: 'Channels and categories where I answer. None listed: everywhere',
      },
      ignored: {
        name: 'ignored',
        label: 'Ignored channels',
        description: 'Channels and categories where I don’t answer',
      },
      moderators: {
        name: 'moderators',
        label: 'Moderators’ channel',
        description: 'Where I tell moderators what they should know',
      },
      parallel: {
        name: 'parallel',
        label: 'Side by side',
        description: 'How many people I answer at once in a channel',
      },
      cheaper: {
        name: 'cheaper',
        label: 'Cheaper model',
        description: 'Which model answers when a budget runs low, if it costs less than the usual one',
      },
      'cheaper-from': {
        name: 'cheaper-from',
        label: 'Cheaper model from',
        description: 'How many percent of a budget are used before the cheaper model answers',
      },
      tables: {
        name: 'tables',
        label: 'Pictures of tables',
        description: 'Whether a wide table also comes as a picture',
      },
    },
    groups: { claude: 'Claude…', replies: 'Replies…', access: 'Who may ask…', moderation: 'More…' },
    levels: {
      server: 'This server',
      category: 'This category',
      channel: 'This channel',
      thread: 'This thread',
      person: 'You, everywhere',
    },
    targets: {
      server: () => 'this server',
      category: (link) => `the category ${link}`,
      channel: (link) => link,
      thread: (link) => `the thread ${link}`,
      person: () => 'you, everywhere',
    },
    from: {
      operator: 'from the operator',
      server: 'from the server',
      category: 'from the category',
      channel: 'from the channel',
      thread: 'from the thread',
      person: 'from you',
    },
    line: (mark, label, value, from) => `${mark} **${label}** ${value} · *${from}*`,
    marks: { here: '●', above: '○', fixed: '🔒' },
    setHere: 'set here',
    fixed: 'fixed by the operator',
    asAbove: (value, from) => `As above: ${value} (${from})`,
    chooseLevel: 'Which level?',
    chooseChannel: 'Or another channel or category',
    on: 'On',
    off: 'Off',
    footers: { short: 'Short', full: 'Full', off: 'None' },
    never: 'Never',
    seconds: (seconds) => `${seconds} s`,
    percent: (percent) => `${percent} %`,
    none: 'None',
    everybody: 'Everybody',
    everywhere: 'Everywhere',
    deletedRole: '(deleted role)',
    deletedChannel: '(deleted channel)',
    budgets: {
      open: 'Budgets…',
      title: 'Budgets',
      chooseMember: 'For a role or a person',
      chooseChannel: 'For a channel',
      wholeServer: 'The whole server',
      eachWith: (role) => `Each member with ${role}`,
      change: (name) => `Change: ${name}`,
      back: 'All settings',
      form: (name) => `Budget: ${name}`,
      kinds: {
        microDollars: { day: 'US dollars per day', month: 'US dollars per month' },
        tokens: { day: 'Tokens per day', month: 'Tokens per month' },
      },
      empty: 'Leave it empty for no limit.',
      noLimit: 'No limit',
      noAmount: (kind) =>
        `**${kind}** must be a number such as 2.50, or for tokens 50000. Nothing was changed.`,
    },
    now: (label, target, value, from) => `**${label}** for ${target}: ${value} · *${from}*`,
    notHere: 'Settings are for servers that I’m a member of. Ask an admin to invite me.',
    mayNot: 'You don’t have permission to do this. You need “Manage Server”.',
    gone: 'That channel is gone. Open the panel again.',
    noSuchLevel: 'There is no such level here. Choose another one, or name a channel or category.',
    notAtLevel: (label, target) => `**${label}** can’t be set for ${target}. Choose another level.`,
    notANumber: (label, least, most) =>
      `**${label}** must be a whole number from ${least} to ${most}. Nothing was changed.`,
    notAllowed: (label) => `**${label}** can’t have this value here. Nothing was changed.`,
    mayNotFixed: (label) => `Whoever runs this bot has fixed **${label}**, so it can’t be changed here.`,
  },
  files: {
    refused: (name, why) => `I couldn’t read **${name}**: ${why}.`,
    empty: 'it is empty',
    tooLarge: (size, limit) => `it is too large (${size}; the limit is ${limit})`,
    tooMuch: (limit) => `one question can have files of ${limit} in all; ask about it separately`,
    archive: 'I don’t open archives; attach the files themselves',
    program: 'I can’t read programs; attach the source code',
    audio: 'I can’t listen to audio; attach a transcript',
    video: 'I can’t watch videos; attach screenshots',
    office: 'I can’t read Office documents; save it as PDF or text',
    unknown: 'this file type isn’t supported',
    badImage: 'the image is damaged or of an unknown type; save it as PNG or JPEG',
    badPdf: 'the PDF is damaged; save it again, or attach pictures of its pages',
    unreadable: 'reading it took too long; save it again in a simpler form',
    assumedEncoding: (name, encoding) =>
      `I read **${name}** as ${encoding}, which is a guess. If it looks wrong, save the file as UTF-8.`,
    tooManyPixels: (millions, limit) =>
      `the image has ${millions} million pixels (the limit is ${limit} million); make it smaller`,
    tooManyPages: (pages, limit) => `it has ${pages} pages (the limit is ${limit}); attach a part of it`,
    locked: 'it needs a password; save it without one',
    elsewhere: 'it isn’t stored on Discord; attach it to the message',
    gone: 'Discord no longer has it; attach it again',
    slow: 'Discord took too long to send it; try again',
    unreachable: 'Discord didn’t send it; try again in a minute',
  },
  export: {
    nothing: 'There is no conversation here yet.',
    mayNotRead: 'You don’t have permission to read this channel’s history.',
    tooLarge: 'The file is too large for Discord. Choose Markdown, which leaves out attached files.',
  },
  forget: {
    askOwn:
      'Delete everything you’ve ever asked me, in all servers? This can’t be undone. Claude’s answers stay in my memory, and messages on Discord stay.',
    askChannel:
      'Delete all questions and answers of this channel from my memory? This can’t be undone. Messages on Discord stay.',
    confirm: 'Delete',
    cancel: 'Cancel',
    cancelled: 'Nothing was deleted.',
    notModerator: 'You don’t have permission to do this. You need “Manage Messages”.',
    own: (questions) =>
      count(questions, { one: 'Deleted # of your questions.', other: 'Deleted # of your questions.' }),
    channel: (turns) =>
      count(turns, { one: 'Deleted # question or answer.', other: 'Deleted # questions and answers.' }),
  },
  newConversation: {
    started: 'Started a new conversation. I won’t look at anything above.',
    undo: 'Undo',
    undone: 'Back to the conversation from before.',
    tooLate: 'It’s too late to undo this.',
  },
  ourFault: 'Something went wrong on my side. Please try again.',
}
