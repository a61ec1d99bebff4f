import {
  channelList,
  choice,
  define,
  type Members,
  members,
  modelId,
  modelIdOrNone,
  noModel,
  numberUpTo,
  oneChannel,
  onOff,
  type Setting,
  type SettingName,
  settingNames,
  text,
} from './setting.ts'

/** Wherever a conversation can be held. */
const everywhere = ['server', 'category', 'channel', 'thread'] as const
/** Where a thread has no say of its own. */
const aboveThreads = ['server', 'category', 'channel'] as const

const nobody: Members = { roles: [], people: [] }

/** A day, in seconds. */
const longestWait = 86_400

const claude = { group: 'claude', levels: everywhere } as const
const replies = { group: 'replies', levels: everywhere } as const
const access = { group: 'access', levels: aboveThreads } as const
const server = { levels: ['server'] } as const

/**
 * Every setting that can be set in Discord. What each is called is in `src/i18n/languages`, under the same name. `/settings`
 * with its forms and sub-commands, the README's table and the tests follow from this table.
 */
export const settings = {
  model: define('model', modelId, { ...claude, otherwise: '', variable: 'CLAUDE_MODEL' }),
  effort: define('effort', choice(['own', 'low', 'medium', 'high', 'xhigh', 'max']), {
    ...{ ...claude, otherwise: 'own', variable: 'CLAUDE_EFFORT' },
  }),
  persona: define('persona', text(2000), { ...claude, otherwise: '' }),
  search: define('search', onOff, { ...claude, otherwise: false, variable: 'WEB_SEARCH' }),
  thinking: define('thinking', onOff, { ...claude, otherwise: false, variable: 'SHOW_THINKING' }),
  footer: define('footer', choice(['short', 'full', 'off']), {
    ...{ ...replies, otherwise: 'short', variable: 'FOOTER' },
  }),
  price: define('price', onOff, { ...replies, otherwise: true, variable: 'PRICE_IN_FOOTER' }),
  messages: define(
    'messages',
    numberUpTo(1, ({ messages }) => messages),
    {
      ...{ ...replies, otherwise: 5, variable: 'MAX_MESSAGES' },
    },
  ),
  quote: define('quote', onOff, { ...replies, otherwise: true, variable: 'QUOTE_QUESTION' }),
  notify: define(
    'notify',
    numberUpTo(0, () => longestWait),
    {
      group: 'replies',
      levels: [...everywhere, 'person'],
      otherwise: 60,
      variable: 'NOTIFY_AFTER_SECONDS',
    },
  ),
  allowed: define('allowed', members, { ...access, otherwise: nobody, variable: 'ALLOWED_PEOPLE' }),
  denied: define('denied', members, { ...access, otherwise: nobody, variable: 'DENIED_PEOPLE' }),
  channels: define('channels', channelList, { ...access, ...server, otherwise: [] }),
  ignored: define('ignored', channelList, { ...access, ...server, otherwise: [] }),
  moderators: define('moderators', oneChannel, { ...server, group: 'moderation', otherwise: '' }),
  parallel: define(
    'parallel',
    numberUpTo(1, (bounds) => bounds.parallel),
    {
      ...{ group: 'moderation', levels: everywhere, otherwise: 1, variable: 'MAX_PARALLEL_PER_CHANNEL' },
    },
  ),
  cheaper: define('cheaper', modelIdOrNone, {
    ...{ ...server, group: 'moderation', otherwise: noModel, variable: 'CHEAPER_MODEL' },
  }),
  'cheaper-from': define(
    'cheaper-from',
    numberUpTo(1, () => 100),
    { ...server, group: 'moderation', otherwise: 75, variable: 'CHEAPER_FROM_PERCENT' },
  ),
  tables: define('tables', onOff, {
    ...{ group: 'moderation', levels: everywhere, otherwise: true, variable: 'TABLE_PICTURES' },
  }),
} as const satisfies { readonly [Name in SettingName]: Setting<unknown> & { readonly name: Name } }

/** All settings, in the order in which they are shown. */
export const allSettings: readonly Setting<unknown>[] = settingNames.map((name) => settings[name])
