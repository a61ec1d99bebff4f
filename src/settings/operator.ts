import type { Config } from '../config.ts'
import type { Operator } from './walk.ts'

/** The most messages of one answer that a server may allow, unless the operator allows more. */
const mostMessages = 20

/** What an operator has decided, in the form of the settings. */
export const operatorOf = ({ claude, fixedSettings, ...config }: Config): Operator => ({
  values: {
    model: claude.model,
    ...(claude.effort && { effort: claude.effort }),
    ...(claude.cheaperModel && { cheaper: claude.cheaperModel }),
    'cheaper-from': claude.cheaperFromPercent,
    search: claude.webSearch,
    thinking: claude.showThinking,
    footer: config.footer,
    price: config.priceInFooter,
    messages: config.maxMessages,
    quote: config.quotesQuestions,
    parallel: config.parallel,
    tables: config.tablePictures,
    notify: config.notifyAfterSeconds ?? 0,
    allowed: { roles: [], people: config.allowedPeople },
    denied: { roles: [], people: config.deniedPeople },
  },
  fixed: new Set(fixedSettings),
  bounds: {
    models: claude.allowedModels,
    messages: Math.max(config.maxMessages, mostMessages),
    parallel: config.parallel,
  },
})
