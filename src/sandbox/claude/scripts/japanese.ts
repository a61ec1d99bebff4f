import type { Script } from './script.ts'

const words = `はい、日本語でお答えします。

ストリーミングとは、返事が**できあがるのを待たずに**、書けたところから順に受け取る方法です。全体が終わるまでの時間は変わりませんが、最初の文字が見えるまでの時間が短くなるので、待たされている感じがしません。

1. 「message_start」で、入力のトークン数が分かります。
2. 「content_block_delta」が届くたびに、文字が少しずつ増えます。
3. 「message_delta」の最後の値が、出力のトークン数です。

> 石の上にも三年。けれども、最初の一文字は一秒で。

絵文字も途中で切れません：👩‍👩‍👧‍👦 🇯🇵 👍🏽。半角ｶﾅ、旧字の「髙橋」や「𠮷野家」もそのまま届きます。`

/** Japanese, with characters beyond the basic plane. */
export const japanese: Script = {
  name: 'japanese',
  shows: 'Japanese, with emoji and characters beyond the basic plane',
  example: '日本語で話して',
  when: /japanese|日本語/i,
  answer: () => ({ type: 'reply', say: [{ type: 'text', text: words }] }),
}
