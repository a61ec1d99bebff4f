import { type FrequentLanguage, frequentCharacters } from './frequent-characters.ts'

/** A share of this many control characters, or a lone zero, is no text. */
const mostControls = 0.01

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]/g

/** Whether a text has next to no control characters besides those that lay it out. */
export const isReadable = (text: string): boolean => {
  const odd = text.match(controls)?.length ?? 0
  return odd === 0 || (odd / text.length < mostControls && !text.includes('\0'))
}

/** Letters from the most frequent on, of alphabets that share their bytes. The first make up most of a text. */
const letters = {
  cyrillic: { all: 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґўј', frequent: 12 },
  hebrew: { all: 'יולהאתרמבשנדקםפעחןטכגצזסךףץ', frequent: 11 },
  greek: { all: 'αοιετσνηυρπκμλςίάόγδέήωθύχφβξώζψϊϋ', frequent: 16 },
  arabic: { all: 'اليمنورتبةعدهسفحكقجشطصأخذزضغثىءظإآؤئ،؟', frequent: 16 },
  thai: { all: 'านรอเกงมยล่วดท้สตีิะัคบปไแใโหจขพชูุ์ผำซถธณศื็ญฉภษฟฝึฐฏฑฆฎฬฮฤ๊๋ฯๆ', frequent: 38 },
} as const

type Alphabet = keyof typeof letters

/** The letters beyond ASCII of languages in Latin script. */
const latinAlphabets: readonly ReadonlySet<string>[] = [
  'äöüß',
  'éèêëàâçîïôûùœæÿ',
  'áéíóúñü',
  'áàâãéêíóôõúüç',
  'àèéìíîòóùú',
  'åäöéü',
  'æøåéèò',
  'ąćęłńóśźż',
  'áčďéěíňóřšťúůýžľĺôäŕ',
  'áéíóöőúüű',
  'ăâîșțşţ',
  'çğıöşüâî',
  'čćđšž',
  'ąčęėįšųūž',
  'āčēģīķļņšūž',
  'äõöüšž',
].map((all) => new Set(all))
const commonLatin = new Set(latinAlphabets.flatMap((all) => [...all]))

/** The capital of the Turkish dotted i has no single character in lower case. */
const lowerOf = (char: string): string => (char === 'İ' ? 'ı' : char.toLowerCase())

/** A text in Latin script is likelier right where one language has all of its letters. */
const oneLanguage = 0.12

const isOneLanguage = (found: ReadonlySet<string>): boolean =>
  latinAlphabets.some((alphabet) => found.isSubsetOf(alphabet))

/** Punctuation and signs that ordinary texts contain, and those of them that stand within words. */
const commonSigns = new Set(
  '“”‘’„‚«»‹›–—…•€£¥§©®°№·¿¡±×½¼²³µ™†ªº、。「」『』（）！？：；，．・～〜【】《》〈〉\u00a0\u3000※→←↑↓○●◎△▲▽▼□■◇◆★☆〒①②③④⑤⑥⑦⑧⑨⑩㈱㈲℡ⅠⅡⅢ─│┌┐└┘├┤┬┴┼═║╔╗╚╝｢｣､｡･',
)
const signsInWords = new Set(
  '’‘·–—・、。「」『』（）！？：；，．～〜【】《》〈〉※→○●◎△▲□■◇◆★☆①②③④⑤⑥⑦⑧⑨⑩㈱㈲｢｣､｡･\u00a0\u3000',
)

type Kind = 'ascii' | 'latin' | Alphabet | 'kana' | 'half-kana' | 'han' | 'hangul' | 'sign' | 'bad'

const isBad = (char: string, code: number): boolean =>
  code < 0xa0 || code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff) || /\p{C}/u.test(char)

const alphabetOf = (code: number): Alphabet | undefined => {
  if (code >= 0x370 && code < 0x400) return 'greek'
  if (code >= 0x400 && code < 0x530) return 'cyrillic'
  if (code >= 0x590 && code < 0x600) return 'hebrew'
  if (code >= 0x600 && code < 0x700) return 'arabic'
  return code >= 0xe00 && code < 0xe80 ? 'thai' : undefined
}

const kindOf = (char: string): Kind => {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x80) return 'ascii'
  if (isBad(char, code)) return 'bad'
  if (code < 0x250) return /\p{L}/u.test(char) && !commonSigns.has(char) ? 'latin' : 'sign'
  if (code >= 0x3041 && code <= 0x30ff) return char === '・' ? 'sign' : 'kana'
  if (code >= 0xff66 && code <= 0xff9f) return 'half-kana'
  if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) || /[々〆〇]/.test(char))
    return 'han'
  if (code >= 0xac00 && code <= 0xd7a3) return 'hangul'
  return alphabetOf(code) ?? 'sign'
}

/** A run of letters and of everything beyond ASCII, with what its characters are judged by. */
type Word = {
  readonly chars: readonly string[]
  readonly kinds: readonly Kind[]
  readonly present: ReadonlySet<Kind>
  /** The number of letters beyond ASCII. */
  readonly foreign: number
  /** Whether it is in lower case, in upper case, or has an initial capital. */
  readonly hasOrdinaryCase: boolean
}

/** A word as long as this is a sentence without spaces. */
const longestWord = 200

const wordOf = (text: string): Word => {
  const cut = text.slice(0, longestWord)
  const chars = [...cut]
  const kinds = chars.map(kindOf)
  const rest = cut.slice(1)
  return {
    chars,
    kinds,
    present: new Set(kinds),
    foreign: kinds.filter((kind) => kind !== 'ascii' && kind !== 'sign').length,
    hasOrdinaryCase: rest === rest.toLowerCase() || cut === cut.toUpperCase(),
  }
}

