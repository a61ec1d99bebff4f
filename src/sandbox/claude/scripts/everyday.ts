import { readFileSync } from 'node:fs'
import { text } from '../answer.ts'
import type { Script } from './script.ts'

const folder = new URL('../documents/everyday/', import.meta.url)

const everyday = (name: string, shows: string, example: string, when: RegExp, file = name): Script => ({
  ...{ name, shows, example, when },
  group: 'everyday',
  answer: () => text(readFileSync(new URL(`${file}.md`, folder), 'utf8').trimEnd()),
})

/** The same subjects for people whose language is Japanese, and what they play there instead of chess. */
const japaneseReplies: readonly Script[] = [
  everyday(
    '水やり',
    'code and a table, in Japanese',
    '水やりセンサーのコードを書いて',
    /センサー|水やり/,
    'watering-ja',
  ),
  everyday('サボテン', 'a short answer, in Japanese', 'サボテンはどうすればいい？', /サボテン/, 'cactus-ja'),
  everyday('メール', 'a polite email, in Japanese', '暖房の故障を伝えるメールを書いて', /メール/, 'email-ja'),
  everyday('名前', 'ideas for a name, in Japanese', '園芸サークルの名前を考えて', /名前/, 'names-ja'),
  everyday(
    '正規表現',
    'a regular expression, in Japanese',
    'ISO形式の日付の正規表現は？',
    /正規表現/,
    'regex-ja',
  ),
  everyday('詩', 'a short poem, in Japanese', '十一月の詩を書いて', /詩/, 'poem-ja'),
  everyday(
    'パン',
    'advice, in Japanese',
    'サワードウがふくらまないのはなぜ？',
    /サワードウ|パン/,
    'sourdough-ja',
  ),
  everyday(
    '翻訳',
    'four languages, in Japanese',
    '翻訳して：会議を木曜日に変更できますか',
    /翻訳/,
    'translate-ja',
  ),
  everyday(
    '贈り物',
    'ideas for a gift, in Japanese',
    'ベランダ園芸が好きな友人への贈り物は？',
    /贈り物|プレゼント/,
    'gift-ja',
  ),
  everyday('将棋', 'an opening, in Japanese', '四間飛車にはどう指せばいい？', /将棋|四間飛車/, 'chess-ja'),
]

/** Questions as people ask them, with an answer written for each. The first three of a language are suggested on the page. */
export const everydayReplies: readonly Script[] = [
  everyday('recipe', 'a recipe', 'What can I cook from a tin of tomatoes?', /\b(recipe|cook|soup)\b/i),
  everyday('trip', 'three days in Lisbon', 'Plan three days in Lisbon', /\b(lisbon|trip|plan .*days)\b/i),
  everyday('explain', 'code, explained', 'Explain what a debounce function does', /\b(debounce|explain)\b/i),
  everyday(
    'watering',
    'code and a table',
    'Sketch the code for a watering sensor',
    /\b(watering|moisture) sensor\b/i,
  ),
  everyday('cactus', 'a short answer', 'And what about the cactus?', /\bcactus\b/i),
  everyday('email', 'a polite email', 'Write an email about the broken heating', /\be-?mail\b/i),
  everyday('names', 'ideas for a name', 'Find a name for our plant club', /\bnames? for\b/i),
  everyday('regex', 'a regular expression', 'Give me a regex for ISO dates', /\bregex\b/i),
  everyday('poem', 'a short poem', 'Write a poem about November', /\bpoem\b/i),
  everyday('sourdough', 'advice', 'Why is my sourdough flat?', /\b(sourdough|bread)\b/i),
  everyday(
    'translate',
    'four languages',
    'Translate: could we move the meeting to Thursday?',
    /\btranslate\b/i,
  ),
  everyday('gift', 'ideas for a gift', 'A gift for a friend with a balcony?', /\bgift\b/i),
  everyday(
    '献立',
    'a recipe, in Japanese',
    'トマト缶で何が作れますか？',
    /トマト缶|レシピ|献立/,
    'recipe-ja',
  ),
  everyday('京都', 'two days in Kyoto, in Japanese', '京都を2日で回るなら？', /京都/, 'kyoto-ja'),
  everyday(
    '関数',
    'code, explained in Japanese',
    'デバウンス関数について教えて',
    /デバウンス/,
    'debounce-ja',
  ),
  ...japaneseReplies,
  everyday('chess', 'an opening', 'How do I answer the Sicilian?', /\b(chess|sicilian)\b/i),
]
