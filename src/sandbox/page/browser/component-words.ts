import { afterDrawing } from './focus.ts'
import { pageText } from './page-text.ts'
import type { Locale } from './state.ts'
import type { PageText } from './text/english.ts'

/** What the message components say themselves: their package has it in English alone. */
const wordsIn = (text: PageText): readonly string[] => [
  text.used,
  text.edited,
  `${text.onlyYou} •`,
  text.dismiss,
  text.replyDeleted,
]

const english = wordsIn(pageText({ locale: 'en-US' }))
const japanese = wordsIn(pageText({ locale: 'ja' }))

const translateComponents = (locale: Locale): void => {
  const [from, to] = locale === 'ja' ? [english, japanese] : [japanese, english]
  for (const element of document.querySelectorAll('discord-message, discord-command, discord-reply')) {
    if (element.shadowRoot === null) continue
    const texts = document.createTreeWalker(element.shadowRoot, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const words = node.nodeValue?.trim() ?? ''
      const translated = to[from.indexOf(words)]
      if (words !== '' && translated !== undefined) node.nodeValue = ` ${translated} `
    }
  }
}

/** Puts the components' own words into the language after each drawing: those texts are fixed, and never drawn anew. */
export const createTranslator = (): ((locale: Locale) => void) => {
  let last: Locale = 'en-US'
  return (locale) => {
    // The components draw themselves a moment later.
    if (locale !== 'en-US' || last !== locale) afterDrawing(() => translateComponents(locale))
    last = locale
  }
}