const isLetter = (kind: Kind | undefined): boolean => kind !== undefined && kind !== 'sign' && kind !== 'bad'

const signFit = (at: number, { chars, kinds }: Word): number => {
  const char = chars[at] ?? ''
  if (!commonSigns.has(char)) return -0.5
  return isLetter(kinds[at - 1]) && isLetter(kinds[at + 1]) && !signsInWords.has(char) ? -0.8 : 0.5
}

const latinFit = (char: string, { chars, present, foreign, hasOrdinaryCase }: Word): number => {
  for (const kind of present) if (kind !== 'ascii' && kind !== 'latin' && kind !== 'sign') return -1
  if (foreign > 3 && foreign / chars.length > 0.75) return -0.7
  if (!hasOrdinaryCase) return -0.6
  return commonLatin.has(lowerOf(char)) ? (present.has('ascii') ? 1 : 0.5) : 0.2
}

/** Half-width katakana: their voicing marks follow a letter, and they stand beside neither Latin letters nor hangul. */
const halfKanaFit = (at: number, { chars, kinds, present }: Word): number => {
  if (present.has('ascii') || present.has('latin') || present.has('hangul')) return -1
  if (/[ﾞﾟ]/.test(chars[at] ?? '') && kinds[at - 1] !== 'half-kana') return -1
  return chars.length > 1 && !present.has('han') ? 0.8 : 0.2
}

/** Letters in the form that only the end of a word has. */
const finalForm = /[םןץףךς]/
const consonantOfThai = /[ก-ฮ]/
const leadingVowelOfThai = /[เ-ไ]/
const upperOfThai = /[ิ-ฺ็-๎]/

/** A vowel that is written first needs a consonant behind it; a mark needs one before it, but for another mark between. */
const isMisplacedThai = (at: number, { chars }: Word): boolean => {
  const [before = '', char = '', after = ''] = [chars[at - 1], chars[at], chars[at + 1]]
  if (leadingVowelOfThai.test(char)) return !consonantOfThai.test(after)
  return upperOfThai.test(char) && !consonantOfThai.test(before) && !/[ัิ-ฺ]/.test(before)
}

const alphabetFit = (at: number, alphabet: Alphabet, word: Word): number => {
  const { chars, present, foreign, hasOrdinaryCase } = word
  if (present.has('ascii') || present.has('latin')) return -1
  if (!hasOrdinaryCase) return -0.6
  const char = (chars[at] ?? '').toLowerCase()
  if (finalForm.test(char)) return isLetter(word.kinds[at + 1]) ? -1 : 1.5
  if (alphabet === 'thai' && isMisplacedThai(at, word)) return -1
  if (foreign === 1) return 0.3
  if (/[،؟]/.test(char) && isLetter(word.kinds[at + 1])) return -1
  const { all, frequent } = letters[alphabet]
  const rank = all.indexOf(char)
  return rank === -1 ? -0.5 : rank < frequent ? 1 : 0.5
}

/** How well a character fits into its word, from -3 to 1. */
const fitOf = (at: number, word: Word, frequent: ReadonlySet<string>): number => {
  const { chars, kinds, present } = word
  const char = chars[at] ?? ''
  const kind = kinds[at] ?? 'bad'
  switch (kind) {
    case 'ascii':
      return 0
    case 'bad':
      return -3
    case 'sign':
      return signFit(at, word)
    case 'latin':
      return latinFit(char, word)
    case 'kana':
      return 1
    case 'half-kana':
      return halfKanaFit(at, word)
    case 'hangul':
      return present.has('han') ? -0.3 : frequent.has(char) ? 1 : 0.4
    case 'han':
      if (present.has('hangul') || (kinds[at - 1] === 'ascii' && kinds[at + 1] === 'ascii')) return -1
      return frequent.has(char) ? 1 : 0.2
    default:
      return alphabetFit(at, kind, word)
  }
}

/** More words than this with characters beyond ASCII tell no more. Half of them are taken from the end. */
const mostWords = 4000
const mostCharacters = 40_000

const tellingWords = (text: string): readonly string[] => {
  const all = (text.match(/[^\0-@[-`{-\x7f]+/g) ?? []).filter((word) => /[^\0-\x7f]/.test(word))
  return all.length > mostWords ? [...all.slice(0, mostWords / 2), ...all.slice(-mostWords / 2)] : all
}

/** A text all in Cyrillic capitals is rare: in KOI8 Hebrew letters and Greek ones in lower case look like that. */
const shouting = 0.15

/**
 * Rates how much some characters look like text of a language, from -3 (not at all) to 1 (every character beyond
 * ASCII is plausible), and how many characters that is based on. `language` tells which characters are frequent.
 */
export const readability = (
  text: string,
  language: FrequentLanguage | undefined,
): { readonly score: number; readonly characters: number } => {
  const frequent: ReadonlySet<string> = language === undefined ? new Set() : frequentCharacters[language]
  let sum = 0
  let characters = 0
  let isShouted = true
  const latin = new Set<string>()
  for (const each of tellingWords(text)) {
    const word = wordOf(each)
    isShouted &&= word.present.has('cyrillic') && each === each.toUpperCase()
    for (const [at, kind] of word.kinds.entries()) {
      if (kind === 'ascii') continue
      if (kind === 'latin') latin.add(lowerOf(word.chars[at] ?? ''))
      sum += fitOf(at, word, frequent)
      characters += 1
    }
    if (characters >= mostCharacters) break
  }
  if (characters === 0) return { score: 1, characters }
  const bonus = (latin.size > 0 && isOneLanguage(latin) ? oneLanguage : 0) - (isShouted ? shouting : 0)
  return { score: sum / characters + bonus, characters }
}
